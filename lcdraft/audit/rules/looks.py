"""What many rules ask of a line: its size, weight, alignment, letters; and how measures are said."""

from __future__ import annotations

from collections.abc import Iterator

from lcdraft.audit.finding import Fault
from lcdraft.audit.layout import Line

__all__ = ["check_case", "check_centred", "check_look", "check_size", "millimetres", "number", "points", "span"]

_TWIPS_PER_MM = 1440 / 25.4


def check_look(
    line: Line, what: str, low: float, high: float, *, bold: bool | None = False, italic: bool | None = False
) -> Iterator[Fault]:
    """Size and weight of a line; None for a weight that the rule leaves open."""
    yield from check_size(line, what, low, high)
    if bold is not None:
        yield from _check_weight(line, what, "in đậm", [look.bold for look in line.looks], wanted=bold)
    if italic is not None:
        yield from _check_weight(line, what, "in nghiêng", [look.italic for look in line.looks], wanted=italic)


def _check_weight(line: Line, what: str, weight: str, marks: list[bool], *, wanted: bool) -> Iterator[Fault]:
    if (wanted in marks and (not wanted) not in marks) or not marks:
        return
    partly = "có chỗ " if wanted in marks else ""
    asked = {"in đậm": ("chữ đậm", "chữ không đậm"), "in nghiêng": ("chữ nghiêng", "chữ đứng")}[weight]
    yield Fault(f"{what} {partly}{'không ' if wanted else ''}{weight}", asked[0] if wanted else asked[1], line)


def check_size(line: Line, what: str, low: float, high: float) -> Iterator[Fault]:
    """Every size of the line between ``low`` and ``high`` points."""
    wrong = sorted({look.size for look in line.looks if not low <= look.size <= high})
    if wrong:
        shown = ", ".join(number(size) for size in wrong)
        yield Fault(f"{what} cỡ chữ {shown}", f"cỡ chữ {span(low, high)}", line)


def check_centred(line: Line, what: str) -> Iterator[Fault]:
    """In the middle of its column; nothing is known of lines that tabs keep apart."""
    if not line.parted and line.par.format.align != "center" and line.par.format.framed != "center":
        yield Fault(f"{what} {_ALIGNED.get(line.par.format.align, 'không căn giữa')}", "căn giữa", line)


_ALIGNED = {"left": "căn trái", "right": "căn phải", "both": "căn đều hai bên"}


def check_case(line: Line, what: str, *, upper: bool) -> Iterator[Fault]:
    """All in capitals, or not all in capitals."""
    text = line.text
    capitals = text == text.upper() or all(look.caps for look in line.looks)
    if upper and not capitals:
        yield Fault(f"{what} có chữ in thường", "chữ in hoa", line)
    elif not upper and capitals and any(letter.isalpha() for letter in text):
        yield Fault(f"{what} là chữ in hoa", "chữ in thường", line)


def number(value: float) -> str:
    """A number as it is written here: a comma before decimals, none that are zero."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def points(twips: float) -> str:
    """``6 pt``, of a length in twips."""
    return f"{number(twips / 20)} pt"


def millimetres(twips: float) -> str:
    """``30,5 mm``, of a length in twips."""
    return f"{number(twips / _TWIPS_PER_MM)} mm"


def span(low: float, high: float) -> str:
    """``13`` or ``từ 13 đến 14``."""
    return number(low) if low == high else f"từ {number(low)} đến {number(high)}"
