"""ND30-01 to ND30-09: paper, margins, font, colour, page numbers (Decree 30/2020, Annex I, part I)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.layout import HeaderPart, Look, Par, Section
from lcdraft.audit.rules.looks import millimetres, number, span
from lcdraft.inlines import GAP

__all__ = ["GROUP"]

_A4 = (11906, 16838)
_PAPER_TOLERANCE = 20
_TOLERANCE = 10
_MARGINS = {
    "top": ("trên", 1134, 1417),
    "bottom": ("dưới", 1134, 1417),
    "left": ("trái", 1701, 1984),
    "right": ("phải", 850, 1134),
}
_TURNED = {"top": (1701, 1984), "bottom": (850, 1134), "left": (1134, 1417), "right": (1134, 1417)}
"""Margins of a landscape page that keep their places on the sheet when it is turned."""
_FONT = "times new roman"
"""How the names of the font begin; some programs put the weight behind."""
_OLD_FONT = re.compile(r"(?i)\.vn|vni-")
_BAD_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")
_BLACK = ("auto", "000000")
_STAMPS = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
_ONE_PAGE = 1500
"""Letters of a text that surely fits on one page, which needs no number."""


def _place(case: Case, section: Section) -> str:
    several = len(case.layout.sections) > 1
    return f"phân đoạn {section.number + 1}" if several else "cả văn bản"


def check_paper(case: Case) -> Iterator[Fault]:
    """A4, standing or lying."""
    for section in case.layout.sections:
        sides = sorted((section.width, section.height))
        if any(abs(side - asked) > _PAPER_TOLERANCE for side, asked in zip(sides, _A4, strict=True)):
            shown = f"khổ giấy {millimetres(section.width)} × {millimetres(section.height)}"
            yield Fault(shown, "khổ A4 (210 mm × 297 mm)", where=_place(case, section))


def check_direction(case: Case) -> Iterator[Fault]:
    """Lying pages are for tables."""
    with_tables = {table.section for table in case.tables}
    for section in case.layout.sections:
        if section.landscape and section.number not in with_tables:
            yield Fault(
                "trang nằm ngang không có bảng",
                "trình bày theo chiều dài trang giấy; nằm ngang chỉ khi có bảng, biểu",
                where=_place(case, section),
            )


def check_margins(case: Case) -> Iterator[Fault]:
    """Margins in their spans; of a lying page the decree does not say which side is which."""
    for section in case.layout.sections:
        if section.landscape and all(
            _is_between(section.margins[side], low, high) for side, (low, high) in _TURNED.items()
        ):
            continue
        for side, (name, low, high) in _MARGINS.items():
            margin = section.margins[side]
            if not _is_between(margin, low, high):
                asked = f"lề {name} từ {round(low / 56.69)} đến {round(high / 56.69)} mm"
                found = f"lề {name} {millimetres(margin)}"
                yield Fault(found, asked, where=_place(case, section), unconfirmed=section.landscape)
        if section.margins["gutter"] > _TOLERANCE:
            found = f"có thêm lề gáy {millimetres(section.margins['gutter'])}"
            yield Fault(found, "không có lề gáy (gutter)", where=_place(case, section), unconfirmed=section.landscape)


def _is_between(margin: int, low: int, high: int) -> bool:
    return low - _TOLERANCE <= margin <= high + _TOLERANCE


def _all_pars(case: Case) -> Iterator[Par]:
    """Every paragraph that is printed."""
    yield from case.layout.pars
    yield from case.layout.other_pars


def _fonts(look: Look, text: str) -> set[str]:
    """The fonts in which the letters of a text are printed; Word prints in Times New Roman where none is named."""
    fonts = set()
    if any(not letter.isspace() and letter.isascii() for letter in text):
        fonts.add(look.ascii)
    if any(not letter.isspace() and not letter.isascii() for letter in text):
        fonts.add(look.other)
    return fonts - {""}


def check_font(case: Case) -> Iterator[Fault]:
    """Times New Roman for every letter."""
    for par in _all_pars(case):
        wrong: dict[str, str] = {}
        for run in par.runs:
            for font in _fonts(run.look, run.text):
                if (
                    not font.lower().startswith(_FONT)
                    and not _OLD_FONT.match(font)
                    and not _BAD_LETTER.search(run.text)
                ):
                    wrong.setdefault(font, run.text.strip())
        for font, text in wrong.items():
            yield Fault(f"phông chữ {font}", "phông chữ Times New Roman", par, excerpt=text)


def check_encoding(case: Case) -> Iterator[Fault]:
    """Unicode, with letters and their marks in one."""
    for par in _all_pars(case):
        for run in par.runs:
            old = next((font for font in _fonts(run.look, run.text) if _OLD_FONT.match(font)), None)
            if old is not None:
                yield Fault(f"phông chữ kiểu cũ {old}", "bộ mã Unicode", par, excerpt=run.text.strip())
            elif bad := _BAD_LETTER.search(run.text):
                found = f"ký tự hỏng hoặc của phông riêng U+{ord(bad[0]):04X}"
                yield Fault(found, "bộ mã Unicode theo TCVN 6909:2001", par)
    for par, _stored in case.layout.strange_letters:
        yield Fault("chữ và dấu gõ rời nhau (tổ hợp)", "chữ dựng sẵn của Unicode", par, unconfirmed=True)


def check_colour(case: Case) -> Iterator[Fault]:
    """Black letters on nothing."""
    for par in _all_pars(case):
        if par.text in _STAMPS:
            continue
        for run in par.runs:
            text = run.text.strip()
            if not text or (not case.issued and text == GAP):
                continue
            if run.look.color not in _BLACK:
                yield Fault(f"màu chữ #{run.look.color.upper()}", "màu đen", par, excerpt=text)
            if run.look.highlight or run.look.shade:
                yield Fault("chữ được tô nền", "chữ đen, không tô nền", par, excerpt=text)


# Page numbers


def _text_sections(case: Case) -> list[Section]:
    """The sections of the text, without those of annexes."""
    annexes = {annex.section for annex in case.annexes}
    return [section for section in case.layout.sections if section.number not in annexes] or list(case.layout.sections)


def check_page_numbers(case: Case) -> Iterator[Fault]:
    """A number at the top, in the middle, on every page but the first."""
    yield from _missing_numbers(case)
    seen: set[int] = set()
    for section in case.layout.sections:
        yield from _numbering(case, section)
        for kind, header in section.headers.items():
            if kind != "first" and header.has_page and id(header) not in seen:
                seen.add(id(header))
                yield from _number_look(header)
        for kind, footer in section.footers.items():
            shown = kind == "default" or (kind == "first" and section.title_page) or case.layout.even_and_odd
            if shown and footer.has_page and id(footer) not in seen:
                seen.add(id(footer))
                yield Fault("số trang đặt ở chân trang", "số trang ở lề trên của trang", where="chân trang")


def _missing_numbers(case: Case) -> Iterator[Fault]:
    kinds = ("default", "even") if case.layout.even_and_odd else ("default",)
    sections = _text_sections(case)
    lacking = [s for s in sections if not all(kind in s.headers and s.headers[kind].has_page for kind in kinds)]
    if len(lacking) < len(sections):
        # The first page may be a section of its own, without a number.
        lacking = [section for section in lacking if section.number > 0]
    elif len(case.layout.sections) == 1 and sum(len(par.text) for par in case.layout.pars) < _ONE_PAGE:
        return
    for section in lacking:
        below = any(footer.has_page for footer in section.footers.values())
        if not below:
            yield Fault("không có số trang", "số trang ở giữa lề trên", where=_place(case, section))


def _numbering(case: Case, section: Section) -> Iterator[Fault]:
    if section.page_format not in ("", "decimal"):
        found = f"số trang kiểu {section.page_format}"
        yield Fault(found, "chữ số Ả Rập (1, 2, 3)", where=_place(case, section))
    if section.page_start not in (None, 1):
        yield Fault(f"số trang bắt đầu từ {section.page_start}", "bắt đầu từ số 1", where=_place(case, section))
    if section.margins["header"] >= section.margins["top"] and any(h.has_page for h in section.headers.values()):
        found = f"số trang cách mép giấy {millimetres(section.margins['header'])}, không nằm trong lề trên"
        yield Fault(found, "số trang nằm trong lề trên của trang", where=_place(case, section))


def _number_look(header: HeaderPart) -> Iterator[Fault]:
    for par in header.pars:
        looks = [look for code, look in par.fields if code == "PAGE"]
        if not looks:
            continue
        if "center" not in (par.format.align, par.format.framed):
            yield Fault("số trang không ở giữa", "số trang canh giữa theo chiều ngang", par)
        looks += par.line.looks
        sizes = sorted({look.size for look in looks if not 13 <= look.size <= 14})
        if sizes:
            found = f"số trang cỡ chữ {', '.join(number(size) for size in sizes)}"
            yield Fault(found, f"cỡ chữ {span(13, 14)}", par)
        if any(look.bold or look.italic for look in looks):
            yield Fault("số trang in đậm hoặc nghiêng", "số trang kiểu chữ đứng, không đậm", par)


def check_first_page(case: Case) -> Iterator[Fault]:
    """No number on page 1."""
    section = case.layout.sections[0]
    default, first = section.headers.get("default"), section.headers.get("first")
    shown = first if section.title_page else default
    if shown is not None and shown.has_page:
        yield Fault("trang thứ nhất in số trang", "không hiển thị số trang thứ nhất", where="trang 1")


def check_sizes_together(case: Case) -> Iterator[Fault]:
    """State, motto and date: 13, 14, 14 or 12, 13, 13."""
    head = case.head
    if head.state is None or head.motto is None or head.place_date is None:
        return
    sizes = (head.state.size, head.motto.size, head.place_date.size)
    in_range = 12 <= sizes[0] <= 13 and 13 <= sizes[1] <= 14 and 13 <= sizes[2] <= 14
    if in_range and sizes not in ((13, 14, 14), (12, 13, 13)):
        found = "Quốc hiệu, Tiêu ngữ, địa danh cỡ chữ " + ", ".join(number(size) for size in sizes)
        yield Fault(found, "13, 14, 14 hoặc 12, 13, 13", head.place_date)


GROUP = Group(
    "Trang giấy, phông chữ, số trang",
    (
        Rule("ND30-01", "Khổ giấy", "Mọi trang khổ A4 (210 mm × 297 mm).", "A+", check_paper),
        Rule(
            "ND30-02",
            "Kiểu trình bày",
            "Trình bày theo chiều dài trang; nằm ngang chỉ khi trang có bảng, biểu.",
            "A",
            check_direction,
        ),
        Rule(
            "ND30-03",
            "Định lề trang",
            "Lề trên, dưới 20-25 mm; trái 30-35 mm; phải 15-20 mm; không có lề gáy. Trang nằm ngang: chỉ cảnh báo (K).",
            "A+",
            check_margins,
        ),
        Rule(
            "ND30-04",
            "Phông chữ",
            "Mọi chữ, cả đầu trang, chú thích và bảng, dùng phông Times New Roman.",
            "A+",
            check_font,
        ),
        Rule(
            "ND30-05",
            "Bộ mã ký tự",
            "Không dùng phông kiểu cũ (.Vn…, VNI-…), không có ký tự hỏng; chữ dựng sẵn (K: cảnh báo).",
            "A+",
            check_encoding,
        ),
        Rule("ND30-06", "Màu chữ", "Chữ màu đen, không tô nền; trừ dấu chỉ mức độ khẩn.", "A+", check_colour),
        Rule(
            "ND30-07",
            "Số trang",
            "Số Ả Rập, từ 1, cỡ 13-14, chữ đứng, ở giữa trong lề trên; không đặt ở chân trang.",
            "A+",
            check_page_numbers,
        ),
        Rule("ND30-08", "Số trang thứ nhất", "Trang thứ nhất không in số trang.", "A+", check_first_page),
        Rule(
            "ND30-09",
            "Cỡ chữ tăng, giảm cùng nhau",
            "Quốc hiệu, Tiêu ngữ, địa danh và thời gian cỡ 13, 14, 14 hoặc 12, 13, 13.",
            "A+",
            check_sizes_together,
            WARNING,
        ),
    ),
)
