"""Rules for years: ``năm 2025``, ``đầu năm``, ``2025``."""

from __future__ import annotations

import re

from lcdraft.periods import Kind
from lcdraft.rollover.case import Case, Decision, ask, keep, move
from lcdraft.rollover.heads import Head
from lcdraft.rollover.labels import Form
from lcdraft.rollover.view import BLOT

__all__ = [
    "annual_plan",
    "carried_over",
    "coming_year",
    "compared_year",
    "edge",
    "edge_of_year",
    "far_year",
    "list_of_years",
    "opening_year",
    "other_year",
    "same_year",
    "target_of_document",
    "target_year",
    "task_year",
    "unclear_year",
]

_SAYS_FIGURE = re.compile(rf"[^.;:\n{BLOT}]{{0,60}}(?:{BLOT}|(?<!\w)(?:ước|đạt|đón|thực +hiện(?= +\d))(?!\w))")
"""A year of which a figure is said belongs to the report, not to an event of that year."""

_YEARS = (Form.YEAR, Form.BARE_YEAR)


def edge(case: Case) -> Decision | None:
    """``đầu năm``, ``cuối năm`` without a year."""
    label = case.label
    if label.form is not Form.EDGE or label.year:
        return None
    if label.word in ("từ đầu", "so với đầu") and not case.from_year:
        return keep("tính từ đầu năm của kỳ báo cáo, không ghi năm")
    if case.same_place or not (case.turns or case.from_year):
        return keep("nói theo năm của báo cáo, không ghi năm")
    return ask("có thể là dịp đầu năm, cuối năm của năm cũ")


def edge_of_year(case: Case) -> Decision | None:
    """``từ đầu năm 2025``."""
    label = case.label
    if label.form is not Form.EDGE:
        return None
    if label.year == case.new.year:
        return keep("năm của kỳ mới")
    if label.year == case.old.year and label.word == "từ đầu":
        return move(f"từ đầu năm {case.new.year}", "tính từ đầu năm của kỳ báo cáo")
    if label.year == case.old.year:
        return ask("đầu năm, cuối năm của năm cũ; hãy xem lại")
    return keep("năm của việc khác")


def same_year(case: Case) -> Decision | None:
    """The year of both reports, or the year after it."""
    if case.label.form not in _YEARS or case.turns or case.label.year < case.old.year:
        return None
    if case.label.year == case.old.year and case.from_year and _opens(case):
        return ask("báo cáo năm chuyển sang kỳ trong năm: năm ở đây có thể là kỳ báo cáo")
    return keep("hai kỳ cùng năm, nhãn năm không đổi")


def far_year(case: Case) -> Decision | None:
    """A year far from the report: a horizon, or history."""
    label, old = case.label, case.old
    if label.form in _YEARS and not old.year - 1 <= label.year <= old.year + 1:
        return keep("năm của việc khác, mốc lịch sử hoặc mốc quy hoạch")
    return None


def carried_over(case: Case) -> Decision | None:
    """Funds, plans and cases of one year carried into another."""
    if case.label.form not in _YEARS:
        return None
    into = case.follows(r"(?:chuyển|kéo +dài)(?: +\w+)? +sang|năm +\d{4} +sang")
    over = re.match(r" *,? *(?:được +)?(?:kéo +dài|chuyển(?: +tiếp| +nguồn)? +sang|chuyển +nguồn)", case.after)
    from_other = case.follows(r"chuyển +tiếp +từ|chuyển +từ|chuyển +nguồn(?: +từ)?|tồn +(?:đọng +)?(?:từ|của)?")
    if into or over or from_other:
        return keep("năm của nguồn vốn, vụ việc chuyển tiếp")
    return None


def list_of_years(case: Case) -> Decision | None:
    """``năm 2024, 2025``: one of them cannot move alone."""
    if case.label.form in _YEARS and case.in_list_of_years:
        return ask("nêu nhiều năm; hãy tự chọn cho kỳ mới")
    return None


def compared_year(case: Case) -> Decision | None:
    """The year before, compared with; in the report of a year also that year, the base of the next year's targets."""
    label, old, new = case.label, case.old, case.new
    is_base = label.year == old.year - 1 or (old.kind is Kind.YEAR and label.year == old.year)
    if label.form is not Form.YEAR or not is_base or not (case.compared or case.follows("bằng")):
        return None
    if case.in_list_of_years:
        return ask("so sánh với nhiều năm; hãy tự chọn mốc cho kỳ mới")
    if case.from_year and label.year == new.year - 1:
        return keep("năm gốc của chỉ tiêu, nay là năm trước của kỳ mới")
    if case.from_year:
        return move(new.same_period_label, "kỳ trong năm so sánh với cùng kỳ")
    return move(f"năm {label.year + case.shift}", "mốc so sánh chuyển theo năm báo cáo")


def other_year(case: Case) -> Decision | None:
    """The year before, of another thing."""
    if case.label.form in _YEARS and case.label.year == case.old.year - 1:
        return keep("năm trước của kỳ cũ, gắn với việc khác")
    return None


def coming_year(case: Case) -> Decision | None:
    """What was the next year and is now the year of the report."""
    label = case.label
    if label.form in _YEARS and label.year == case.new.year and not case.same_place:
        return keep("nay là năm của kỳ mới")
    return None


def opening_year(case: Case) -> Decision | None:
    """``Năm 2024, …``, ``thực hiện năm 2024`` in the report of a year."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.YEAR or old.kind is not Kind.YEAR or label.year != old.year:
        return None
    if not (_opens(case) or case.follows(r"trong|thực +hiện|kết +quả|tình +hình")):
        return None
    if case.from_year and _SAYS_FIGURE.match(case.after) is None:
        return ask("báo cáo năm chuyển sang kỳ trong năm: việc này của cả năm cũ hay của kỳ mới?")
    if case.from_year:
        return move(new.label, "kỳ báo cáo chuyển sang kỳ mới")
    return move(new.label, "năm báo cáo chuyển sang kỳ mới")


def _opens(case: Case) -> bool:
    """Whether the year is said of the whole sentence: ``Năm 2024, …``, ``Trong năm 2024 …``."""
    begins = case.starts_sentence or re.fullmatch(r"\W*(?:trong|kết +quả) +", case.sentence_before) is not None
    return begins and not re.match(r" +là +(?:năm|mốc)\b", case.after)


def task_year(case: Case) -> Decision | None:
    """The next year in the report of a year, where tasks are spoken of."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.YEAR or old.kind is not Kind.YEAR or label.year != old.year + 1:
        return None
    if not case.follows(r"(?:nhiệm +vụ|giải +pháp|phương +hướng|trọng +tâm)(?: +(?:chủ +yếu|trọng +tâm|của))*"):
        return None
    return move(new.rest_label, "thời gian của nhiệm vụ chuyển theo kỳ mới")


def target_of_document(case: Case) -> Decision | None:
    """A yearly target laid down by a document that the sentence goes on to name."""
    if case.label.form not in _YEARS or case.head not in (Head.TARGET, Head.PLAN):
        return None
    if re.search(r"(?:tại|theo|kèm +theo) +[^,;.]{0,40}?\d{1,5}(?:/\d{4})?[-/][a-zđ]", case.sentence_after):
        return ask("giao tại văn bản của năm cũ; hãy thay cả năm và văn bản")
    return None


def target_year(case: Case) -> Decision | None:
    """Targets, tasks, budget and funds of the year, which every year has."""
    label = case.label
    if label.form not in _YEARS or case.head is not Head.TARGET:
        return None
    words = f"năm {label.year + case.shift}" if label.form is Form.YEAR else str(label.year + case.shift)
    return move(words, "chỉ tiêu, nhiệm vụ, ngân sách hằng năm chuyển theo năm báo cáo")


def annual_plan(case: Case) -> Decision | None:
    """A plan or list that is made anew each year, perhaps."""
    if case.label.form in _YEARS and case.head is Head.PLAN:
        return ask("kế hoạch, chương trình hoặc tài liệu của năm cũ; kỳ mới có thể đã có văn bản khác")
    return None


def unclear_year(case: Case) -> Decision | None:
    """Any other year."""
    if case.label.form in _YEARS:
        return ask("chưa rõ là năm báo cáo hay năm của việc khác")
    return None
