"""The sample report, issued and as a draft, and a way to break it in one place."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from lcdraft.audit.finding import Finding
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import audit_file
from lcdraft.dataset import Dataset
from lcdraft.opc import write_package
from lcdraft.render import render_document
from lcdraft.workspace import load_workspace

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
HEADER = "word/header1.xml"
FOOTNOTES = "word/footnotes.xml"

Edit = Callable[[dict[str, str]], None]


def unpack(data: bytes) -> dict[str, str]:
    """The parts of a .docx as text."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def pack(parts: dict[str, str]) -> bytes:
    return write_package({name: text.encode() for name, text in parts.items()})


def swap(old: str, new: str, part: str = DOCUMENT, *, regex: bool = False) -> Edit:
    """Replace the first occurrence of a text in a part; that it is there is asserted."""

    def edit(parts: dict[str, str]) -> None:
        found = re.search(old if regex else re.escape(old), parts[part], re.DOTALL)
        assert found is not None, f"{old!r} is not in {part}"
        text = found.expand(new) if regex else new
        parts[part] = parts[part][: found.start()] + text + parts[part][found.end() :]

    return edit


def style(name: str, old: str, new: str) -> Edit:
    """Replace a text in the style of this name."""
    return swap(rf'(<w:style [^>]*w:styleId="{name}">(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}", STYLES, regex=True)


def all_of(*edits: Edit) -> Edit:
    def edit(parts: dict[str, str]) -> None:
        for one in edits:
            one(parts)

    return edit


def issue(parts: dict[str, str]) -> None:
    """Fill in what a clerk fills in: number, date, name of the signer."""
    swap(r"Số:\s+/BC-UBND", "Số: 215/BC-UBND", regex=True)(parts)
    swap(r"ngày\s+tháng\s+năm 2025", "ngày 16 tháng 6 năm 2025", regex=True)(parts)
    swap('"ND30HoTen"/></w:pPr><w:r><w:t xml:space="preserve"/>', '"ND30HoTen"/></w:pPr><w:r><w:t>Lò Văn Mẫu</w:t>')(
        parts
    )


@pytest.fixture(scope="session")
def draft(sample: Dataset, sample_root: Path) -> dict[str, str]:
    """The parts of the sample report as it is rendered now."""
    document = render_document(sample, sample.reports["6-thang-2025"], (sample_root / "templates",)).document
    assert document is not None
    return unpack(load_workspace(sample_root).convert("6-thang-2025", document, ("docx",))["docx"])


@pytest.fixture(scope="session")
def issued(draft: dict[str, str]) -> dict[str, str]:
    parts = dict(draft)
    issue(parts)
    return parts


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., list[Finding]]:
    """Hold the parts of a document against all rules."""

    def held(parts: dict[str, str] | bytes, *, issued: bool = True) -> list[Finding]:
        path = tmp_path / "van-ban.docx"
        path.write_bytes(parts if isinstance(parts, bytes) else pack(parts))
        return audit_file(path, RULES, issued=issued)

    return held
