"""ND30-50 to ND30-59: who signs and who receives (Decree 30/2020, Annex I, part II; Article 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.layout import Line
from lcdraft.audit.rules.looks import check_case, check_centred, check_look, points
from lcdraft.text import fold

__all__ = ["DRAFTER", "GROUP"]

_WHERE = "nơi nhận, chữ ký"
_SPACE = 900
"""Twips: three empty lines of 13 points, near enough."""
_FLUSH = 20
_RIGHT = re.compile(r"(TM|KT|TL|TUQ|Q)\.\s+\S")
_BARE_RIGHT = re.compile(r"(TM|KT|TL|TUQ)(?:\.?\s*)\b")
_COUNCIL = re.compile(r"TM\. [ỦU][ỶY] BAN NHÂN DÂN\b|TM\. UỶ BAN NHÂN DÂN\b")
_ODD_POST = re.compile(r"\b(THƯỜNG TRỰC|PHỤ TRÁCH)\b")
_TITLED = re.compile(
    r"(GS|PGS|TS|TSKH|ThS|Ths|BS|KS|CN|Luật sư|Ông|Bà|Đồng chí|Đ/c|NSND|NGND|NGƯT)\b\.?", re.IGNORECASE
)
DRAFTER = re.compile(r"[^\W\d]{1,5}\.?\s*\(?\s*\d+\s*\)?(\s*bản)?")
"""The mark of who drafted a text and in how many copies: ``PL.(300)``."""


def check_authority(case: Case) -> Iterator[Fault]:
    """The lines above the signature."""
    lines = case.ending.authority
    if not lines:
        yield Fault("không thấy quyền hạn, chức vụ của người ký", "quyền hạn, chức vụ in hoa, đậm", where=_WHERE)
        return
    for line in lines:
        yield from check_look(line, "quyền hạn, chức vụ", 13, 14, bold=True)
        yield from check_centred(line, "quyền hạn, chức vụ")
        yield from check_case(line, "quyền hạn, chức vụ", upper=True)
        if _BARE_RIGHT.match(line.text) and not _RIGHT.match(line.text):
            yield Fault(f"ghi “{line.text}”", "chữ viết tắt có dấu chấm và dấu cách: “TM. ”, “KT. ”, “TL. ”", line)


def check_pattern(case: Case) -> Iterator[Fault]:
    """Which lines follow which."""
    lines = case.ending.authority
    texts = [_plain(line) for line in lines]
    for at, text in enumerate(texts):
        after = texts[at + 1] if at + 1 < len(texts) else ""
        if text.startswith("KT. ") and after != f"PHÓ {text[4:]}" and not after.startswith(f"PHÓ {text[4:]} "):
            yield Fault(f"dưới “{text}” là “{after}”", f"“PHÓ {text[4:]}”", lines[at], unconfirmed=True)
        elif text.startswith(("TL. ", "TUQ. ")) and (not after or _RIGHT.match(after)):
            yield Fault(f"dưới “{text}” không có chức vụ", "chức vụ của người ký", lines[at], unconfirmed=True)
        elif at == 0 and _COUNCIL.match(text) and after and not re.match(r"(Q\. |KT\. |TUQ\. )?CHỦ TỊCH$", after):
            asked = "“CHỦ TỊCH”, hoặc “KT. CHỦ TỊCH” rồi “PHÓ CHỦ TỊCH”"
            yield Fault(f"dưới “{text}” là “{after}”", asked, lines[at + 1], unconfirmed=True)


def _plain(line: Line) -> str:
    return " ".join(line.text.upper().split())


def check_post(case: Case) -> Iterator[Fault]:
    """A post of one who signs, such as there is."""
    if not case.ending.authority:
        return
    last = case.ending.authority[-1]
    if re.match(r"TM\.", last.text):
        yield Fault(f"dưới “{last.text}” không có chức vụ", "chức vụ của người ký, ví dụ “CHỦ TỊCH”", last)
    elif odd := _ODD_POST.search(_plain(last)):
        asked = "chức vụ lãnh đạo chính thức, không ghi “thường trực”, “phụ trách”"
        yield Fault(f"chức vụ có chữ “{odd[0]}”", asked, last, unconfirmed=True)


def check_space(case: Case) -> Iterator[Fault]:
    """Room for the signature."""
    ending = case.ending
    if ending.signer is not None and ending.space is not None and not ending.has_picture and ending.space < _SPACE:
        asked = "ít nhất ba dòng trống hoặc khoảng cách 60 pt trước họ tên"
        yield Fault(f"giữa chức vụ và họ tên chỉ có {points(ending.space)}", asked, ending.signer)


def check_name(case: Case) -> Iterator[Fault]:
    """The name of who signs, without titles."""
    line = case.ending.signer
    if line is None or not line.text:
        if case.issued and case.ending.authority:
            at = case.ending.authority[-1]
            yield Fault("văn bản ban hành chưa có họ tên người ký", "họ và tên đầy đủ của người ký", at)
        return
    yield from check_look(line, "họ tên người ký", 13, 14, bold=True)
    yield from check_centred(line, "họ tên người ký")
    yield from check_case(line, "họ tên người ký", upper=False)
    if titled := _TITLED.match(line.text):
        yield Fault(f"trước họ tên có “{titled[0]}”", "không ghi học hàm, học vị, danh hiệu", line)


def check_recipients_label(case: Case) -> Iterator[Fault]:
    """Nơi nhận:"""
    line = case.ending.label
    if line is None:
        yield Fault("không thấy “Nơi nhận:”", "“Nơi nhận:” ở góc dưới bên trái", where=_WHERE)
        return
    if line.text != "Nơi nhận:":
        yield Fault(f"ghi “{line.text}”", "“Nơi nhận:” in thường, có dấu hai chấm", line)
    yield from check_look(line, "“Nơi nhận:”", 12, 12, bold=True, italic=True)
    start = line.par.format.left + line.par.format.first
    if not line.parted and (line.par.format.align not in ("left", "both") or abs(start) > _FLUSH):
        yield Fault("“Nơi nhận:” không sát lề trái", "sát lề trái", line)
    cell = line.par.cell
    first = case.ending.authority[0].par.cell if case.ending.authority else None
    if cell is not None and first is not None and (cell.row is not first.row or cell.lines()[0].text != line.text):
        yield Fault("“Nơi nhận:” không ngang hàng với quyền hạn, chức vụ", "trên cùng một dòng", line)


def _listed(case: Case) -> list[Line]:
    """The receivers, without the drafter's mark."""
    return [line for line in case.ending.recipients if not DRAFTER.fullmatch(line.text)]


def check_recipients(case: Case) -> Iterator[Fault]:
    """A line for each."""
    lines = _listed(case)
    if case.ending.label is not None and not lines:
        yield Fault("không có nơi nhận nào", "mỗi nơi nhận một dòng, có gạch đầu dòng", case.ending.label)
    for line in lines:
        yield from check_look(line, "nơi nhận", 11, 11)
        printed = line.par.printed if line.par.label is not None else line.text
        if not printed.startswith("- "):
            yield Fault("nơi nhận không mở đầu bằng “- ”", "gạch đầu dòng và dấu cách ở mỗi nơi nhận", line)
        if line is not lines[-1] and not line.text.endswith(";"):
            yield Fault("cuối nơi nhận không có dấu “;”", "dấu “;” ở cuối dòng", line)
        start = line.par.format.left + line.par.format.first
        if not line.parted and line.par.cell is not None and start > _FLUSH:
            yield Fault(f"nơi nhận lùi vào {points(start)}", "gạch đầu dòng sát lề trái", line)


def check_archive(case: Case) -> Iterator[Fault]:
    """The last line says where the text is kept."""
    lines = _listed(case)
    if lines:
        last = lines[-1]
        printed = last.par.printed if last.par.label is not None else last.text
        if not re.fullmatch(r"([-–] ?)?Lưu: VT(, .+)?\.", printed):
            asked = "dòng cuối “- Lưu: VT, <đơn vị soạn thảo>.”, kết thúc bằng dấu chấm"
            yield Fault(f"dòng cuối nơi nhận ghi “{printed}”", asked, last)


def check_as_above(case: Case) -> Iterator[Fault]:
    """Như trên, where there is a Kính gửi."""
    lines = _listed(case)
    if not lines:
        return
    at_first = fold(lines[0].text).lstrip("-– ").startswith("như trên")
    if case.head.addressed is not None and not at_first:
        yield Fault("có “Kính gửi” nhưng nơi nhận đầu tiên không phải “Như trên”", "“- Như trên;” ở dòng đầu", lines[0])
    named = [line for line in lines if fold(line.text).lstrip("-– ").startswith("như trên")]
    if case.head.addressed is None and named:
        yield Fault("có “Như trên” mà văn bản không có “Kính gửi”", "ghi rõ nơi nhận", named[0])


GROUP = Group(
    "Chữ ký, nơi nhận",
    (
        Rule(
            "ND30-50",
            "Quyền hạn, chức vụ",
            "In hoa, đứng, đậm, cỡ 13-14, căn giữa; “TM. ”, “KT. ”, “TL. ”, “TUQ. ”, “Q. ” có dấu chấm, dấu cách.",
            "A+",
            check_authority,
        ),
        Rule(
            "ND30-51",
            "Thể thức đề ký",
            "“TM. ỦY BAN NHÂN DÂN” rồi “CHỦ TỊCH”, hoặc “KT. CHỦ TỊCH” rồi “PHÓ CHỦ TỊCH”; “TL.”, “TUQ.” rồi chức vụ.",
            "A/K",
            check_pattern,
            WARNING,
        ),
        Rule(
            "ND30-52",
            "Chức vụ người ký",
            "Có chức vụ dưới “TM. …”; không ghi “thường trực”, “phụ trách” (K: cảnh báo).",
            "A+",
            check_post,
        ),
        Rule(
            "ND30-53",
            "Chỗ ký",
            "Giữa chức vụ và họ tên có ít nhất ba dòng trống hoặc 60 pt, trừ khi có ảnh chữ ký.",
            "A",
            check_space,
        ),
        Rule(
            "ND30-54",
            "Họ và tên người ký",
            "In thường, đứng, đậm, cỡ 13-14, căn giữa, không học hàm, học vị; dự thảo để trống được.",
            "A+",
            check_name,
        ),
        Rule(
            "ND30-55",
            "“Nơi nhận:”",
            "Cỡ 12, nghiêng, đậm, sát lề trái, ngang hàng với quyền hạn, chức vụ.",
            "A+",
            check_recipients_label,
        ),
        Rule(
            "ND30-56",
            "Danh sách nơi nhận",
            "Cỡ 11, đứng, mỗi nơi một dòng, gạch đầu dòng sát lề trái, cuối dòng dấu “;”.",
            "A+",
            check_recipients,
        ),
        Rule("ND30-57", "Dòng lưu", "Dòng cuối “- Lưu: VT, …” kết thúc bằng dấu chấm.", "A+", check_archive),
        Rule(
            "ND30-58",
            "Như trên",
            "Có “Kính gửi” thì nơi nhận đầu tiên là “- Như trên;”; không có thì không ghi.",
            "A",
            check_as_above,
        ),
        Rule(
            "ND30-59",
            "Dấu, chữ ký số",
            "Dấu đóng trùm khoảng 1/3 chữ ký về bên trái.",
            "A",
            unchecked="dấu và chữ ký số do hệ thống khác thêm vào sau",
        ),
    ),
)
