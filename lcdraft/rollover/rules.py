"""The rules that judge a label, in one table; the first that answers decides.

Every rule carries an example: a text, the period it was written for, the period it is moved to, and what it
becomes. The examples are tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lcdraft.rollover import kept, months, reviews, spans, years
from lcdraft.rollover.case import Case, Decision, Verdict, ask

__all__ = ["RULES", "Rule", "judge"]


@dataclass(frozen=True, slots=True)
class Rule:
    """``decide`` answers or passes (None); ``text`` of the report ``old`` becomes ``result`` in the report ``new``."""

    id: str
    decide: Callable[[Case], Decision | None]
    verdict: Verdict
    text: str
    old: str
    new: str
    result: str = ""

    @property
    def becomes(self) -> str:
        """What the example becomes; one that does not move stays as it is."""
        return self.result or self.text


_MOVED, _KEPT, _ASKED = Verdict.MOVED, Verdict.PROTECTED, Verdict.UNDECIDED

RULES: tuple[Rule, ...] = (
    # Periods that an expression calls
    Rule(
        "called",
        reviews.called,
        _MOVED,
        "{{ x.ky_khac('nam-2022').dat }}",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "{{ x.ky_khac('nam-2027').dat }}",
    ),
    Rule(
        "other-period", kept.other_period, _ASKED, "{{ x.ky_khac('nam-2025').gia_tri }}", "6-thang-2025", "6-thang-2026"
    ),
    # Never touched
    Rule("expression", kept.expression, _KEPT, "{{ x('năm 2025') }}", "nam-2025", "nam-2026"),
    Rule("quoted", kept.quoted, _KEPT, "phong trào “Năm 2025 vì trẻ em”", "nam-2025", "nam-2026"),
    Rule("address", kept.address, _KEPT, "https://example.org/2025", "nam-2025", "nam-2026"),
    Rule("document", kept.document, _KEPT, "Kế hoạch số 617/KH-UBND ngày 03/3/2025", "6-thang-2025", "6-thang-2026"),
    Rule("cut-off", kept.cut_off, _ASKED, "lũy kế đến ngày 14/7/2022", "thang-2022-07", "thang-2022-08"),
    Rule("date", kept.date, _KEPT, "bão ngày 03/5/2025", "6-thang-2025", "9-thang-2025"),
    Rule("lunar", kept.lunar, _KEPT, "Tết Nguyên đán Ất Tỵ năm 2025", "6-thang-2025", "6-thang-2026"),
    Rule("school-year", kept.school_year, _KEPT, "năm học 2024-2025", "6-thang-2025", "6-thang-2026"),
    Rule(
        "named-scheme",
        reviews.named_scheme,
        _ASKED,
        "Đề án giai đoạn 2021-2025, định hướng đến năm 2030",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
    ),
    Rule(
        "plan-span",
        reviews.span,
        _MOVED,
        "giai đoạn 2021-2025",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "giai đoạn 2026-2030",
    ),
    Rule("span", kept.span, _KEPT, "giai đoạn 2021-2025", "6-thang-2025", "6-thang-2026"),
    Rule("term", kept.term, _KEPT, "nửa đầu nhiệm kỳ", "6-thang-2025", "6-thang-2026"),
    Rule("new-year", kept.new_year, _KEPT, "đón năm mới 2025", "6-thang-2025", "6-thang-2026"),
    Rule("title", kept.title, _KEPT, "Nghị quyết số 02/NQ-CP của Chính phủ năm 2024", "9-thang-2024", "9-thang-2025"),
    Rule("event", kept.event, _KEPT, "Lễ hội Hoa Lan năm 2025", "6-thang-2025", "6-thang-2026"),
    # Reviews of several years
    Rule(
        "base-of-plan", reviews.base, _MOVED, "so với năm 2020", "5-nam-2021-2025", "5-nam-2026-2030", "so với năm 2025"
    ),
    Rule(
        "called-by",
        reviews.called_by,
        _MOVED,
        "năm 2022 {{ x.ky_khac('nam-2022').dat }}",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "năm 2027 {{ x.ky_khac('nam-2027').dat }}",
    ),
    Rule(
        "end-of-figures",
        reviews.end_of_figures,
        _MOVED,
        "ước đến hết năm 2023",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "ước đến hết năm 2028",
    ),
    Rule(
        "end-of-plan",
        reviews.end_of_plan,
        _MOVED,
        "phấn đấu đến năm 2025",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "phấn đấu đến năm 2030",
    ),
    Rule(
        "opening-of-plan",
        reviews.opening_of_plan,
        _MOVED,
        "kết quả từ năm 2021 đến nay",
        "giua-ky-2021-2025",
        "giua-ky-2026-2030",
        "kết quả từ năm 2026 đến nay",
    ),
    Rule("column", reviews.column, _MOVED, "| Năm 2022 |", "giua-ky-2021-2025", "giua-ky-2026-2030", "| Năm 2027 |"),
    Rule("mid-term", spans.mid_term, _KEPT, "sơ kết giữa kỳ", "giua-ky-2021-2025", "giua-ky-2026-2030"),
    Rule("distant-year", reviews.distant_year, _KEPT, "chia tách năm 2004", "giua-ky-2021-2025", "giua-ky-2026-2030"),
    Rule("period-of-plan", reviews.other_label, _ASKED, "6 tháng đầu năm 2023", "giua-ky-2021-2025", "5-nam-2021-2025"),
    Rule("year-of-plan", reviews.other_year, _ASKED, "hết năm 2023", "giua-ky-2021-2025", "5-nam-2021-2025"),
    # Months of a year
    Rule(
        "same-period",
        spans.same_period,
        _MOVED,
        "so với cùng kỳ năm 2024",
        "6-thang-2025",
        "6-thang-2026",
        "so với cùng kỳ năm 2025",
    ),
    Rule(
        "same-period-of-year",
        spans.same_period_of_year,
        _KEPT,
        "so với cùng kỳ năm trước",
        "6-thang-2025",
        "6-thang-2026",
    ),
    Rule("bare-same-period", spans.bare_same_period, _KEPT, "tăng 5% so với cùng kỳ", "6-thang-2025", "9-thang-2025"),
    Rule(
        "first-months-base",
        spans.first_months_base,
        _MOVED,
        "so với 6 tháng đầu năm 2024",
        "6-thang-2025",
        "9-thang-2025",
        "so với 9 tháng đầu năm 2024",
    ),
    Rule(
        "first-months",
        spans.first_months,
        _MOVED,
        "6 tháng đầu năm 2025",
        "6-thang-2025",
        "9-thang-2025",
        "9 tháng đầu năm 2025",
    ),
    Rule(
        "other-first-months", spans.other_first_months, _ASKED, "5 tháng đầu năm 2025", "6-thang-2025", "9-thang-2025"
    ),
    Rule(
        "last-months", spans.last_months, _MOVED, "6 tháng cuối năm", "6-thang-2025", "9-thang-2025", "3 tháng cuối năm"
    ),
    Rule("other-last-months", spans.other_last_months, _ASKED, "9 tháng cuối năm 2024", "9-thang-2024", "9-thang-2025"),
    Rule(
        "months-left",
        spans.months_left,
        _MOVED,
        "6 tháng còn lại của năm",
        "6-thang-2025",
        "9-thang-2025",
        "3 tháng còn lại của năm",
    ),
    Rule("count", spans.count, _MOVED, "lũy kế 02 tháng", "thang-2023-02", "thang-2023-03", "lũy kế 3 tháng"),
    # One month or quarter
    Rule("listed", months.listed, _ASKED, "tháng 5-6/2025", "thang-2025-05", "thang-2025-06"),
    Rule("current", months.current, _MOVED, "tháng 02", "thang-2023-02", "thang-2023-03", "tháng 3"),
    Rule(
        "following",
        months.following,
        _MOVED,
        "nhiệm vụ trọng tâm tháng 3 năm 2023",
        "thang-2023-02",
        "thang-2023-03",
        "nhiệm vụ trọng tâm tháng 4 năm 2023",
    ),
    Rule(
        "previous",
        months.previous,
        _MOVED,
        "so với tháng 6/2022",
        "thang-2022-07",
        "thang-2022-08",
        "so với tháng 7/2022",
    ),
    Rule("year-ago", months.year_ago, _MOVED, "so với quý II/2024", "quy-2-2025", "quy-3-2025", "so với quý III/2024"),
    Rule(
        "closing-month",
        months.closing_month,
        _MOVED,
        "tính đến hết tháng 6",
        "6-thang-2025",
        "9-thang-2025",
        "tính đến hết tháng 9",
    ),
    Rule("other-dated", months.other_dated, _KEPT, "kinh phí quý II năm 2022", "thang-2022-07", "thang-2022-08"),
    Rule("other", months.other, _ASKED, "mưa lớn trong tháng 5", "6-thang-2025", "9-thang-2025"),
    Rule("within", months.within, _MOVED, "trong tháng đã cấp", "thang-2025-06", "quy-2-2025", "trong quý đã cấp"),
    Rule("relative", months.relative, _KEPT, "chấm điểm năm trước", "6-thang-2025", "6-thang-2026"),
    Rule("abbreviated", months.abbreviated, _ASKED, "thu T6/2025", "6-thang-2025", "9-thang-2025"),
    # Years
    Rule("edge", years.edge, _KEPT, "tính từ đầu năm", "6-thang-2025", "6-thang-2026"),
    Rule(
        "edge-of-year",
        years.edge_of_year,
        _MOVED,
        "ngay từ đầu năm 2025",
        "6-thang-2025",
        "6-thang-2026",
        "ngay từ đầu năm 2026",
    ),
    Rule("far-year", years.far_year, _KEPT, "định hướng đến năm 2030", "6-thang-2025", "6-thang-2026"),
    Rule("same-year", years.same_year, _KEPT, "kế hoạch đào tạo nghề năm 2025", "6-thang-2025", "9-thang-2025"),
    Rule("carried-over", years.carried_over, _KEPT, "kế hoạch năm 2024 kéo dài", "6-thang-2025", "6-thang-2026"),
    Rule(
        "compared-year",
        years.compared_year,
        _MOVED,
        "tăng 5% so với năm 2023",
        "nam-2024",
        "nam-2025",
        "tăng 5% so với năm 2024",
    ),
    Rule("other-year", years.other_year, _KEPT, "kết luận thanh tra năm 2023", "9-thang-2024", "9-thang-2025"),
    Rule("list-of-years", years.list_of_years, _ASKED, "vốn năm 2025 và năm 2026", "6-thang-2025", "6-thang-2026"),
    Rule("task-year", years.task_year, _MOVED, "nhiệm vụ năm 2025", "nam-2024", "nam-2025", "nhiệm vụ năm 2026"),
    Rule("coming-year", years.coming_year, _KEPT, "chỉ tiêu năm 2025", "nam-2024", "thang-2025-01"),
    Rule(
        "opening-year", years.opening_year, _MOVED, "Năm 2024, thành phố", "nam-2024", "nam-2025", "Năm 2025, thành phố"
    ),
    Rule(
        "target-of-document",
        years.target_of_document,
        _ASKED,
        "dự toán năm 2025 được giao tại Nghị quyết số 127/NQ-HĐND",
        "6-thang-2025",
        "6-thang-2026",
    ),
    Rule(
        "target-year",
        years.target_year,
        _MOVED,
        "dự toán ngân sách năm 2026",
        "6-thang-2025",
        "6-thang-2026",
        "dự toán ngân sách năm 2027",
    ),
    Rule(
        "annual-plan", years.annual_plan, _ASKED, "kế hoạch phát triển du lịch năm 2025", "6-thang-2025", "6-thang-2026"
    ),
    Rule("unclear-year", years.unclear_year, _ASKED, "Năm 2025 là năm cuối", "6-thang-2025", "6-thang-2026"),
)


def judge(case: Case) -> tuple[str, Decision]:
    """The rule that decides a label and what it says."""
    for rule in RULES:
        decision = rule.decide(case)
        if decision is not None:
            return rule.id, decision
    return "unknown", ask("không có quy tắc cho nhãn này")
