"""Computed figures that somebody typed over: which of them are plain input values that can be taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lcdraft.dataset import Amount, Dataset
from lcdraft.document import NOT_TYPED
from lcdraft.errors import Place
from lcdraft.inlines import GAP
from lcdraft.numbers import NumberError, parse_number
from lcdraft.pull.placing import FigureEdit, is_unwritten

__all__ = ["Accepted", "accept_figures", "figure_advice", "figure_message", "places_of"]

_NUMBER = re.compile(rf"[-−]?\d[\d.,]*\d|\d|{re.escape(GAP)}")
_FIGURES = "data/so-lieu/"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A number of a data file and the one that takes its place.

    ``key`` is set where there is none yet: the key of the value (``gia_tri``, ``trong_ky``, ``uoc_ca_nam``) of the
    indicator, whose line is ``place``.
    """

    indicator: str
    place: Place
    old: str
    new: str
    key: str = ""


def figure_message(edit: FigureEdit) -> str:
    """What was printed, what was typed, and why that is no text to be written down."""
    if is_unwritten(edit.span) and edit.span.origin is not None:
        return f'mục "{edit.span.origin.indicator}" chưa có lời văn; gõ “{edit.typed}”'
    if _is_task(edit):
        return f"nhiệm vụ kỳ trước chưa trả lời; gõ “{edit.typed}”"
    name = f'chỉ tiêu "{edit.span.origin.indicator}"' if edit.span.origin else "chữ do chương trình in"
    formula = edit.span.origin.formula if edit.span.origin else ""
    computed = f" ({formula})" if formula else ""
    return f"{name}: in “{edit.printed}”{computed}, gõ “{edit.typed}”"


def figure_advice(edit: FigureEdit) -> str:
    """What the clerk does with a figure that is not written down."""
    if _is_task(edit):
        return (
            "Ghi kết quả vào ket_qua hoặc mục của lĩnh vực ấy, rồi xóa dòng của việc này trong nhiem_vu_chua_tra_loi."
        )
    return "Sửa số liệu gốc, hoặc chạy lại với --accept-figures nếu đó là số nhập."


def _is_task(edit: FigureEdit) -> bool:
    """Whether an answer was typed to a task of the last report: the only gap that waits for no value or section."""
    return edit.span.gap and edit.span.origin is None


def places_of(edit: FigureEdit) -> list[Place]:
    """Where the numbers stand that a computed text was made from."""
    origin = edit.span.origin
    return [operand.place for operand in origin.operands if operand.place is not None] if origin else []


def accept_figures(dataset: Dataset, edits: Iterable[FigureEdit]) -> tuple[list[Accepted], Mapping[int, str]]:
    """The input values that follow from edits, and for every other edit, by its identity, why it is refused."""
    amounts = {
        amount.place: amount
        for found in dataset.figures.values()
        for f in found.by_indicator.values()
        for amount in f.amounts
    }
    wanted: dict[tuple[Place, str], list[tuple[FigureEdit, Accepted]]] = {}
    refused: dict[int, str] = {}
    for edit in edits:
        found = _input_of(edit, amounts)
        if isinstance(found, Accepted):
            wanted.setdefault((found.place, found.key), []).append((edit, found))
        else:
            refused[id(edit)] = found
    accepted: list[Accepted] = []
    for pairs in wanted.values():
        if len({parse_number(one.new) for _, one in pairs}) == 1:
            accepted.append(pairs[0][1])
            continue
        typed = ", ".join(dict.fromkeys(one.new for _, one in pairs))
        refused.update({id(edit): f"cùng một số liệu mà gõ khác nhau ({typed})" for edit, _ in pairs})
    return accepted, refused


def _input_of(edit: FigureEdit, amounts: Mapping[Place, Amount]) -> Accepted | str:
    """The input value that an edit changes, or why there is none."""
    changed = _changed_number(edit)
    if isinstance(changed, str):
        return changed
    old, new, is_percentage = changed
    if old == GAP:
        return _first_value(edit, new)
    try:
        before, _ = parse_number(old), parse_number(new)
    except NumberError as error:
        return f"số viết sai: {error.message}"
    origin = edit.span.origin
    if origin is None:
        return "không phải số liệu nhập"
    if is_percentage and origin.formula != "số liệu nhập":
        return "tỷ lệ do chương trình tính; sửa số liệu gốc thì tỷ lệ đổi theo"
    found = [place for place in places_of(edit) if place.path.startswith(_FIGURES) and place in amounts]
    same = [place for place in dict.fromkeys(found) if amounts[place].value == before]
    if len(same) != 1:
        return "số in ra đã tính, làm tròn hoặc đổi đơn vị, không phải số trong tệp số liệu"
    return Accepted(origin.indicator, same[0], old, new)


def _first_value(edit: FigureEdit, new: str) -> Accepted | str:
    """The value that was typed over a gap."""
    try:
        parse_number(new)
    except NumberError as error:
        return f"số viết sai: {error.message}"
    origin = edit.span.origin
    key = next((key for key, said in NOT_TYPED.items() if origin is not None and origin.formula == said), "")
    if origin is None or not key:
        return "số in ra đã đổi đơn vị hoặc không phải số nhập; nhập số gốc trong tệp số liệu"
    place = next(iter(places_of(edit)), None)
    if place is None or not place.path.startswith(_FIGURES):
        return f'chỉ tiêu chưa khai trong tệp số liệu; thêm dòng "{origin.indicator}: {new}"'
    return Accepted(origin.indicator, place, GAP, new, key)


def _changed_number(edit: FigureEdit) -> tuple[str, str, bool] | str:
    """The one number that was typed over, with its percent sign or without, or why it is not that."""
    if _NUMBER.sub("#", edit.printed) != _NUMBER.sub("#", edit.typed):
        return "chữ quanh con số cũng đổi; hãy chọn cụm từ khác trong lời văn hoặc mẫu"
    before, after = list(_NUMBER.finditer(edit.printed)), list(_NUMBER.finditer(edit.typed))
    pairs = [(one, other[0]) for one, other in zip(before, after, strict=True) if one[0] != other[0]]
    if len(pairs) != 1:
        return "nhiều con số cùng đổi trong một cụm từ"
    [(old, new)] = pairs
    return old[0], new, edit.printed[old.end() :].lstrip().startswith(("%", "‰"))
