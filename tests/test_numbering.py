"""Numbers before headings and items."""

from __future__ import annotations

import pytest

from lcdraft.numbering import LETTERS, HeadingCounter, Numbering, NumberingError


def _numbers(levels: tuple[str, ...], asked: list[int]) -> list[str]:
    counter = HeadingCounter(Numbering(levels))
    return [counter.next(level) for level in asked]


def test_counters_start_again_under_each_parent() -> None:
    assert _numbers(("phan", "la-ma", "so", "chu"), [1, 2, 3, 4, 4, 3, 2, 1, 2]) == [
        *("Phần I", "I.", "1.", "a)", "b)", "2.", "II.", "Phần II", "I."),
    ]


def test_every_scheme_prints_its_form() -> None:
    levels = ("phan-chu", "chu-hoa", "la-ma", "so", "thap-phan", "chu")
    assert _numbers(levels, [1, 2, 3, 4, 5, 6]) == ["Phần thứ nhất", "A.", "I.", "1.", "1.1.", "a)"]


def test_letters_follow_the_vietnamese_order() -> None:
    printed = _numbers(("chu",), [1] * len(LETTERS))
    assert printed[:7] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]
    assert printed[-1] == "y)"
    assert _numbers(("chu-hoa",), [1] * 6) == ["A.", "B.", "C.", "D.", "Đ.", "E."]


def test_after_the_last_letter_there_is_none() -> None:
    with pytest.raises(NumberingError, match="sau chữ y không còn chữ cái"):
        _numbers(("chu",), [1] * (len(LETTERS) + 1))


@pytest.mark.parametrize(
    ("count", "expected"),
    [(4, "Phần thứ tư"), (10, "Phần thứ mười"), (11, "Phần thứ mười một"), (15, "Phần thứ mười lăm")],
)
def test_ordinals(count: int, expected: str) -> None:
    assert _numbers(("phan-chu",), [1] * count)[-1] == expected


def test_ordinals_end_at_nineteen() -> None:
    with pytest.raises(NumberingError, match="mười chín"):
        _numbers(("phan-chu",), [1] * 20)


@pytest.mark.parametrize(("count", "expected"), [(4, "IV."), (9, "IX."), (14, "XIV."), (40, "XL."), (49, "XLIX.")])
def test_roman_numbers(count: int, expected: str) -> None:
    assert _numbers(("la-ma",), [1] * count)[-1] == expected


def test_decimals_go_back_as_far_as_there_are_arabic_numbers() -> None:
    assert _numbers(("la-ma", "so", "thap-phan", "thap-phan"), [1, 2, 2, 3, 4, 4, 3])[-4:] == [
        *("2.1.", "2.1.1.", "2.1.2.", "2.2."),
    ]
    assert _numbers(("la-ma", "thap-phan"), [1, 2, 2]) == ["I.", "1.", "2."]


def test_a_level_without_a_scheme_is_refused() -> None:
    with pytest.raises(NumberingError, match="cấp 2, nhưng danh_so của mẫu chỉ khai 1 cấp"):
        _numbers(("la-ma",), [1, 2])


def test_the_form_of_items() -> None:
    assert Numbering().item_marker(12) == "(12)."
    assert Numbering(item="{n}.").item_marker(3) == "3."


def test_a_numbering_must_make_sense() -> None:
    with pytest.raises(NumberingError, match='không có cách đánh số "la_ma"; các cách có: phan, '):
        Numbering(("la_ma",))
    with pytest.raises(NumberingError, match="phải có"):
        Numbering(item="()")


def test_a_heading_may_count_otherwise_than_its_level() -> None:
    counter = HeadingCounter(Numbering(("phan-chu", "la-ma", "so", "chu")))
    asked = [
        (1, ""),
        (2, "so"),
        (2, "so"),
        (1, ""),
        (2, ""),
        (3, ""),
        (4, ""),
        (3, ""),
        (4, "thap-phan"),
        (4, "thap-phan"),
    ]
    assert [counter.next(level, scheme) for level, scheme in asked] == [
        *("Phần thứ nhất", "1.", "2.", "Phần thứ hai", "I.", "1.", "a)", "2.", "2.1.", "2.2."),
    ]


def test_a_level_without_a_scheme_takes_that_of_its_heading() -> None:
    counter = HeadingCounter(Numbering(("la-ma",)))
    assert [counter.next(1), counter.next(2, "chu")] == ["I.", "a)"]


@pytest.mark.parametrize(("scheme", "message"), [("so", "mục cùng cấp ở trên"), ("chữ", "không có cách đánh số")])
def test_neighbours_count_alike(scheme: str, message: str) -> None:
    counter = HeadingCounter(Numbering(("la-ma", "so")))
    counter.next(1)
    counter.next(2, "chu")
    with pytest.raises(NumberingError, match=message):
        counter.next(2, scheme)
