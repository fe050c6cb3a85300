from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.periods import FIRST_YEAR, LAST_YEAR, Kind, Period, PeriodError, parse_period

MULTI_YEAR = (Kind.MID_TERM, Kind.FIVE_YEARS)


@st.composite
def periods(draw: st.DrawFn, low: int = FIRST_YEAR + 10, high: int = LAST_YEAR - 10) -> Period:
    kind = draw(st.sampled_from(list(Kind)))
    year = draw(st.integers(low, high))
    match kind:
        case Kind.MONTH:
            return Period(kind, year, draw(st.integers(1, 12)))
        case Kind.QUARTER:
            return Period(kind, year, draw(st.integers(1, 4)))
        case Kind.MID_TERM | Kind.FIVE_YEARS:
            return Period(kind, year, first_year=year - 4)
        case _:
            return Period(kind, year)


LABELS = [
    # id, label, short label, slash label, rest, short rest, same period
    (
        "thang-2023-02",
        "tháng 2 năm 2023",
        "tháng 2",
        "tháng 2/2023",
        "tháng 3 năm 2023",
        "tháng 3",
        "cùng kỳ năm 2022",
    ),
    (
        "thang-2022-07",
        "tháng 7 năm 2022",
        "tháng 7",
        "tháng 7/2022",
        "tháng 8 năm 2022",
        "tháng 8",
        "cùng kỳ năm 2021",
    ),
    (
        "thang-2025-12",
        "tháng 12 năm 2025",
        "tháng 12",
        "tháng 12/2025",
        "tháng 1 năm 2026",
        "tháng 1",
        "cùng kỳ năm 2024",
    ),
    (
        "quy-1-2025",
        "quý I năm 2025",
        "quý I",
        "quý I/2025",
        "quý II năm 2025",
        "quý II",
        "cùng kỳ năm 2024",
    ),
    (
        "quy-4-2025",
        "quý IV năm 2025",
        "quý IV",
        "quý IV/2025",
        "quý I năm 2026",
        "quý I",
        "cùng kỳ năm 2024",
    ),
    (
        "6-thang-2025",
        "6 tháng đầu năm 2025",
        "6 tháng đầu năm",
        "6 tháng đầu năm 2025",
        "6 tháng cuối năm 2025",
        "6 tháng cuối năm",
        "cùng kỳ năm 2024",
    ),
    (
        "9-thang-2024",
        "9 tháng đầu năm 2024",
        "9 tháng đầu năm",
        "9 tháng đầu năm 2024",
        "3 tháng cuối năm 2024",
        "3 tháng cuối năm",
        "cùng kỳ năm 2023",
    ),
    ("nam-2025", "năm 2025", "cả năm", "năm 2025", "năm 2026", "năm 2026", "năm 2024"),
    (
        "giua-ky-2021-2025",
        "giữa kỳ giai đoạn 2021-2025",
        "giữa kỳ",
        "giữa kỳ giai đoạn 2021-2025",
        "2 năm còn lại của giai đoạn 2021-2025",
        "2 năm còn lại",
        "năm 2020",
    ),
    (
        "5-nam-2021-2025",
        "5 năm giai đoạn 2021-2025",
        "5 năm",
        "5 năm giai đoạn 2021-2025",
        "giai đoạn 2026-2030",
        "giai đoạn 2026-2030",
        "năm 2020",
    ),
]


@pytest.mark.parametrize(("text", "label", "short", "slash", "rest", "short_rest", "same"), LABELS)
def test_labels(text: str, label: str, short: str, slash: str, rest: str, short_rest: str, same: str) -> None:
    period = parse_period(text)
    assert period.id == str(period) == text
    assert period.label == label
    assert period.short_label == short
    assert period.slash_label == slash
    assert period.rest_label == rest
    assert period.short_rest_label == short_rest
    assert period.same_period_label == same


@pytest.mark.parametrize(
    ("text", "months", "since_january", "count", "left"),
    [
        ("thang-2023-01", 1, "tháng 1 năm 2023", "1 tháng", "11 tháng cuối năm 2023"),
        ("thang-2023-02", 2, "2 tháng đầu năm 2023", "2 tháng", "10 tháng cuối năm 2023"),
        ("thang-2023-11", 11, "11 tháng đầu năm 2023", "11 tháng", "tháng 12 năm 2023"),
        ("thang-2023-12", 12, "12 tháng năm 2023", "12 tháng", None),
        ("quy-3-2025", 9, "9 tháng đầu năm 2025", "9 tháng", "3 tháng cuối năm 2025"),
        ("6-thang-2025", 6, "6 tháng đầu năm 2025", "6 tháng", "6 tháng cuối năm 2025"),
        ("9-thang-2025", 9, "9 tháng đầu năm 2025", "9 tháng", "3 tháng cuối năm 2025"),
        ("nam-2025", 12, "năm 2025", "cả năm", None),
        ("giua-ky-2021-2025", 36, "giữa kỳ giai đoạn 2021-2025", "từ đầu giai đoạn", None),
        ("5-nam-2021-2025", 60, "5 năm giai đoạn 2021-2025", "từ đầu giai đoạn", None),
    ],
)
def test_what_is_counted_since_the_plan_began(
    text: str, months: int, since_january: str, count: str, left: str | None
) -> None:
    period = parse_period(text)
    assert period.months == months
    assert period.cumulative_label == since_january
    assert period.cumulative_count == count
    assert period.rest_of_year == left


@pytest.mark.parametrize(
    ("text", "plan", "next_plan", "plan_label", "base_year", "last_year", "multi_year"),
    [
        ("6-thang-2025", "2025", "2026", "năm 2025", 2024, 2025, False),
        ("thang-2023-12", "2023", "2024", "năm 2023", 2022, 2023, False),
        ("nam-2024", "2024", "2025", "năm 2024", 2023, 2024, False),
        ("giua-ky-2021-2025", "2021-2025", "2026-2030", "giai đoạn 2021-2025", 2020, 2023, True),
        ("5-nam-2021-2025", "2021-2025", "2026-2030", "giai đoạn 2021-2025", 2020, 2025, True),
    ],
)
def test_the_plan_it_is_measured_against(
    text: str, plan: str, next_plan: str, plan_label: str, base_year: int, last_year: int, multi_year: bool
) -> None:
    period = parse_period(text)
    assert (period.plan_id, period.next_plan_id) == (plan, next_plan)
    assert period.plan_label == plan_label
    assert period.next_plan_label == plan_label.replace(plan, next_plan)
    assert period.base_year == base_year
    assert period.last_reported_year == last_year
    assert period.is_multi_year is multi_year


@pytest.mark.parametrize(
    ("text", "previous", "following", "last_year"),
    [
        ("thang-2023-01", "thang-2022-12", "thang-2023-02", "thang-2022-01"),
        ("thang-2023-12", "thang-2023-11", "thang-2024-01", "thang-2022-12"),
        ("quy-1-2025", "quy-4-2024", "quy-2-2025", "quy-1-2024"),
        ("quy-4-2025", "quy-3-2025", "quy-1-2026", "quy-4-2024"),
        ("6-thang-2025", "6-thang-2024", "6-thang-2026", "6-thang-2024"),
        ("9-thang-2025", "9-thang-2024", "9-thang-2026", "9-thang-2024"),
        ("nam-2025", "nam-2024", "nam-2026", "nam-2024"),
        ("giua-ky-2021-2025", "giua-ky-2016-2020", "giua-ky-2026-2030", None),
        ("5-nam-2021-2025", "5-nam-2016-2020", "5-nam-2026-2030", None),
    ],
)
def test_neighbours(text: str, previous: str, following: str, last_year: str | None) -> None:
    period = parse_period(text)
    assert period.previous.id == previous
    assert period.next.id == following
    same = period.same_period_last_year
    assert (same.id if same is not None else None) == last_year


@pytest.mark.parametrize(
    ("text", "opening", "closing", "label"),
    [
        ("thang-2022-07", date(2022, 6, 15), date(2022, 7, 14), "14/7/2022"),
        ("thang-2023-01", date(2022, 12, 15), date(2023, 1, 14), "14/01/2023"),
        ("quy-1-2025", date(2024, 12, 15), date(2025, 3, 14), "14/3/2025"),
        ("quy-2-2025", date(2025, 3, 15), date(2025, 6, 14), "14/6/2025"),
        ("6-thang-2025", date(2024, 12, 15), date(2025, 6, 14), "14/6/2025"),
        ("9-thang-2024", date(2023, 12, 15), date(2024, 9, 14), "14/9/2024"),
        ("nam-2025", date(2024, 12, 15), date(2025, 12, 14), "14/12/2025"),
        ("giua-ky-2021-2025", date(2021, 1, 1), date(2023, 12, 31), "31/12/2023"),
        ("5-nam-2021-2025", date(2021, 1, 1), date(2025, 12, 31), "31/12/2025"),
    ],
)
def test_days(text: str, opening: date, closing: date, label: str) -> None:
    period = parse_period(text)
    assert period.opening_date == opening
    assert period.closing_date == closing
    assert period.closing_label == label


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("2025-6-thang", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6_thang_2025", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6 thang 2025", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6-tháng-2025", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6-Thang-2025", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("9thang2024", "không phải mã kỳ báo cáo", 'Có phải "9-thang-2024"?'),
        ("Năm 2025", "không phải mã kỳ báo cáo", 'Có phải "nam-2025"?'),
        ("thang-2-2023", "không phải mã kỳ báo cáo", 'Có phải "thang-2023-02"?'),
        ("thang-2023-2", "không phải mã kỳ báo cáo", 'Có phải "thang-2023-02"?'),
        ("thang-02-2023", "không phải mã kỳ báo cáo", 'Có phải "thang-2023-02"?'),
        ("quy-2025-1", "không phải mã kỳ báo cáo", 'Có phải "quy-1-2025"?'),
        ("3-thang-2025", "không phải mã kỳ báo cáo", "Viết theo mẫu"),
        ("2025", "không phải mã kỳ báo cáo", "Viết theo mẫu"),
        ("", "không phải mã kỳ báo cáo", "Viết theo mẫu"),
        ("../6-thang-2025", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6-thang-2025\n", "không phải mã kỳ báo cáo", 'Có phải "6-thang-2025"?'),
        ("6-thang-٢٠٢٥", "không phải mã kỳ báo cáo", "Viết theo mẫu"),
        ("thang-2023-13", "không có tháng 13", "từ 01 đến 12"),
        ("thang-2023-00", "không có tháng 0", "từ 01 đến 12"),
        ("quy-5-2025", "không có quý 5", "từ 1 đến 4"),
        ("quy-0-2025", "không có quý 0", "từ 1 đến 4"),
        ("6-thang-1899", "1899", "từ 1990 đến 2100"),
        ("nam-9999", "9999", "từ 1990 đến 2100"),
        ("giua-ky-2021-2026", "không phải giai đoạn 5 năm", "2021-2025"),
        ("5-nam-2025-2021", "không phải giai đoạn 5 năm", "2021-2025"),
    ],
)
def test_parse_period_refuses_with_advice(text: str, message: str, advice: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert message in caught.value.message
    assert advice in caught.value.advice


@given(periods())
def test_an_id_can_be_read_again(period: Period) -> None:
    assert parse_period(period.id) == period


@given(periods())
def test_next_and_previous_undo_each_other(period: Period) -> None:
    assert period.next.previous == period == period.previous.next
    assert period.next.kind is period.kind


@given(periods())
def test_the_same_period_last_year_is_a_year_earlier(period: Period) -> None:
    last = period.same_period_last_year
    if period.kind in MULTI_YEAR:
        assert last is None
    else:
        assert last is not None
        assert (last.year, last.number, last.kind) == (period.year - 1, period.number, period.kind)
        assert str(last.year) in period.same_period_label


@given(periods())
def test_periods_that_follow_one_another_leave_no_day_out(period: Period) -> None:
    after = period.next
    if period.kind in (Kind.MONTH, Kind.QUARTER, Kind.YEAR, Kind.FIVE_YEARS):
        assert after.opening_date - period.closing_date == timedelta(days=1)
    assert period.opening_date < period.closing_date < after.closing_date


@given(st.integers(FIRST_YEAR + 1, LAST_YEAR - 1))
def test_months_quarters_and_halves_tile_the_year(year: int) -> None:
    months = [Period(Kind.MONTH, year, number) for number in range(1, 13)]
    whole = Period(Kind.YEAR, year)
    days = [
        month.opening_date + timedelta(days=day)
        for month in months
        for day in range((month.closing_date - month.opening_date).days + 1)
    ]
    assert days == [whole.opening_date + timedelta(days=day) for day in range(len(days))]
    assert days[-1] == whole.closing_date
    quarters = [Period(Kind.QUARTER, year, number) for number in range(1, 5)]
    assert [(quarter.opening_date, quarter.closing_date) for quarter in quarters] == [
        (months[3 * number].opening_date, months[3 * number + 2].closing_date) for number in range(4)
    ]
    half, nine = Period(Kind.HALF_YEAR, year), Period(Kind.NINE_MONTHS, year)
    assert (half.opening_date, half.closing_date) == (whole.opening_date, months[5].closing_date)
    assert (nine.opening_date, nine.closing_date) == (whole.opening_date, months[8].closing_date)


@given(periods())
def test_the_rest_of_a_year_and_what_is_counted_make_twelve_months(period: Period) -> None:
    left = period.rest_of_year
    if period.kind in MULTI_YEAR or period.months == 12:
        assert left is None
    else:
        assert left is not None
        shown = 1 if left.startswith("tháng 12") else int(left.split(" ")[0])
        assert period.months + shown == 12


@pytest.mark.parametrize(
    ("text", "day", "months"),
    [
        ("6-thang-2025", date(2025, 6, 14), 6),
        ("6-thang-2025", date(2025, 6, 13), 5),
        ("6-thang-2025", date(2025, 1, 2), 1),
        ("6-thang-2025", date(2026, 1, 20), 12),
        ("giua-ky-2021-2025", date(2023, 12, 31), 36),
        ("giua-ky-2021-2025", date(2022, 12, 31), 24),
        ("5-nam-2021-2025", date(2025, 12, 31), 60),
    ],
)
def test_months_of_the_plan_gone_by_on_a_day(text: str, day: date, months: int) -> None:
    assert parse_period(text).months_at(day) == months


@given(periods())
def test_at_its_closing_date_all_months_of_a_period_are_gone_by(period: Period) -> None:
    assert period.months_at(period.closing_date) == period.months
    assert 1 <= period.months <= period.plan_months


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("thang-2023-02", "trong tháng"),
        ("quy-2-2025", "trong quý"),
        ("nam-2024", "trong năm"),
        ("6-thang-2025", "trong kỳ"),
        ("giua-ky-2021-2025", "trong kỳ"),
    ],
)
def test_how_a_text_refers_to_its_period(text: str, label: str) -> None:
    assert parse_period(text).within_label == label
