"""Rules for one month or one quarter: ``tháng 7 năm 2022``, ``quý II/2025``, ``trong tháng``, ``tháng trước``."""

from __future__ import annotations

import re

from lcdraft.periods import Kind, Period
from lcdraft.rollover.case import Case, Decision, ask, keep, move
from lcdraft.rollover.labels import Form

__all__ = [
    "abbreviated",
    "closing_month",
    "current",
    "following",
    "listed",
    "other",
    "other_dated",
    "previous",
    "relative",
    "within",
    "year_ago",
]

_KINDS = {Form.MONTH: Kind.MONTH, Form.QUARTER: Kind.QUARTER}
_UNITS = {Kind.MONTH: "tháng", Kind.QUARTER: "quý", Kind.YEAR: "năm"}


def listed(case: Case) -> Decision | None:
    """``tháng 5-6``, ``quý I và quý II`` name more than one."""
    label = case.label
    if label.form not in _KINDS:
        return None
    unit = _UNITS[_KINDS[label.form]]
    after_another = case.follows(rf"{unit} +\w+(?: +năm +\d+)?(?:,| +và| +đến| *-)")
    if label.word or after_another or re.match(rf"(?:,| +và| +đến| *-) +(?:hết +)?{unit} +[ivx\d]", case.after):
        return ask("nhãn nêu nhiều tháng hoặc nhiều quý; hãy tự chọn cho kỳ mới")
    return None


def _names(case: Case, period: Period | None) -> bool:
    """Whether the label names this period, by number and, if it shows one, by year."""
    label = case.label
    if period is None or label.form not in _KINDS or case.old.kind is not _KINDS[label.form]:
        return False
    return label.number == period.number and label.year in (0, period.year)


def _written(case: Case, period: Period) -> str:
    """A period written as the label is: with its year, with a slash, or without; quarters in the same digits."""
    label = case.label
    dated = period.slash_label if label.slash else period.label
    words = dated if label.year else period.short_label
    if period.kind is Kind.QUARTER and label.form is Form.QUARTER and not label.roman:
        words = words.replace(period.short_label, f"quý {period.number}", 1)
    if period.kind is Kind.YEAR and label.year == 0 and case.follows("trong"):
        words = "năm"
    return words


def current(case: Case) -> Decision | None:
    """The month or quarter of the report."""
    if not _names(case, case.old):
        return None
    if case.label.year == 0 and case.follows(r"từ|trước|sau"):
        return ask("mốc thời gian trùng tháng, quý báo cáo; có thể là của sự việc khác")
    return move(_written(case, case.new), "tháng, quý báo cáo chuyển sang kỳ mới")


def following(case: Case) -> Decision | None:
    """The month or quarter after it, where tasks are spoken of."""
    if not _names(case, case.old.next):
        return None
    if not case.of_tasks:
        return ask("tháng, quý sau kỳ báo cáo; chỉ chuyển khi là thời gian của nhiệm vụ")
    if case.new.kind is case.old.kind:
        return move(_written(case, case.new.next), "thời gian của nhiệm vụ chuyển theo kỳ mới")
    words = case.new.rest_label if case.label.year else case.new.short_rest_label
    return move(words, "thời gian của nhiệm vụ chuyển theo kỳ mới")


def previous(case: Case) -> Decision | None:
    """The month or quarter before it, compared with."""
    if not (_names(case, case.old.previous) and case.compared):
        return None
    if case.new.kind not in (Kind.MONTH, Kind.QUARTER):
        return ask("so sánh với kỳ liền trước; kỳ mới so sánh với mốc khác")
    return move(_written(case, case.new.previous), "kỳ liền trước dùng để so sánh")


def year_ago(case: Case) -> Decision | None:
    """The same month or quarter of the year before, compared with."""
    base, new = case.old.same_period_last_year, case.new.same_period_last_year
    if case.label.year == 0 or not _names(case, base) or new is None:
        return None
    if case.compared or case.follows("cùng kỳ"):
        return move(_written(case, new), "mốc so sánh cùng kỳ chuyển theo kỳ mới")
    return None


def closing_month(case: Case) -> Decision | None:
    """``tính đến hết tháng 6`` in a report of several months."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.MONTH or old.kind is Kind.MONTH or label.number != old.months:
        return None
    if label.year not in (0, old.year) or not case.follows(
        r"(?:tính|lũy +kế|ước)(?: +\w+){0,3} +đến(?: +hết)?|(?:đến|lũy +kế) +hết"
    ):
        return None
    words = f"tháng {new.months}"
    if label.year:
        words += f"/{new.year}" if label.slash else f" năm {new.year}"
    return move(words, "tháng cuối của kỳ báo cáo")


def abbreviated(case: Case) -> Decision | None:
    """``T6/2025``, ``6T/2025``, ``06/2025``."""
    if case.label.form is Form.ABBREVIATED:
        return ask("nhãn viết tắt; hãy tự chọn cách viết cho kỳ mới")
    return None


def other_dated(case: Case) -> Decision | None:
    """A month or quarter with its year that is no part of the label of the report."""
    label, old = case.label, case.old
    if label.form not in _KINDS or label.year == 0:
        return None
    in_month = label.form is Form.MONTH and (label.number, label.year) == (old.months, old.year)
    if in_month and not old.is_multi_year:
        return ask("tháng cuối của kỳ trước; có thể là nhãn kỳ, có thể là thời gian của sự việc")
    return keep("thời gian cụ thể của một sự việc, có ghi năm")


def other(case: Case) -> Decision | None:
    """A month or quarter without a year that is not that of the report."""
    if case.label.form in _KINDS:
        return ask("tháng, quý không ghi năm và không phải nhãn của kỳ trước")
    return None


def within(case: Case) -> Decision | None:
    """``trong tháng``, ``trong quý``: how a text speaks of its own period."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.RELATIVE or not label.word.startswith("trong "):
        return None
    unit = label.word.split()[1]
    if unit == "kỳ" or (unit == "năm" and old.kind is not Kind.YEAR):
        return keep("nói theo kỳ báo cáo, không ghi tháng, năm")
    if old.within_label != f"trong {unit}":
        return ask(f"không phải cách gọi của kỳ {old.label}; có thể còn sót từ báo cáo loại khác")
    if old.kind is new.kind:
        return keep("nói theo kỳ báo cáo, không ghi tháng, năm")
    if unit == "năm":
        return ask("báo cáo năm chuyển sang kỳ trong năm: năm ở đây là kỳ cũ hay cả năm?")
    return move(new.within_label, "cách gọi kỳ báo cáo trong lời văn")


def relative(case: Case) -> Decision | None:
    """``tháng trước``, ``quý này``, ``cả năm``, ``năm qua``."""
    label, old, new = case.label, case.old, case.new
    if label.form is not Form.RELATIVE:
        return None
    unit, _, rest = label.word.partition(" ")
    old_unit, new_unit = _UNITS.get(old.kind), _UNITS.get(new.kind)
    if old.kind is new.kind or (unit == "năm" and old.kind is not Kind.YEAR) or unit in ("kỳ",):
        return keep("nói theo kỳ báo cáo, không ghi tháng, năm")
    if case.from_year and label.word == "năm trước" and case.compared:
        return move("cùng kỳ năm trước", "kỳ trong năm so sánh với cùng kỳ")
    if unit == "cả":
        return ask("báo cáo năm chuyển sang kỳ trong năm: hãy xem lại") if case.from_year else keep("cả năm kế hoạch")
    if unit == old_unit and new_unit and not case.from_year:
        return move(f"{new_unit} {rest}", "cách gọi kỳ liền kề trong lời văn")
    return ask("kỳ mới thuộc loại khác; hãy xem lại cách gọi này")
