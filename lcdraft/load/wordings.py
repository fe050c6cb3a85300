"""``loi_mau`` of a report: words of templates that it says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lcdraft.dataset import Passage, Wording
from lcdraft.errors import Place
from lcdraft.load.agency import Refuse
from lcdraft.load.fields import RecordValue

__all__ = ["SUFFIX", "read_wordings"]

SUFFIX = ".md.j2"

_HELD = re.compile(r"\{\{(?:\"[^\"]*\"|'[^']*'|[^}\"'{])*\}\}|\{#[\w.-]+\}\s*\Z")
"""What may stand in the words of a template beside text: whole expressions, and the id behind a heading."""


def read_wordings(items: Sequence[tuple[Any, Place]], refuse: Refuse) -> tuple[Wording, ...]:
    """The usable entries; of the others a problem each."""
    return tuple(_read(items, refuse))


def _read(items: Sequence[tuple[Any, Place]], refuse: Refuse) -> Iterator[Wording]:
    for record, place in items:
        name = record.get("mau", "")
        if not name:
            continue  # which has been told
        template = name.removeprefix("templates/")
        template = template if template.endswith(SUFFIX) else template.removesuffix(".md") + SUFFIX
        whole: Passage | None = record.get("bo_doan")
        if whole is not None and ("cu" in record.keys or "moi" in record.keys):
            message = "loi_mau: mục này vừa có bo_doan, vừa có cu và moi"
            refuse(
                "LC022", record.where("bo_doan"), message, "Bỏ cả đoạn thì chỉ ghi bo_doan; đổi chữ thì ghi cu, moi."
            )
        elif whole is not None:
            if _is_usable(whole, "bo_doan", record, refuse):
                yield Wording(template, whole, None, place)
        elif "cu" not in record.keys or "moi" not in record.keys:
            lacking = "cu" if "cu" not in record.keys else "moi"
            advice = "Ghi cu (chữ của mẫu) và moi (chữ in thay vào; để trống thì bỏ chữ cũ), hoặc bo_doan."
            refuse("LC021", place, f'loi_mau: mục này thiếu "{lacking}"', advice)
        else:
            old, new = record.get("cu"), record.get("moi")
            if old is not None and new is not None and _is_usable(old, "cu", record, refuse):
                yield Wording(template, old, new, place)


def _is_usable(words: Passage, key: str, record: RecordValue, refuse: Refuse) -> bool:
    """Whether the words can be looked for in a template."""
    if not words.text.strip():
        refuse("LC022", record.where(key), f"loi_mau: {key} chưa có nội dung", "Chép chữ của mẫu vào đây.")
        return False
    rest = _HELD.sub("", words.text)
    sign = next((sign for sign in ("{%", "%}", "{#", "#}", "{{", "}}") if sign in rest), "")
    if sign:
        message = f'loi_mau: {key} có "{sign}"; chỗ được đổi là chữ của mẫu, không phải lệnh của mẫu'
        advice = "Chỉ chép phần chữ đứng trước hoặc sau {% … %}; mỗi phần một mục."
        refuse("LC022", words.place, message, advice)
    return not sign
