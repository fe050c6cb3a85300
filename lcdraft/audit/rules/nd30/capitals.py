"""ND30-80 to ND30-87: capitals (Decree 30/2020, Annex II). Warnings all: names are many, and a program knows few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.layout import Par
from lcdraft.read.headings import is_capitals, match_heading, match_marker

__all__ = ["GROUP"]

_LETTERS = "".join(chr(code) for code in (*range(0x00C0, 0x01B1), *range(0x1EA0, 0x1EFA)))
"""The letters with marks that Vietnamese uses; in ranges of them capitals and small letters take turns."""
_LOWER = "a-z" + "".join(filter(str.islower, _LETTERS))
_UPPER = "A-Z" + "".join(filter(str.isupper, _LETTERS))
_AROUND = 40


def _texts(case: Case) -> Iterator[tuple[Par, str]]:
    """The paragraphs that carry sentences: text, headings in small letters, notes."""
    for item in case.items:
        if not is_capitals(item.par.text):
            yield item.par, item.par.text
    for note in case.layout.notes:
        for par in note.pars:
            if par.text:
                yield par, par.text


def _matches(case: Case, pattern: re.Pattern[str], asked: str | Callable[[str], str]) -> Iterator[Fault]:
    """A fault for every place where the pattern is found, or the group of it that has a name."""
    for par, text in _texts(case):
        for found in pattern.finditer(text):
            word = next((named for named in found.groupdict().values() if named), found[0])
            wanted = asked if isinstance(asked, str) else asked(word)
            yield Fault(f"ghi “{word}”", wanted, par, excerpt=_context(text, found))


def _context(text: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - _AROUND, 0), min(found.end() + _AROUND, len(text))
    start = text.find(" ", start, found.start()) + 1 if start else 0
    cut = text.rfind(" ", found.end(), end)
    return text[start : cut if cut > 0 and end < len(text) else end].strip()


_NEW_SENTENCE = re.compile(rf"(?<=[{_LOWER}%)”])([.!?])\s+([{_LOWER}])")
_ABBREVIATED = re.compile(rf"(?:\b[{_UPPER}][{_LOWER}]?|\bv\.v|\btr|\bt|\bđ/c|\bxem|\bsđd|\bvd)$", re.IGNORECASE)


def check_sentences(case: Case) -> Iterator[Fault]:
    """A capital after a full stop, and where a line begins."""
    for par, text in _texts(case):
        for found in _NEW_SENTENCE.finditer(text):
            if not _ABBREVIATED.search(text[: found.start()]):
                said = f"sau dấu “{found[1]}” là chữ thường “{found[2]}”"
                asked = "viết hoa chữ cái đầu câu"
                yield Fault(said, asked, par, excerpt=_context(text, found))
    for item in case.items:
        start = _beginning(item.par)
        if start[:1].islower():
            yield Fault(f"đầu dòng là chữ thường “{start[0]}”", "viết hoa chữ cái đầu khi xuống dòng", item.par)


_OTHER_MARKER = re.compile(r"^[^\W\d_][).]\s+")


def _beginning(par: Par) -> str:
    """The text after the number or dash that it opens with."""
    if par.label is not None:
        return par.text
    marker = match_marker(par.text)
    if marker is not None:
        return marker[1]
    heading = match_heading(par.text, styled=True)
    return heading[2] if heading is not None else _OTHER_MARKER.sub("", par.text)


_PROVINCE = re.compile(rf"(?<=[{_LOWER},;] )(?:Tỉnh|Thành phố)(?= [{_UPPER}])(?! Hồ Chí Minh)")
_NUMBERED = re.compile(r"\b(?:quận|phường) \d{1,2}(?=[,.;)]|$)")


def check_units(case: Case) -> Iterator[Fault]:
    """Tỉnh, thành phố with a name; quận, phường with a number."""
    yield from _matches(case, _PROVINCE, lambda word: f"“{word.lower()}” viết thường trước tên riêng")
    asked = "viết hoa danh từ chung đi với chữ số: “Quận 1”, “Phường 5”"
    yield from _matches(case, _NUMBERED, asked)


_BODIES = re.compile(
    r"\bủy ban nhân dân\b|\buỷ ban nhân dân\b|\bhội đồng nhân dân\b|\b[ỦU][ỷy] Ban [Nn]hân [Dd]ân\b"
    r"|\b[ỦU][ỷy] ban Nhân [Dd]ân\b|\bHội Đồng [Nn]hân [Dd]ân\b|\bHội đồng Nhân [Dd]ân\b"
)
_DEPARTMENT = re.compile(
    r"\bsở (?=Tài chính|Nội vụ|Xây dựng|Công Thương|Tư pháp|Y tế|Giáo dục|Nông nghiệp|Văn hóa|Khoa học)"
)


def check_bodies(case: Case) -> Iterator[Fault]:
    """Ủy ban nhân dân, Hội đồng nhân dân, Sở …"""
    yield from _matches(
        case, _BODIES, "“Ủy ban nhân dân”, “Hội đồng nhân dân”: viết hoa chữ cái đầu của âm tiết thứ nhất"
    )
    yield from _matches(case, _DEPARTMENT, "“Sở” viết hoa trong tên cơ quan")


_PEOPLE = re.compile(
    r"\b(?:của|cho|giúp|trong|với|được|đời sống|phục vụ|vận động) (?P<word>nhân dân)\b"
    r"|\b(?:của|do) (?P<state>nhà nước)\b"
)


def check_people(case: Case) -> Iterator[Fault]:
    """Nhân dân, Nhà nước as nouns."""
    yield from _matches(case, _PEOPLE, lambda word: f"“{word.capitalize()}” viết hoa khi là danh từ riêng")


_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Đinh|Trịnh|Đoàn|Lý|Mai|Tạ|Cao|Lương|Hà|Chu"
    "|Lò|Giàng|Vàng|Sùng|Tẩn|Mùa|Thào|Lù|Vừ|Hảng|Phàn|Chẻo"
)
_POST = re.compile(
    rf"\b(?:phó )?(?:chủ tịch|giám đốc|bí thư|trưởng phòng)(?= (?:{_SURNAMES})(?: [{_UPPER}][{_LOWER}]+){{1,3}})"
)


def check_posts(case: Case) -> Iterator[Fault]:
    """A post before a name."""
    yield from _matches(case, _POST, lambda word: f"chức vụ đi liền tên người viết hoa: “{word.capitalize()}”")


_PAPER = re.compile(
    r"(?<=[\w,;] )(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|kế hoạch|công văn|công điện|báo cáo|thông báo)"
    r"(?= số \d+/)"
)


def check_papers(case: Case) -> Iterator[Fault]:
    """The type of a document that has a number."""
    yield from _matches(case, _PAPER, lambda word: f"tên loại của văn bản cụ thể viết hoa: “{word.capitalize()}”")


_ARTICLE = re.compile(
    r"(?<![\w.])điều(?= \d{1,3}\b(?!\.\d|%|,\d))(?= \d+ (?:của |Luật|Nghị|Thông|Quyết|Bộ|Hiến|Chương))"
)
_CLAUSE = re.compile(rf"(?<=[{_LOWER},] )(?:Khoản \d+|Điểm [a-zđ])\b(?= )")


def check_parts(case: Case) -> Iterator[Fault]:
    """Điều with a capital, khoản and điểm without, where a law is cited."""
    yield from _matches(case, _ARTICLE, "“Điều” viết hoa khi viện dẫn: “khoản 2 Điều 103”")
    yield from _matches(case, _CLAUSE, lambda word: f"“{word.lower()}” viết thường khi viện dẫn")


_NEW_YEAR = re.compile(r"\b[Tt]ết Nguyên Đán\b|(?<=[\w,;] )(?P<word>Tết) (?:Nguyên đán|Trung thu|Đoan ngọ)")
_MONTH = re.compile(r"\btháng (?:giêng|tư|bảy|tám|chín|chạp)\b")
_WEEKDAY = re.compile(r"\b(?:sáng|trưa|chiều|tối|ngày) (?P<word>thứ (?:hai|ba|tư|sáu|bảy))\b")


def check_days(case: Case) -> Iterator[Fault]:
    """Days, months and feasts in words."""
    yield from _matches(case, _NEW_YEAR, "“tết Nguyên đán”, hoặc “Tết” thay cho “tết Nguyên đán”")
    yield from _matches(case, _MONTH, lambda word: f"“tháng {word[6:].capitalize()}”")
    yield from _matches(case, _WEEKDAY, lambda word: f"“thứ {word[4:].capitalize()}”")


GROUP = Group(
    "Viết hoa",
    (
        Rule(
            "ND30-80",
            "Đầu câu, đầu dòng",
            "Viết hoa chữ cái đầu câu và khi xuống dòng.",
            "A+",
            check_sentences,
            WARNING,
        ),
        Rule(
            "ND30-81",
            "Tên đơn vị hành chính",
            "Giữa câu: “tỉnh Sơn La”, “thành phố Đà Lạt”; đi với chữ số: “Quận 1”, “Phường 5”.",
            "A+",
            check_units,
            WARNING,
        ),
        Rule(
            "ND30-82",
            "Tên cơ quan",
            "“Ủy ban nhân dân”, “Hội đồng nhân dân”, “Sở Tài chính”.",
            "A+",
            check_bodies,
            WARNING,
        ),
        Rule(
            "ND30-83",
            "Nhân dân, Nhà nước",
            "Viết hoa khi là danh từ riêng: “của Nhân dân”, “do Nhà nước”.",
            "A",
            check_people,
            WARNING,
        ),
        Rule("ND30-84", "Chức vụ đi với tên người", "“Chủ tịch Nguyễn Văn A”.", "A", check_posts, WARNING),
        Rule("ND30-85", "Tên văn bản", "Văn bản cụ thể: “Quyết định số 12/QĐ-UBND”.", "A+", check_papers, WARNING),
        Rule(
            "ND30-86",
            "Viện dẫn phần, điều, khoản, điểm",
            "“điểm a khoản 2 Điều 103”: chữ Điều viết hoa, khoản và điểm viết thường.",
            "A",
            check_parts,
            WARNING,
        ),
        Rule(
            "ND30-87",
            "Ngày, tháng, ngày tết",
            "Viết bằng chữ: “thứ Hai”, “tháng Tám”, “tết Nguyên đán”.",
            "A+",
            check_days,
            WARNING,
        ),
    ),
)
