"""The lines above a signature: in whose name somebody signs, for whom, and in which post.

Decree 30/2020/NĐ-CP, Article 13 and Annex I: TM. stands before the name of a body, KT., TL., TUQ. and Q.
before the post of its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from lcdraft.text import fold

__all__ = ["COMMITTEE", "HEAD", "NEEDS_POST", "Capacity", "Slip", "check_lines", "check_name", "signing_lines"]

COMMITTEE = "ỦY BAN NHÂN DÂN"
HEAD = "CHỦ TỊCH"
"""The post of the head where the data name no other."""


class Capacity(StrEnum):
    """In what capacity a document is signed (``hinh_thuc``)."""

    ON_BEHALF = "thay_mat"
    COLLECTIVE = "tap_the"
    DEPUTY = "ky_thay"
    BY_ORDER = "thua_lenh"
    DELEGATED = "thua_uy_quyen"
    ACTING = "quyen"
    OWN = "truc_tiep"


NEEDS_POST = (Capacity.BY_ORDER, Capacity.DELEGATED)
"""The capacities in which the post of the signer does not follow from that of the head."""


class Slip(NamedTuple):
    """One line that cannot stand where it stands; ``line`` counts from 0."""

    line: int
    message: str
    advice: str


def signing_lines(capacity: Capacity, *, body: str = "", head: str = HEAD, post: str = "") -> tuple[str, ...]:
    """The printed lines of a capacity; ``body`` is what TM. stands before, empty where a head signs alone.

    >>> signing_lines(Capacity.DEPUTY, body="ỦY BAN NHÂN DÂN")
    ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')
    >>> signing_lines(Capacity.BY_ORDER, body="ỦY BAN NHÂN DÂN", post="CHÁNH VĂN PHÒNG")
    ('TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG')
    """
    on_behalf = (f"TM. {body}",) if body else ()
    match capacity:
        case Capacity.ON_BEHALF | Capacity.COLLECTIVE:
            return (*on_behalf, post or head)
        case Capacity.DEPUTY:
            return (*on_behalf, f"KT. {head}", post or f"PHÓ {head}")
        case Capacity.ACTING:
            return (*on_behalf, f"Q. {head}")
        case Capacity.BY_ORDER:
            return (f"TL. {head}", post)
        case Capacity.DELEGATED:
            return (f"TUQ. {head}", post)
        case Capacity.OWN:
            return (post or head,)


def check_lines(lines: Sequence[str]) -> Iterator[Slip]:
    """What is wrong with printed lines: their letters, their prefixes, the order of these.

    >>> [slip.message for slip in check_lines(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"])]
    ['dưới "KT. CHỦ TỊCH" chưa có chức vụ của người ký']
    """
    marks = [_mark(line) for line in lines]
    for at, (line, (prefix, name)) in enumerate(zip(lines, marks, strict=True)):
        slip = _letters(line, prefix, name)
        if slip:
            yield Slip(at, *slip)
    if all(prefix in _ORDER for prefix, _ in marks):
        yield from _sequence(lines, marks)


def check_name(name: str) -> str:
    """What is wrong with the name below a signature, or nothing (Decree 30/2020/NĐ-CP: no titles, no capitals)."""
    if found := _TITLE.match(name):
        return f'trước họ tên không ghi "{found[0].strip()}"'
    return "họ tên không viết in hoa toàn bộ" if name.isupper() and len(name.split()) > 1 else ""


_ORDER = ("", "TM", "KT", "TL", "TUQ", "Q")
_PREFIX = re.compile(r"([A-ZĐa-zđ](?:[A-Za-z/.]{0,3}))\. ?(?=\S)|(TM|KT|TL|TUQ|Q)(?= )")
_BODIES = ("uy ban", "hoi dong", "ban ", "dang uy", "thuong truc", "ban thuong vu", "van phong", "so ", "phong ")
_POSTS = ("chu tich", "pho ", "chanh ", "giam doc", "bi thu", "truong ", "q.", "quyen ")
_TITLE = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN)\b\.?|(?:Luật sư|Ông|Bà)\b)[ .]*")


def _mark(line: str) -> tuple[str, str]:
    """The prefix of a line without its stop, and what it stands before."""
    found = _PREFIX.match(line)
    if found is None:
        return "", line
    return (found[1] or found[2]).rstrip("."), line[found.end() :].strip()


def _letters(line: str, prefix: str, name: str) -> tuple[str, str] | None:
    shown = ", ".join(f"{known}." for known in _ORDER if known)
    if prefix and prefix not in _ORDER:
        near = next((known for known in _ORDER if known and known == re.sub(r"[^A-Z]", "", prefix.upper())), "")
        advice = f'Viết "{near}. {name.upper()}".' if near else f"Chữ viết tắt dùng được: {shown}"
        return f'không có quyền hạn ký "{prefix}." ở "{line}"', advice
    if prefix and not line.startswith(f"{prefix}. "):
        return f'"{line}": sau {prefix} cần dấu chấm và một dấu cách', f'Viết "{prefix}. {name}".'
    if line != line.upper():
        return f'"{line}": quyền hạn, chức vụ viết chữ in hoa', f'Viết "{line.upper()}".'
    if prefix == "TM" and _starts(name, _POSTS):
        return f'"{line}": TM. đứng trước tên cơ quan, không đứng trước chức vụ', f'Viết "TM. {COMMITTEE}".'
    if prefix in ("KT", "TL", "TUQ", "Q") and _starts(name, _BODIES):
        return f'"{line}": {prefix}. đứng trước chức vụ của người đứng đầu', f'Viết "{prefix}. {HEAD}".'
    return None


def _starts(name: str, words: tuple[str, ...]) -> bool:
    from lcdraft.text import strip_marks

    return f"{strip_marks(name).lower()} ".startswith(words)


def _sequence(lines: Sequence[str], marks: list[tuple[str, str]]) -> Iterator[Slip]:
    """The order of the lines: [TM. body] [KT. | Q. head] post, or TL. | TUQ. head, post (KT. once more after TL.)."""
    prefixes = [prefix for prefix, _ in marks]
    for at, prefix in enumerate(prefixes):
        before = prefixes[at - 1] if at else None
        allowed = _AFTER[before] if before is not None or at == 0 else ()
        if prefix not in allowed:
            yield Slip(at, *_misplaced(lines, at, before))
            return
        if prefix == "KT" and before == "TL" and len(lines) > at + 2:
            break
    last = prefixes[-1] if prefixes else ""
    if last and last != "Q":
        message = f'dưới "{lines[-1]}" chưa có chức vụ của người ký'
        yield Slip(len(lines) - 1, message, f"Thêm một dòng chức vụ, ví dụ {_EXAMPLES[last]}.")
    for at, (prefix, head) in enumerate(marks[:-1]):
        if prefix == "KT" and fold(marks[at + 1][1]) == fold(head):
            message = f'"{lines[at]}" và "{lines[at + 1]}": người ký thay không giữ chính chức vụ ấy'
            yield Slip(at + 1, message, f"Viết chức vụ của cấp phó, ví dụ PHÓ {head}; cấp trưởng ký thì bỏ dòng KT.")


_AFTER: dict[str | None, tuple[str, ...]] = {
    None: ("TM", "KT", "TL", "TUQ", "Q", ""),
    "TM": ("KT", "Q", ""),
    "KT": ("",),
    "TL": ("KT", ""),
    "TUQ": ("",),
    "Q": (),
    "": (),
}
_EXAMPLES = {"TM": "CHỦ TỊCH", "KT": "PHÓ CHỦ TỊCH", "TL": "CHÁNH VĂN PHÒNG", "TUQ": "CHÁNH VĂN PHÒNG"}


def _misplaced(lines: Sequence[str], at: int, before: str | None) -> tuple[str, str]:
    line, above = lines[at], lines[at - 1] if at else ""
    if before == "TM" and _mark(line)[0] in ("TL", "TUQ"):
        reason = "thừa lệnh, thừa ủy quyền là của người đứng đầu, không phải của tập thể"
        return f'"{line}" không đứng dưới "{above}": {reason}', f'Bỏ dòng "{above}".'
    if before == "TUQ":
        return (
            f'"{line}" không đứng dưới "{above}": người được ủy quyền không ủy quyền lại',
            "Ghi thẳng chức vụ người ký.",
        )
    if before == "":
        return f'sau chức vụ "{above}" không còn dòng nào nữa, nhưng gặp "{line}"', "Họ tên ghi ở mục ho_ten."
    if before == "Q":
        return f'"{above}" đã là chức vụ của người ký, nhưng dưới đó còn "{line}"', "Bỏ dòng dưới."
    return f'"{line}" không đứng dưới "{above}"', "Thứ tự: TM., rồi KT. hoặc Q., rồi chức vụ."
