"""ND30-10 to ND30-26: what stands above the text (Decree 30/2020, Annex I, part II)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.head import DrawnRule
from lcdraft.audit.layout import Line, Par
from lcdraft.audit.rules.looks import check_case, check_centred, check_look, millimetres, number, points
from lcdraft.frame import MOTTO, STATE
from lcdraft.metrics import fit_lines, text_width
from lcdraft.text import fold

__all__ = ["GROUP"]

_LENGTH_TOLERANCE = 0.02
_ROUNDING = 20
_SHORTEST, _LONGEST = 1 / 3, 1 / 2
_CENTRE_TOLERANCE = 20
_LEVEL = 20
"""Twips by which two first lines of a row may stand apart, …"""
_GUESSED_LEVEL = 200
"""… and two lines with others above, whose heights are reckoned."""
_LINE_HEIGHT = 23
"""Twips of a line per point of its size, in Times New Roman."""
_UNDER_COLON = 120

_AGENCY_CODE = r"[A-ZĐÂĂÊÔƠƯ]+(?:-[A-ZĐÂĂÊÔƠƯ]+)*"
_NUMBER = re.compile(rf"Số: ?(0[1-9]|[1-9]\d+)/BC-{_AGENCY_CODE}")
_DRAFT_NUMBER = re.compile(rf"Số:(\s*(0[1-9]|[1-9]\d+)\s*|[\s….]*)/BC-{_AGENCY_CODE}")
_PLACE_DATE = re.compile(r"(?P<place>.*?)\s*(?P<comma>,?)\s*(?P<date>ngày\b.*)", re.DOTALL)
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:01|02|[3-9]|1[0-2])"
_DATE = re.compile(rf"ngày ({_DAY}) tháng ({_MONTH}) năm (\d{{4}})")
_BLANK = r"[\s….]*"
_DRAFT_DATE = re.compile(rf"ngày(?: {_DAY} |{_BLANK})tháng(?: {_MONTH} |{_BLANK})năm(?: \d{{4}}|\s*(?:20)?\d?{_BLANK})")
_ADDRESSED = re.compile(r"Kính gửi(:?)\s*(.*)", re.DOTALL)


# State and motto


def check_state(case: Case) -> Iterator[Fault]:
    """Words, letters, size, place, and one line of it."""
    line = case.head.state
    if line is None:
        yield Fault("không thấy Quốc hiệu", f"dòng “{STATE}” ở đầu văn bản", where="phần đầu văn bản")
        return
    if fold(line.text) != fold(STATE):
        yield Fault(f"Quốc hiệu ghi “{line.text}”", f"“{STATE}”", line)
    else:
        yield from check_case(line, "Quốc hiệu", upper=True)
    yield from check_look(line, "Quốc hiệu", 12, 13, bold=True)
    yield from check_centred(line, "Quốc hiệu")
    width = case.layout.column_width(line.par)
    if width is not None and not line.parted and line.width() > width + _ROUNDING:
        found = f"Quốc hiệu dài {millimetres(line.width())}, ô chỉ rộng {millimetres(width)} nên xuống dòng"
        yield Fault(found, "Quốc hiệu nằm trên một dòng", line)


def check_motto(case: Case) -> Iterator[Fault]:
    """Words with their hyphens, size, place."""
    line = case.head.motto
    if line is None:
        yield Fault("không thấy Tiêu ngữ", f"dòng “{MOTTO}” dưới Quốc hiệu", where="phần đầu văn bản")
        return
    if line.text != MOTTO:
        asked = f"“{MOTTO}”, giữa các cụm từ có gạch nối, cách chữ ở hai bên"
        yield Fault(f"Tiêu ngữ ghi “{line.text}”", asked, line)
    yield from check_look(line, "Tiêu ngữ", 13, 14, bold=True)
    yield from check_centred(line, "Tiêu ngữ")


def check_state_spacing(case: Case) -> Iterator[Fault]:
    """Nothing between the two lines."""
    state, motto = case.head.state, case.head.motto
    if state is None or motto is None:
        return
    for line, what in ((state, "Quốc hiệu"), (motto, "Tiêu ngữ")):
        if line.par.format.line_rule == "auto" and line.par.format.line != 240:
            found = f"dòng {what} giãn {number(line.par.format.line / 240)} dòng"
            yield Fault(found, "cách dòng đơn", line)
    gap = 0 if state.par is motto.par else max(state.par.format.after, motto.par.format.before)
    if gap:
        yield Fault(f"Tiêu ngữ cách Quốc hiệu thêm {points(gap)}", "hai dòng cách nhau dòng đơn", motto)


# Rules


def check_motto_rule(case: Case) -> Iterator[Fault]:
    """As long as the motto."""
    line = case.head.motto
    if line is None:
        return
    rule = case.head.rules.get("motto")
    yield from _check_drawn(rule, line, "Tiêu ngữ", case.head.loose_lines)
    if rule is not None and rule.length is not None:
        wanted = line.width()
        if abs(rule.length - wanted) > wanted * _LENGTH_TOLERANCE + _ROUNDING:
            found = f"đường kẻ dài {millimetres(rule.length)}, dòng chữ dài {millimetres(wanted)}"
            yield Fault(found, "đường kẻ dài bằng dòng Tiêu ngữ", line)


def _check_drawn(rule: DrawnRule | None, line: Line, what: str, loose: int) -> Iterator[Fault]:
    """That there is a rule, and that it is drawn."""
    asked = f"đường kẻ ngang, nét liền dưới {what}"
    if rule is None:
        if not loose:
            yield Fault(f"không có đường kẻ dưới {what}", asked, line)
    elif rule.kind == "underline":
        yield Fault(f"{what} dùng chữ gạch chân thay đường kẻ", asked, line)
    elif rule.kind == "typed":
        yield Fault(f"đường kẻ dưới {what} gõ bằng ký tự", asked, line)
    elif rule.kind == "border" and (style := rule.par.format.border_top or rule.par.format.border_bottom) != "single":
        yield Fault(f"đường kẻ dưới {what} kiểu {style}", "đường kẻ nét liền", line)


def _check_short_rule(case: Case, name: str, lines: Sequence[Line], what: str) -> Iterator[Fault]:
    """A third to a half of the longest line above, in the middle."""
    if not lines:
        return
    rule = case.head.rules.get(name)
    yield from _check_drawn(rule, lines[-1], what, case.head.loose_lines)
    if rule is None or rule.length is None:
        return
    longest = max(_longest(line, case.layout.column_width(line.par)) for line in lines)
    share = rule.length / longest if longest else 0
    if not _SHORTEST - _LENGTH_TOLERANCE <= share <= _LONGEST + _LENGTH_TOLERANCE:
        found = f"đường kẻ dài {millimetres(rule.length)}, bằng {round(share * 100)}% dòng chữ"
        yield Fault(found, "đường kẻ dài từ 1/3 đến 1/2 dòng chữ", lines[-1])
    if rule.kind == "border" and abs(rule.left - rule.right) > _CENTRE_TOLERANCE:
        yield Fault("đường kẻ lệch sang một bên", "đường kẻ cân đối so với dòng chữ", lines[-1])


def _longest(line: Line, column: int | None) -> float:
    """The width in twips of the longest of the lines into which a line is broken."""
    if column is None or line.width() <= column:
        return line.width()
    bold = any(look.bold for look in line.looks)
    broken = fit_lines(line.text, column / 20, line.size, bold=bold)
    return 20 * max(text_width(part, line.size, bold=bold) for part in broken)


def check_agency_rule(case: Case) -> Iterator[Fault]:
    """The short rule under the agency's name."""
    yield from _check_short_rule(case, "agency", case.head.agency, "tên cơ quan ban hành")


def check_subject_rule(case: Case) -> Iterator[Fault]:
    """The short rule under the subject."""
    yield from _check_short_rule(case, "subject", case.head.subject, "trích yếu")


# Agency


def check_superior(case: Case) -> Iterator[Fault]:
    """The body above, if it is named."""
    for line in case.head.superior:
        yield from check_look(line, "tên cơ quan chủ quản", 12, 13)
        yield from check_centred(line, "tên cơ quan chủ quản")
        yield from check_case(line, "tên cơ quan chủ quản", upper=True)


def check_agency(case: Case) -> Iterator[Fault]:
    """The agency itself."""
    if not case.head.agency:
        yield Fault(
            "không thấy tên cơ quan ban hành", "tên cơ quan ở góc trên bên trái, in hoa, đậm", where="phần đầu văn bản"
        )
    for line in case.head.agency:
        yield from check_look(line, "tên cơ quan ban hành", 12, 13, bold=True)
        yield from check_centred(line, "tên cơ quan ban hành")
        yield from check_case(line, "tên cơ quan ban hành", upper=True)
    for above, below in zip(case.head.agency, case.head.agency[1:], strict=False):
        if above.par is not below.par and max(above.par.format.after, below.par.format.before):
            yield Fault("các dòng tên cơ quan cách xa nhau", "các dòng cách nhau dòng đơn", below)
    for line in case.head.agency:
        if line.par.format.line_rule == "auto" and line.par.format.line != 240:
            found = f"tên cơ quan giãn {number(line.par.format.line / 240)} dòng"
            yield Fault(found, "các dòng cách nhau dòng đơn", line)


# Number, place, date


def check_number(case: Case) -> Iterator[Fault]:
    """Number and sign of a report."""
    line = case.head.number
    if line is None:
        asked = "dòng “Số: …/BC-…” dưới tên cơ quan"
        yield Fault("không thấy số, ký hiệu", asked, where="phần đầu văn bản")
        return
    form = _NUMBER if case.issued else _DRAFT_NUMBER
    if form.fullmatch(line.text) is None:
        asked = "“Số: 01/BC-UBND”: số dưới 10 có số 0 ở trước, gạch chéo và gạch nối không cách chữ"
        if case.issued and _DRAFT_NUMBER.fullmatch(line.text):
            yield Fault("văn bản ban hành chưa có số", asked, line)
        else:
            yield Fault(f"số, ký hiệu ghi “{line.text}”", asked, line)
    yield from check_look(line, "số, ký hiệu", 13, 13)
    yield from check_centred(line, "số, ký hiệu")


def check_place(case: Case) -> Iterator[Fault]:
    """Looks of the line of place and date, and the place in it."""
    line = case.head.place_date
    if line is None:
        asked = "dòng “…, ngày … tháng … năm …” dưới Tiêu ngữ"
        yield Fault("không thấy địa danh và thời gian ban hành", asked, where="phần đầu văn bản")
        return
    yield from check_look(line, "địa danh và thời gian", 13, 14, italic=True)
    yield from check_centred(line, "địa danh và thời gian")
    found = _PLACE_DATE.fullmatch(line.text)
    if found is None or not found["place"]:
        yield Fault("thiếu địa danh", "địa danh, dấu phẩy, rồi ngày, tháng, năm", line)
    elif not found["comma"]:
        yield Fault("sau địa danh không có dấu phẩy", "dấu phẩy sau địa danh", line)
    elif not found["place"][0].isupper() or found["place"] == found["place"].upper():
        yield Fault(f"địa danh ghi “{found['place']}”", "chữ in thường, viết hoa chữ cái đầu của tên riêng", line)


def check_date(case: Case) -> Iterator[Fault]:
    """The form of the date, and that there is such a day."""
    line = case.head.place_date
    found = _PLACE_DATE.fullmatch(line.text) if line is not None else None
    if line is None or found is None:
        return
    said = found["date"]
    asked = "“ngày 05 tháng 02 năm 2025”: ngày dưới 10 và tháng 1, 2 có số 0 ở trước; tháng khác thì không"
    full = _DATE.fullmatch(said)
    if full is not None:
        if not _is_day(int(full[3]), int(full[2]), int(full[1])):
            yield Fault(f"không có ngày {full[1]}/{full[2]}/{full[3]}", "một ngày có thật", line)
    elif not _DRAFT_DATE.fullmatch(said):
        yield Fault(f"thời gian ghi “{said}”", asked, line)
    elif case.issued:
        yield Fault("văn bản ban hành chưa ghi đủ ngày, tháng, năm", asked, line)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_level(case: Case) -> Iterator[Fault]:
    """Number and date on one line."""
    number_line, place_date = case.head.number, case.head.place_date
    if number_line is None or place_date is None or number_line.par is place_date.par:
        return
    asked = "số, ký hiệu và địa danh, thời gian nằm trên cùng một dòng"
    left, right = number_line.par.cell, place_date.par.cell
    if left is None or right is None or left.row is not right.row:
        yield Fault("số, ký hiệu và địa danh, thời gian không cùng hàng", asked, place_date)
        return
    above = [_above(line) for line in (number_line, place_date)]
    tolerance = _LEVEL if number_line.par is left.pars[0] and place_date.par is right.pars[0] else _GUESSED_LEVEL
    if abs(above[0] - above[1]) > tolerance:
        found = f"số, ký hiệu và địa danh, thời gian lệch nhau khoảng {points(abs(above[0] - above[1]))}"
        yield Fault(found, asked, place_date)


def _above(line: Line) -> float:
    """The height in twips of what stands above a line in its cell."""
    height = 0.0
    for par in line.par.cell.pars if line.par.cell is not None else ():
        height += par.format.before
        if par is line.par:
            lines = par.lines()
            return height + sum(_height(par) for _ in lines[: [other.text for other in lines].index(line.text)])
        count = max(len(par.lines()), 1)
        height += par.format.after + _height(par) * count
    return height


def _height(par: Par) -> float:
    """The height of one line of a paragraph."""
    if par.format.line_rule != "auto":
        return par.format.line
    return (par.line.size or par.mark.size) * _LINE_HEIGHT * par.format.line / 240


# Kind, subject, addressees


def check_kind(case: Case) -> Iterator[Fault]:
    """BÁO CÁO."""
    line = case.head.kind
    if line is None:
        yield Fault("không thấy tên loại văn bản", "dòng “BÁO CÁO” dưới phần đầu", where="phần đầu văn bản")
        return
    if line.text != "BÁO CÁO":
        yield Fault(f"tên loại ghi “{line.text}”", "“BÁO CÁO”", line)
    yield from check_look(line, "tên loại", 13, 14, bold=True)
    yield from check_centred(line, "tên loại")


def check_subject(case: Case) -> Iterator[Fault]:
    """A phrase in small letters."""
    lines = case.head.subject
    if not lines:
        if case.head.kind is not None:
            yield Fault("không thấy trích yếu", "trích yếu ngay dưới tên loại", case.head.kind)
        return
    for line in lines:
        yield from check_look(line, "trích yếu", 13, 14, bold=True)
        yield from check_centred(line, "trích yếu")
    for line in lines[:1]:
        yield from check_case(line, "trích yếu", upper=False)
    if lines[-1].text.endswith("."):
        yield Fault("trích yếu kết thúc bằng dấu chấm", "không có dấu chấm cuối", lines[-1], unconfirmed=True)


def check_addressees(case: Case) -> Iterator[Fault]:
    """To whom a report to a higher body goes."""
    label = case.head.addressed
    if label is None:
        return
    for par in (label, *case.head.addressees):
        yield from check_look(par.line, "Kính gửi", 13, 14)
    found = _ADDRESSED.match(label.text)
    if found is None or not found[1]:
        yield Fault("sau “Kính gửi” không có dấu hai chấm", "“Kính gửi:”", label)
        return
    name, listed = found[2].strip(), case.head.addressees
    if label.cell is not None and len(listed) == 1:
        return  # the one name stands in the cell beside
    if not name and len(listed) <= 1:
        asked = "một nơi nhận thì ghi cùng dòng với “Kính gửi:”"
        yield Fault("“Kính gửi:” không có nơi nhận trên cùng dòng", asked, label)
    elif name and not name.startswith("-") and listed:
        asked = "từ hai nơi nhận trở lên thì mỗi nơi một dòng, có gạch đầu dòng"
        yield Fault("nơi nhận ghi ngay sau “Kính gửi:” dù có nhiều nơi", asked, label)
    else:
        yield from _check_listed(label, listed)


def _check_listed(label: Par, listed: Sequence[Par]) -> Iterator[Fault]:
    for par in listed:
        end = "." if par is listed[-1] else ";"
        if not par.printed.startswith("- "):
            yield Fault("dòng nơi nhận không mở đầu bằng “- ”", "gạch đầu dòng ở mỗi nơi nhận", par)
        if not par.text.endswith(end):
            place = "cuối cùng" if end == "." else "chưa phải cuối"
            yield Fault(f"dòng nơi nhận {place} không có dấu “{end}”", f"dấu “{end}” ở cuối dòng", par)
    if label.format.align != "left" or label.cell is not None or "\t" in "".join(run.text for run in label.runs):
        return
    colon = label.format.left + label.format.first + 20 * text_width("Kính gửi", label.line.size)
    for par in listed:
        start = par.format.left + par.format.first
        tabbed = par.label is not None or par.runs[0].text.startswith((" ", "\t"))
        if par.format.align in ("left", "both") and not tabbed and abs(start - colon) > _UNDER_COLON:
            asked = "gạch đầu dòng thẳng dưới dấu hai chấm"
            yield Fault("gạch đầu dòng lệch so với dấu hai chấm", asked, par, severity=WARNING)


GROUP = Group(
    "Phần đầu văn bản",
    (
        Rule(
            "ND30-10",
            "Quốc hiệu",
            f"“{STATE}”: in hoa, đứng, đậm, cỡ 12-13, căn giữa, trên một dòng.",
            "A+",
            check_state,
        ),
        Rule("ND30-11", "Tiêu ngữ", f"“{MOTTO}”: đứng, đậm, cỡ 13-14, căn giữa.", "A+", check_motto),
        Rule(
            "ND30-12",
            "Đường kẻ dưới Tiêu ngữ",
            "Đường kẻ ngang, nét liền, dài bằng dòng Tiêu ngữ (sai số 2%); không gạch chân, không gõ ký tự.",
            "A+",
            check_motto_rule,
        ),
        Rule("ND30-13", "Khoảng cách Quốc hiệu, Tiêu ngữ", "Hai dòng cách nhau dòng đơn.", "A", check_state_spacing),
        Rule(
            "ND30-14",
            "Tên cơ quan chủ quản",
            "Nếu có: in hoa, đứng, không đậm, cỡ 12-13, căn giữa.",
            "A+",
            check_superior,
        ),
        Rule(
            "ND30-15",
            "Tên cơ quan ban hành",
            "In hoa, đứng, đậm, cỡ 12-13, căn giữa, các dòng cách nhau dòng đơn.",
            "A+",
            check_agency,
        ),
        Rule(
            "ND30-16",
            "Đường kẻ dưới tên cơ quan",
            "Nét liền, dài từ 1/3 đến 1/2 dòng chữ dài nhất, cân đối.",
            "A+",
            check_agency_rule,
        ),
        Rule(
            "ND30-17",
            "Số, ký hiệu",
            "“Số: …/BC-…”: cỡ 13, đứng, căn giữa; dự thảo để trống số được, ban hành thì không.",
            "A+",
            check_number,
        ),
        Rule(
            "ND30-18",
            "Đánh số văn bản",
            "Số lấy liên tiếp từ 01 trong một năm.",
            "A",
            unchecked="phải đối chiếu với sổ đăng ký văn bản đi, một tệp không đủ",
        ),
        Rule(
            "ND30-19",
            "Địa danh và thời gian",
            "Nghiêng, không đậm, cỡ 13-14, căn giữa; sau địa danh có dấu phẩy.",
            "A+",
            check_place,
        ),
        Rule(
            "ND30-20",
            "Cách ghi ngày, tháng, năm",
            "Ngày dưới 10 và tháng 1, 2 có số 0 ở trước; ngày có thật; dự thảo để trống được.",
            "A+",
            check_date,
        ),
        Rule(
            "ND30-21",
            "Số, ký hiệu ngang hàng địa danh",
            "Số, ký hiệu và địa danh, thời gian nằm trên một dòng.",
            "A",
            check_level,
        ),
        Rule(
            "ND30-22",
            "Tên địa danh",
            "Địa danh là tên chính thức của đơn vị hành chính nơi cơ quan đóng trụ sở.",
            "A",
            unchecked="phải đối chiếu với thông tin cơ quan, một tệp không đủ",
        ),
        Rule("ND30-23", "Tên loại văn bản", "“BÁO CÁO”: in hoa, đứng, đậm, cỡ 13-14, căn giữa.", "A+", check_kind),
        Rule(
            "ND30-24",
            "Trích yếu",
            "In thường, đứng, đậm, cỡ 13-14, căn giữa; không có dấu chấm cuối (K: cảnh báo).",
            "A+",
            check_subject,
        ),
        Rule(
            "ND30-25",
            "Đường kẻ dưới trích yếu",
            "Nét liền, dài từ 1/3 đến 1/2 dòng chữ dài nhất, cân đối.",
            "A",
            check_subject_rule,
        ),
        Rule(
            "ND30-26",
            "Kính gửi",
            "Nếu có: cỡ 13-14, đứng, có dấu hai chấm; một nơi thì cùng dòng; nhiều nơi thì mỗi nơi một dòng, có gạch"
            " đầu dòng thẳng dưới dấu hai chấm, dấu “;” và dấu “.” cuối.",
            "A",
            check_addressees,
        ),
    ),
)
