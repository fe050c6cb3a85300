"""ND30-36 to ND30-43 and ND30-45: headings and their numbers (Decree 30/2020, Annex I, part II)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lcdraft.audit.content import Item
from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.rules.looks import check_case, check_centred, check_look
from lcdraft.read.headings import match_heading

__all__ = ["GROUP"]

# Their looks

_ROMAN_PART = re.compile(r"(Phần|Chương) [IVXLC]+")
_PART = re.compile(r"(?i)phần|chương")
_SECTION = re.compile(r"(Mục|Tiểu mục) \d+")


def check_parts(case: Case) -> Iterator[Fault]:
    """Phần, Chương: word and Roman number on a line, the title in capitals below."""
    for item in case.items:
        if item.kind == "part" and _PART.match(item.number):
            yield from _check_part(item, _ROMAN_PART, "“Phần I”, “Chương I”: chữ in thường, số La Mã, một dòng riêng")
    yield from _check_part_titles(case, _PART)


def check_sections(case: Case) -> Iterator[Fault]:
    """Mục, Tiểu mục: word and Arabic number on a line, the title in capitals below."""
    for item in case.items:
        if item.kind == "part" and not _PART.match(item.number):
            yield from _check_part(item, _SECTION, "“Mục 1”, “Tiểu mục 1”: chữ in thường, số Ả Rập, một dòng riêng")
    yield from _check_part_titles(case, re.compile(r"(?i)mục|tiểu mục"))


def _check_part(item: Item, form: re.Pattern[str], asked: str) -> Iterator[Fault]:
    word = item.number.split()[0] if item.number else "Phần"
    if form.fullmatch(item.par.printed) is None:
        yield Fault(f"ghi “{item.par.printed[:60]}”", asked, item.par)
    yield from check_look(item.par.line, f"dòng “{word}”", 13, 14, bold=True)
    yield from check_centred(item.par.line, f"dòng “{word}”")


def _check_part_titles(case: Case, word: re.Pattern[str]) -> Iterator[Fault]:
    above: Item | None = None
    for item in case.items:
        if item.kind == "part":
            above = item
        if item.kind == "part_title" and (word.match(above.number) if above else word is _PART):
            yield from check_look(item.par.line, "tên phần, chương, mục", 13, 14, bold=True)
            yield from check_centred(item.par.line, "tên phần, chương, mục")
            yield from check_case(item.par.line, "tên phần, chương, mục", upper=True)


def _headings(case: Case, *ranks: int) -> Iterator[Item]:
    return (item for item in case.items if item.kind == "heading" and item.number and item.rank in ranks)


def check_roman(case: Case) -> Iterator[Fault]:
    """I. TITLE."""
    for item in _headings(case, 3):
        yield from check_look(item.par.line, "mục", 13, 14, bold=True)
        yield from check_case(item.par.line, "mục", upper=True)
        if not item.number.endswith("."):
            yield Fault(f"mục đánh số “{item.number}”", "số La Mã và dấu chấm: “I.”", item.par)


def check_articles(case: Case) -> Iterator[Fault]:
    """Điều 1. Title."""
    for item in case.items:
        if item.kind == "article":
            if re.match(r"Điều \d+\. \S", item.par.printed) is None:
                yield Fault(f"ghi “{item.par.printed[:40]}”", "“Điều 1.” rồi đến tên điều", item.par)
            head = next((run for run in item.par.runs if run.text.strip()), None)
            if head is not None and not head.look.bold:
                yield Fault("“Điều” không in đậm", "chữ đậm", item.par)


def check_arabic(case: Case) -> Iterator[Fault]:
    """1. Title."""
    for item in _headings(case, 4, 5, 6):
        bold = True if item.rank == 4 else None
        yield from check_look(item.par.line, "khoản có tiêu đề", 13, 14, bold=bold, italic=False if bold else None)
        if item.rank == 4 and not item.number.endswith("."):
            yield Fault(f"khoản đánh số “{item.number}”", "số Ả Rập và dấu chấm: “1.”", item.par)
        if item.rank == 4:
            yield from check_case(item.par.line, "khoản có tiêu đề", upper=False)
    yield from _light_titles(case)


def _light_titles(case: Case) -> Iterator[Fault]:
    """What looks like a title with a number, and is not bold while others of its kind are."""
    if not any(_headings(case, 4)):
        return
    for item, after in pairwise(case.items):
        if item.kind != "body" or item.styled or re.fullmatch(r"\d+\.", item.number) is None:
            continue
        found = match_heading(item.par.printed)
        if found is not None and not after.number and not item.par.text.endswith((":", ".", ";", "/")):
            asked = "khoản có tiêu đề thì chữ đậm"
            yield Fault("có vẻ là tiêu đề nhưng không in đậm", asked, item.par, severity=WARNING)


_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_UNUSED = "ăâêôơưfjwz"
_LETTER = re.compile(rf"([{_ALPHABET}{_UNUSED}])([).,/])\s+\S")


def check_letters(case: Case) -> Iterator[Fault]:
    """a) b) c) d) đ) e), in the order of the alphabet."""
    last = ""
    for item in case.items:
        if item.is_heading and item.rank < 7:
            last = ""
            continue
        found = _LETTER.match(item.par.printed)
        if found is None or (found[2] != ")" and item.kind != "heading"):
            continue
        letter = found[1]
        if found[2] != ")":
            yield Fault(f"điểm đánh số “{letter}{found[2]}”", f"“{letter})”", item.par)
        if letter in _UNUSED:
            asked = "các chữ a, b, c, d, đ, e, g, h, i, k, l, m, n, …"
            yield Fault(f"điểm đánh số “{letter})”", asked, item.par, unconfirmed=True)
        elif letter != "a" and letter != (wanted := _after(last)):
            asked = f"“{wanted})”" if wanted else "bắt đầu từ “a)”"
            after = f" sau “{last})”" if last else ""
            yield Fault(f"điểm “{letter})”{after}", f"theo thứ tự bảng chữ cái tiếng Việt: {asked}", item.par)
        last = letter if letter in _ALPHABET else last


def _after(letter: str) -> str:
    if not letter:
        return ""
    at = _ALPHABET.index(letter) + 1
    return _ALPHABET[at] if at < len(_ALPHABET) else ""


def check_titles(case: Case) -> Iterator[Fault]:
    """No number without a title."""
    for item, after in zip(case.items, [*case.items[1:], None], strict=False):
        if not item.number or item.title or item.kind not in ("part", "heading"):
            continue
        if item.kind == "part" and after is not None and after.kind == "part_title":
            continue
        yield Fault(f"“{item.par.printed}” không có tiêu đề", "phần, chương, mục nào cũng có tiêu đề", item.par)


# Order

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def check_order(case: Case) -> Iterator[Fault]:
    """Numbers of headings run on without gap or repetition."""
    last: dict[int, int] = {}
    ever: dict[int, int] = {}
    for item in case.items:
        value = _letter_value(item.number, last) if item.rank == _LETTERS else _value(item.number)
        if item.kind == "body" and value is not None and re.fullmatch(r"\d+\.", item.number):
            last[_CLAUSE] = ever[_CLAUSE] = value  # in the row of headings, though not bold or without a title
        if item.kind not in ("part", "heading", "article") or value is None or item.rank == 7:
            continue
        height = _height(item)
        for lower in [other for other in last if other > height]:
            del last[lower]
        wanted = last.get(height, 0) + 1
        restarts = value == 1 and not item.styled
        if value not in (wanted, ever.get(height, -1) + 1) and not restarts:
            found = f"đề mục “{_short(item)}”" + (f" sau số {wanted - 1}" if wanted > 1 else " là số đầu tiên")
            yield Fault(found, f"số thứ tự liên tục, đến đây là {wanted}", item.par)
        last[height] = ever[height] = value
    yield from _mixed(case)


_LETTERS = 2
"""The rank of headings that are numbered A, B, C."""
_CLAUSE = 8


def _height(item: Item) -> int:
    """How high a number stands above others: chapters, their sections, mục, điều, khoản and what is below."""
    if item.kind == "article":
        return _CLAUSE - 1
    if item.kind == "part":
        return 2 if _PART.match(item.number) else 3
    return item.rank * 2


def _short(item: Item) -> str:
    return item.number if item.kind != "article" else f"Điều {item.number}"


def _letter_value(printed: str, last: Mapping[int, int]) -> int | None:
    """The place of a capital letter in the alphabet, be it one with Đ or without."""
    letter = printed.rstrip("./) ")
    if letter in _CAPITALS and len(letter) == 1:
        value = _CAPITALS.index(letter) + 1
        return value - 1 if letter == "E" and last.get(2 * _LETTERS) == _CAPITALS.index("D") + 1 else value
    return _value(printed)


_CAPITALS = "ABCDĐEGHIKLMNOPQRSTUVXY"


def _value(printed: str) -> int | None:
    """The last number in a printed one: ``2.3.`` is 3, ``Phần II`` is 2."""
    text = printed.strip().rstrip(".)/").rpartition(".")[2].split()
    if not text:
        return None
    word = text[-1]
    if word.isdecimal():
        return int(word) if len(word) < 5 else None
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    if word and all(letter in _ROMAN_VALUES for letter in word.upper()) and len(word) < 12:
        values = [_ROMAN_VALUES[letter] for letter in word.upper()]
        return sum(-v if at + 1 < len(values) and v < values[at + 1] else v for at, v in enumerate(values))
    return None


def _mixed(case: Case) -> Iterator[Fault]:
    """Some numbers of a rank typed, some counted by Word."""
    for rank in (3, 4, 5, 6):
        headings = list(_headings(case, rank))
        counted = [item for item in headings if item.par.label is not None]
        if counted and len(counted) < len(headings):
            few = counted if len(counted) * 2 <= len(headings) else [i for i in headings if i.par.label is None]
            found = "số gõ tay và số tự động lẫn lộn trong cùng một cấp"
            yield Fault(found, "cùng một cấp đánh số theo một cách", few[0].par, severity=WARNING)


def check_stranded(case: Case) -> Iterator[Fault]:
    """Headings keep with what follows; single lines do not stand alone. Of each style the first one is named."""
    headings: dict[tuple[str, int], list[Item]] = {}
    loose: dict[str, list[Item]] = {}
    for item in case.items:
        if item.is_heading and not item.par.format.keep_next:
            headings.setdefault((item.par.style, item.rank), []).append(item)
        if not item.par.format.widow:
            loose.setdefault(item.par.style, []).append(item)
    for items in headings.values():
        found = f"{_counted(items, 'đề mục')} có thể nằm trơ ở cuối trang"
        yield Fault(found, "bật “giữ với đoạn sau” (Keep with next)", items[0].par)
    for items in loose.values():
        found = f"{_counted(items, 'đoạn văn')} có thể để một dòng lẻ ở đầu, cuối trang"
        yield Fault(found, "bật “kiểm soát dòng lẻ” (Widow/Orphan control)", items[0].par)


def _counted(items: list[Item], what: str) -> str:
    return what if len(items) == 1 else f"{what} này và {len(items) - 1} {what} cùng kiểu"


GROUP = Group(
    "Đề mục",
    (
        Rule(
            "ND30-36",
            "Phần, chương",
            "“Phần I” một dòng riêng, căn giữa, đậm, in thường, số La Mã; tên ở dòng dưới, in hoa, đậm, căn giữa.",
            "A+",
            check_parts,
        ),
        Rule("ND30-37", "Mục đánh số La Mã", "“I. TÊN MỤC” trên một dòng: in hoa, đậm, cỡ 13-14.", "A", check_roman),
        Rule(
            "ND30-38",
            "Mục, tiểu mục",
            "“Mục 1” một dòng riêng, căn giữa, đậm, số Ả Rập; tên ở dòng dưới, in hoa, đậm.",
            "A",
            check_sections,
        ),
        Rule("ND30-39", "Điều", "“Điều 1. Tên điều”: số Ả Rập, dấu chấm, chữ đậm.", "A+", check_articles),
        Rule(
            "ND30-40",
            "Khoản",
            "“1. Tiêu đề”: số Ả Rập, dấu chấm; có tiêu đề thì chữ đậm, đứng, in thường, một dòng riêng.",
            "A+",
            check_arabic,
        ),
        Rule(
            "ND30-41",
            "Điểm",
            "a) b) c) d) đ) e) g)… theo bảng chữ cái; không dùng ă, â, ê, ô, ơ, ư, f, j, w, z (K: cảnh báo).",
            "A+",
            check_letters,
        ),
        Rule("ND30-42", "Tiêu đề", "Phần, chương, mục, khoản đánh số riêng dòng đều có tiêu đề.", "A", check_titles),
        Rule(
            "ND30-43",
            "Thứ tự đề mục",
            "Số đề mục mỗi cấp liên tục, không sót, không trùng; gõ tay và tự động không lẫn lộn (cảnh báo).",
            "H",
            check_order,
        ),
        Rule(
            "ND30-45",
            "Đề mục cuối trang",
            "Đề mục không nằm trơ ở cuối trang; không để một dòng lẻ sang trang.",
            "H",
            check_stranded,
            WARNING,
        ),
    ),
)
