"""What holds for every text: what no label names stays, offsets are right, two steps are one."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcdraft.periods import Kind, Period, parse_period
from lcdraft.rollover import RolledText, Verdict, roll_text

YEARLY = (Kind.HALF_YEAR, Kind.NINE_MONTHS, Kind.YEAR)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period within one year."""
    kind = draw(st.sampled_from([Kind.MONTH, Kind.QUARTER, *YEARLY]))
    numbers = {Kind.MONTH: 12, Kind.QUARTER: 4}
    return Period(kind, draw(st.integers(2015, 2035)), draw(st.integers(1, numbers[kind])) if kind in numbers else 0)


@st.composite
def triples(draw: st.DrawFn) -> tuple[Period, ...]:
    """Three periods of one kind, none of them a January (whose "tháng 1" says two things) nor the end of a year."""
    kind = draw(st.sampled_from([Kind.MONTH, Kind.QUARTER, *YEARLY]))
    numbers = {Kind.MONTH: st.integers(2, 10), Kind.QUARTER: st.integers(1, 3)}.get(kind, st.just(0))
    one = st.builds(Period, st.just(kind), st.integers(2015, 2035), numbers)
    return draw(st.tuples(one, one, one))


WORDS = [
    "thành phố",
    "đạt",
    "tăng 5%",
    "so với",
    "nhiệm vụ",
    "chỉ tiêu",
    "lũy kế",
    "2.327 tỷ đồng",
    "trong",
    ",",
    ".",
    ";",
]
BREAKS = [" ", "  ", "\n", "\n\n", "\n- ", "\u00a0"]
PROTECTED = [
    "Kế hoạch số 617/KH-UBND ngày 03/3/2025",
    "Nghị quyết số 01/NQ-CP ngày 08/01/2025",
    "Luật Đất đai số 31/2024/QH15",
    "ngày 17 tháng 12 năm 2024",
    "{{ ban_le.dat_kh('năm 2025') }}",
    "{% if ky.nam == 2025 %}",
    "“Chào năm 2025”",
    '"6 tháng đầu năm 2025"',
    "năm học 2024-2025",
    "giai đoạn 2021-2025",
    "Tết Nguyên đán Ất Tỵ năm 2025",
]


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text of labels, words and protected pieces in any order, and its protected pieces."""
    labels = [
        "năm 2025",
        "6 tháng đầu năm 2025",
        "cùng kỳ năm 2024",
        "tháng 6",
        "quý II/2025",
        "6 tháng cuối năm",
        "2025",
    ]
    pieces = draw(st.lists(st.sampled_from([*WORDS, *labels, *PROTECTED]), max_size=12))
    text = "".join(piece + draw(st.sampled_from(BREAKS)) for piece in pieces)
    return text, [piece for piece in pieces if piece in PROTECTED]


def assert_offsets(text: str, rolled: RolledText) -> None:
    old = new = 0
    for label in rolled.labels:
        assert label.start >= old
        assert text[label.start : label.end] == label.old
        assert rolled.text[label.new_start : label.new_end] == label.new
        assert text[old : label.start] == rolled.text[new : label.new_start]
        assert (label.verdict is Verdict.MOVED) == (label.new != label.old)
        assert label.reason
        old, new = label.end, label.new_end
    assert text[old:] == rolled.text[new:]


@given(texts(), periods(), periods())
def test_only_moved_labels_change(made: tuple[str, list[str]], old: Period, new: Period) -> None:
    text, protected = made
    rolled = roll_text(text, old, new)
    assert_offsets(text, rolled)
    for piece in protected:
        assert rolled.text.count(piece) >= text.count(piece) > 0


@given(st.text(max_size=80), periods(), periods())
def test_any_text(text: str, old: Period, new: Period) -> None:
    assert_offsets(text, roll_text(text, old, new))


@given(
    st.lists(
        st.sampled_from([*WORDS, "hằng năm", "20 năm xây dựng", "các đơn vị", "2.025 hộ", "từng tháng, từng quý"]),
        max_size=15,
    )
)
def test_text_without_labels_is_left_alone(words: list[str]) -> None:
    text = " ".join(words)
    rolled = roll_text(text, parse_period("6-thang-2025"), parse_period("6-thang-2026"))
    assert (rolled.text, rolled.labels) == (text, ())


def own_labels(period: Period) -> list[str]:
    """Every way in which a report names its period, the base of its comparisons and the time of its tasks."""
    own = [period.label, period.short_label, period.slash_label, f"so với {period.same_period_label}"]
    own.append(f"nhiệm vụ trọng tâm {period.rest_label}")
    if period.kind is Kind.YEAR:
        return [f"chỉ tiêu {period.label}", f"so với {period.same_period_label}", own[-1]]
    own += [f"nhiệm vụ {period.short_rest_label}", period.cumulative_label, f"lũy kế {period.cumulative_count}"]
    return own + ([period.rest_of_year] if period.rest_of_year else [])


def prefixed(label: str) -> str:
    return f"đạt khá {label}."


@given(triples(), st.data())
def test_two_steps_are_one(three: tuple[Period, ...], data: st.DataObject) -> None:
    first, second, third = three
    text = prefixed(data.draw(st.sampled_from(own_labels(first))))
    at_once = roll_text(text, first, third)
    assume(at_once.text != text)
    assert roll_text(roll_text(text, first, second).text, second, third).text == at_once.text


@given(triples(), st.data())
def test_own_labels_become_those_of_the_new_period(three: tuple[Period, ...], data: st.DataObject) -> None:
    old, new, _ = three
    index = data.draw(st.integers(0, len(own_labels(old)) - 1))
    assert roll_text(prefixed(own_labels(old)[index]), old, new).text == prefixed(own_labels(new)[index])


@given(texts(), periods(), periods())
def test_normal_form_does_not_matter(made: tuple[str, list[str]], old: Period, new: Period) -> None:
    composed = unicodedata.normalize("NFC", made[0])
    decomposed = unicodedata.normalize("NFD", made[0])
    from_composed, from_decomposed = roll_text(composed, old, new), roll_text(decomposed, old, new)
    assert unicodedata.normalize("NFC", from_decomposed.text) == from_composed.text
    assert [label.rule for label in from_composed.labels] == [label.rule for label in from_decomposed.labels]
    assert_offsets(decomposed, from_decomposed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trong 6 tháng đầu năm\n2025 và", "trong 9 tháng đầu năm\n2025 và"),
        ("trong 6\u00a0tháng đầu  năm 2025", "trong 9\u00a0tháng đầu  năm 2025"),
        ("6 Tháng Đầu Năm 2025", "9 Tháng Đầu Năm 2025"),
        ("luỹ kế 06 tháng", "luỹ kế 9 tháng"),
        ("- 6 tháng cuối năm", "- 3 tháng cuối năm"),
        ("nhiệm vụ 6 tháng\n\n6. Tiếp tục", "nhiệm vụ 9 tháng\n\n6. Tiếp tục"),
        ("nhiệm vụ từng tháng\n6. Tiếp tục", "nhiệm vụ từng tháng\n6. Tiếp tục"),
    ],
)
def test_shape_is_kept(text: str, expected: str) -> None:
    assert roll_text(text, parse_period("6-thang-2025"), parse_period("9-thang-2025")).text == expected


@pytest.mark.parametrize(
    "unit",
    ["{{ ", "{{ ' ", "“", '"', "năm 2025 ", "6 tháng đầu năm 2025, ", "tháng 6/", "1/2-3.", "( ", "số 1/a-", "\u0301"],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    started = time.perf_counter()
    roll_text(text, parse_period("6-thang-2025"), parse_period("6-thang-2026"))
    assert time.perf_counter() - started < 10
