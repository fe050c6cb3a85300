"""ND30-60 to ND30-70: annexes and what a report may carry besides (Decree 30/2020, Annex I, part III)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lcdraft.audit.annexes import Annex
from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.layout import Line
from lcdraft.audit.rules.looks import check_case, check_centred, check_look
from lcdraft.audit.rules.nd30.ending import DRAFTER
from lcdraft.text import fold

__all__ = ["GROUP"]

_MENTION = re.compile(r"(?i)(\bcác\s+)?phụ lục((?:\s+(?:số\s+)?[IVXLC]+\b(?:\s*(?:,|và|đến|-)\s*[IVXLC]+\b)*)?)")
_NUMBER = re.compile(r"\b[IVXLC]+\b")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LABEL = re.compile(r"Phụ lục( [IVXLC]+)?")
_REFERENCE = re.compile(r"\((Ban hành kèm|Kèm) theo .*\bsố\b.*\bngày\b.*\bcủa\b.*\)", re.DOTALL)


# Annexes


def check_mention(case: Case) -> Iterator[Fault]:
    """The text points to every annex."""
    notes = {(note.kind, note.id): note for note in case.layout.notes}
    texts = [item.par.text for item in case.items]
    texts += [par.text for table in case.tables for par in table.pars if par.section == 0]
    for kind, id, _ in (reference for item in case.items for reference in item.par.notes):
        texts += [par.text for par in notes[kind, id].pars] if (kind, id) in notes else []
    mentions = [(found[1] or "", found[2]) for text in texts for found in _MENTION.finditer(text)]
    named = {number for _, numbers in mentions for number in _NUMBER.findall(numbers)}
    # "các phụ lục kèm theo" and "Phụ lục I đến III" point to all, and so does "Phụ lục" where there is one.
    general = any(
        "đến" in numbers or "-" in numbers or (not numbers and (several or len(case.annexes) == 1))
        for several, numbers in mentions
    )
    for annex in case.annexes:
        if annex.number.upper() not in named and not general:
            yield Fault(f"lời văn không nhắc đến {annex.name}", "trong văn bản có chỉ dẫn về phụ lục", annex.label)


def check_numbers(case: Case) -> Iterator[Fault]:
    """Roman numbers in order, where there are two or more."""
    numbers = [annex.number for annex in case.annexes]
    for at, annex in enumerate(case.annexes):
        wanted = _ROMAN[at] if at < len(_ROMAN) else annex.number
        if len(numbers) > 1 and annex.number != wanted:
            yield Fault(f"phụ lục ghi “{annex.label.text}”", f"số La Mã theo thứ tự: “Phụ lục {wanted}”", annex.label)
        elif len(numbers) == 1 and annex.number not in ("", "I"):
            asked = "“Phụ lục” nếu chỉ có một, số La Mã nếu có từ hai"
            yield Fault(f"phụ lục duy nhất ghi “{annex.label.text}”", asked, annex.label)


def check_label(case: Case) -> Iterator[Fault]:
    """Phụ lục I."""
    for annex in case.annexes:
        text = annex.label.text
        numbered = text if annex.number == annex.number.upper() and not annex.number.isdecimal() else "Phụ lục"
        if not _LABEL.fullmatch(numbered):
            yield Fault(f"ghi “{text}”", "“Phụ lục” và số thứ tự in thường, một dòng riêng, không có dấu", annex.label)
        yield from check_look(annex.label, "dòng “Phụ lục”", 14, 14, bold=True)
        yield from check_centred(annex.label, "dòng “Phụ lục”")


def check_title(case: Case) -> Iterator[Fault]:
    """The title in capitals."""
    for annex in case.annexes:
        if not annex.titles:
            yield Fault(f"{annex.name} không có tên", "tên phụ lục in hoa, đậm, căn giữa", annex.label)
        for line in annex.titles:
            yield from check_look(line, "tên phụ lục", 13, 14, bold=True)
            yield from check_centred(line, "tên phụ lục")
            yield from check_case(line, "tên phụ lục", upper=True)


def check_reference(case: Case) -> Iterator[Fault]:
    """The line that says to which report the annex belongs."""
    for annex in case.annexes:
        line = annex.reference
        asked = "“(Kèm theo Báo cáo số …/BC-… ngày … tháng … năm … của …)”"
        if line is None:
            yield Fault(f"{annex.name} không có dòng “(Kèm theo …)”", asked, annex.label)
            continue
        if not _REFERENCE.fullmatch(line.text):
            yield Fault(f"ghi “{line.text[:80]}”", asked, line)
        yield from check_look(line, "dòng “(Kèm theo …)”", 13, 14, italic=True)
        yield from check_centred(line, "dòng “(Kèm theo …)”")


def check_pages(case: Case) -> Iterator[Fault]:
    """Each annex in a section of its own, counted from 1."""
    taken = {0} | {item.par.section for item in case.items}
    for annex in case.annexes:
        yield from _check_section(case, annex, shared=annex.section in taken)
        taken.add(annex.section)


def _check_section(case: Case, annex: Annex, *, shared: bool) -> Iterator[Fault]:
    asked = "số trang của từng phụ lục đánh riêng, từ 1, không in ở trang đầu"
    if shared:
        yield Fault(f"{annex.name} cùng phân đoạn với phần trước nên số trang chạy tiếp", asked, annex.label)
        return
    section = case.layout.sections[annex.section]
    if section.page_start != 1:
        yield Fault(f"số trang của {annex.name} chạy tiếp phần trước", asked, annex.label)
    first = section.headers.get("first" if section.title_page else "default")
    if first is not None and first.has_page:
        yield Fault(f"trang đầu của {annex.name} in số trang", asked, annex.label)


# What else may stand around the text

_URGENCY = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
_CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
_SECRET = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_ADDRESS = re.compile(r"(?i)(địa chỉ|điện thoại|đt|fax|email|e-mail|website|trang thông tin điện tử)\s*:")


def _around(case: Case) -> Iterator[Line]:
    """The lines around the letterhead that are none of its elements, and those of headers."""
    yield from case.head.others
    for section in case.layout.sections:
        for header in section.headers.values():
            for par in header.pars:
                yield from par.lines()


def check_urgency(case: Case) -> Iterator[Fault]:
    """Marks of urgency."""
    for line in _around(case):
        text = fold(line.text)
        if not ("khẩn" in text or "hỏa tốc" in text) or len(text) > 30:
            continue
        if text not in {fold(mark) for mark in _URGENCY}:
            yield Fault(f"mức độ khẩn ghi “{line.text}”", "“HỎA TỐC”, “THƯỢNG KHẨN” hoặc “KHẨN”", line)
        yield from check_look(line, "mức độ khẩn", 13, 14, bold=True)
        yield from check_case(line, "mức độ khẩn", upper=True)


def check_circulation(case: Case) -> Iterator[Fault]:
    """Marks of who may have it."""
    for line in _around(case):
        text = fold(line.text)
        if not ("lưu hành" in text or "xem xong" in text) or len(text) > 40:
            continue
        if text not in {fold(mark) for mark in _CIRCULATION}:
            yield Fault(f"phạm vi lưu hành ghi “{line.text}”", "“XEM XONG TRẢ LẠI” hoặc “LƯU HÀNH NỘI BỘ”", line)
        yield from check_look(line, "phạm vi lưu hành", 13, 14, bold=True)
        yield from check_case(line, "phạm vi lưu hành", upper=True)


def check_drafter(case: Case) -> Iterator[Fault]:
    """The drafter's mark below the receivers."""
    for line in case.ending.recipients:
        if not DRAFTER.fullmatch(line.text):
            continue
        if not re.fullmatch(r"[A-ZĐ]{1,5}\.\(\d+\)", line.text) or line is not case.ending.recipients[-1]:
            asked = "“PL.(300)”: ký hiệu in hoa, số bản bằng chữ số, ở cuối nơi nhận"
            yield Fault(f"ký hiệu người soạn thảo ghi “{line.text}”", asked, line)
        yield from check_look(line, "ký hiệu người soạn thảo", 11, 11)


def check_address(case: Case) -> Iterator[Fault]:
    """No address: that belongs to letters."""
    footers = (footer.pars for section in case.layout.sections for footer in section.footers.values())
    for line in chain(_around(case), (line for pars in footers for par in pars for line in par.lines())):
        if _ADDRESS.search(line.text):
            asked = "báo cáo không ghi địa chỉ, điện thoại, thư điện tử (chỉ dùng ở công văn)"
            yield Fault("có địa chỉ cơ quan", asked, line, "đầu trang, chân trang")


def check_secret(case: Case) -> Iterator[Fault]:
    """Secret documents are not for this program."""
    for line in _around(case):
        if fold(line.text) in {fold(mark) for mark in _SECRET}:
            yield Fault(f"văn bản có dấu “{line.text}”", "văn bản mật soạn và lưu theo quy định riêng", line)


GROUP = Group(
    "Phụ lục và thành phần khác",
    (
        Rule("ND30-60", "Chỉ dẫn phụ lục", "Lời văn nhắc đến từng phụ lục.", "A", check_mention),
        Rule("ND30-61", "Số phụ lục", "Từ hai phụ lục trở lên thì đánh số La Mã, theo thứ tự.", "A+", check_numbers),
        Rule(
            "ND30-62",
            "Dòng “Phụ lục”",
            "“Phụ lục I” một dòng riêng, in thường, đứng, đậm, cỡ 14, căn giữa.",
            "A+",
            check_label,
        ),
        Rule("ND30-63", "Tên phụ lục", "In hoa, đứng, đậm, cỡ 13-14, căn giữa.", "A+", check_title),
        Rule(
            "ND30-64",
            "Dòng kèm theo",
            "“(Kèm theo Báo cáo số … ngày … của …)”: nghiêng, cỡ 13-14, căn giữa; để trống số, ngày được.",
            "A",
            check_reference,
        ),
        Rule(
            "ND30-65",
            "Số trang phụ lục",
            "Mỗi phụ lục một phân đoạn, số trang từ 1, không in ở trang đầu.",
            "A",
            check_pages,
        ),
        Rule(
            "ND30-66",
            "Mức độ khẩn",
            "Nếu ghi ở phần đầu: HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN; in hoa, đậm, cỡ 13-14.",
            "A",
            check_urgency,
        ),
        Rule(
            "ND30-67",
            "Phạm vi lưu hành",
            "Nếu ghi: XEM XONG TRẢ LẠI hoặc LƯU HÀNH NỘI BỘ; in hoa, đậm, cỡ 13-14.",
            "A",
            check_circulation,
        ),
        Rule(
            "ND30-68",
            "Ký hiệu người soạn thảo",
            "Nếu ghi: “PL.(300)” ở cuối nơi nhận, ký hiệu in hoa, cỡ 11, đứng.",
            "A",
            check_drafter,
        ),
        Rule(
            "ND30-69",
            "Địa chỉ cơ quan",
            "Báo cáo không ghi địa chỉ, điện thoại, thư điện tử.",
            "A",
            check_address,
            WARNING,
        ),
        Rule("ND30-70", "Văn bản mật", "Không có dấu MẬT, TỐI MẬT, TUYỆT MẬT.", "A/H", check_secret),
    ),
)
