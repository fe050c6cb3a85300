"""The main indicators of a report, sorted by whether they will reach their plan."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from lcdraft.dataset import Figure, Report, Status
from lcdraft.errors import Problem
from lcdraft.periods import Kind, Period
from lcdraft.phrases.outlook import Course, Outlook, outlook
from lcdraft.phrases.values import NoPhraseError
from lcdraft.template.making import Horizon, Maker, Reading, full_year, main_value
from lcdraft.text import nearest

__all__ = ["Sorting", "course_of"]


def course_of(maker: Maker) -> Course:
    """What the data say of one indicator on its way to its plan; of several authorities, the first.

    Raises:
        NoPhraseError: where there is no value or no plan.
    """
    reading, indicator = maker.reading, maker.indicator
    period, figure = reading.period, maker.figure()
    _, target = maker.targets(())[0]
    value = _achieved(figure, main_value)
    if value is None:
        raise NoPhraseError("chưa có số liệu kỳ này")
    return Course(
        value=value - maker.excluded()[0],
        plan=target.value,
        direction=indicator.direction,
        nature=indicator.nature,
        months=period.months_at(figure.as_of) if figure is not None and figure.as_of is not None else period.months,
        plan_months=period.plan_months,
        forecast=_achieved(figure, full_year),
        base=_achieved(reading.dataset.figure(indicator.id, Period(Kind.YEAR, period.base_year)), main_value),
    )


def _achieved(figure: Figure | None, horizon: Horizon) -> Decimal | None:
    """A value that was reached or is expected; what is only aimed at ("phấn đấu") says nothing of the outlook."""
    estimate = horizon(figure) if figure is not None else None
    if estimate is None or estimate.amount is None or estimate.status is Status.TARGET:
        return None
    return estimate.amount.value


class Sorting:
    """The main indicators by group, in the order listed; one that cannot be judged is reported, never dropped."""

    def __init__(self, reading: Reading, report: Report) -> None:
        self._reading = reading
        self._report = report
        self._printed: set[Outlook] = set()

    def group(self, name: str) -> tuple[str, ...]:
        """The ids of one group, which thereby counts as printed. A name that is no group is reported."""
        if name not in set(Outlook):
            near = nearest(name, set(Outlook))
            advice = f'Có phải "{near}"?' if near else f"Các nhóm: {', '.join(Outlook)}."
            self._reading.session.report("LC304", f'phan_loai: không có nhóm "{name[:40]}"', advice, needle=f"'{name}'")
            return ()
        if not self._report.main_indicators:
            message = "báo cáo chưa khai danh sách chi_tieu_chinh, không có chỉ tiêu nào để xếp nhóm"
            advice = f"Thêm chi_tieu_chinh vào {self._report.path}."
            self._reading.session.report("LC122", message, advice, needle="phan_loai", severity="warning")
        self._printed.add(Outlook(name))
        return tuple(key for key, found in self._sorted.items() if found is Outlook(name))

    @cached_property
    def _sorted(self) -> dict[str, Outlook]:
        found: dict[str, Outlook] = {}
        for key, place in self._report.main_indicators:
            try:
                found[key] = outlook(course_of(Maker(self._reading, self._reading.dataset.catalogue[key])))
            except NoPhraseError as reason:
                message = f"{key}: không xếp được vào nhóm nào vì {reason}; chỉ tiêu không có trong phần dự báo"
                advice = "Bổ sung số liệu, kế hoạch, hoặc viết về chỉ tiêu này trong lời văn."
                self._reading.session.problems.append(Problem("LC122", message, place, advice, "warning"))
        return found

    def report_unprinted(self) -> None:
        """A group that the template does not print would lose its indicators: that is an error, the only one."""
        if any(problem.severity == "error" for problem in self._reading.session.problems):
            return
        for each in Outlook:
            keys = [key for key, found in self._sorted.items() if found is each]
            if keys and each not in self._printed:
                message = f'mẫu không in nhóm "{each.value}", {len(keys)} chỉ tiêu sẽ bị mất: {", ".join(keys)}'
                advice = f"Thêm {{% for x in phan_loai('{each.value}') %}} vào mẫu, hoặc bỏ chi_tieu_chinh."
                place = self._report.main_indicators[0][1]
                self._reading.session.problems.append(Problem("LC315", message, place, advice))
