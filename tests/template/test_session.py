from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lcdraft.document import Origin, Span
from lcdraft.errors import Place
from lcdraft.fences import ABSENT, fence_span
from lcdraft.phrases.values import NoPhraseError
from lcdraft.template.session import Made, Phrase, Session, Visible
from lcdraft.units import UnitError

ORIGIN = Origin("ban_le", "số liệu nhập")


def phrase(session: Session, compose: Callable[..., Made], title: str = "ban_le.dat_kh") -> Phrase:
    return Phrase(session, title, compose)


def with_options(
    *cap_giao: str, gon: bool = False, so_le: int | None = None, don_vi: str = "", nam: int = 2020
) -> Made:
    return Made(f"{cap_giao} {gon} {so_le} {don_vi} {nam}")


def test_a_phrase_stands_in_the_text_as_the_number_of_its_span() -> None:
    session = Session()
    first = str(phrase(session, lambda: Made("đạt 47,6%", ORIGIN)))
    second = str(phrase(session, lambda: Made("[…]", gap=True)))
    assert (first, second) == (fence_span(0), fence_span(1))
    assert session.spans == [Span("đạt 47,6%", ORIGIN), Span("[…]", None, gap=True)]


def test_spans_are_numbered_past_nine() -> None:
    session = Session()
    tokens = [session.token(Made(str(number))) for number in range(12)]
    assert tokens == [fence_span(number) for number in range(12)]


def test_a_plain_session_prints_the_words_themselves() -> None:
    session = Session(plain=True)
    assert str(phrase(session, lambda: Made("đạt 47,6%", ORIGIN))) == "đạt 47,6%"
    assert session.spans == []


def impossible() -> Made:
    raise NoPhraseError("chưa có kế hoạch")


def test_a_phrase_that_cannot_be_made_is_absent_and_reported_once() -> None:
    session = Session()
    absent = phrase(session, impossible)
    assert str(absent) == str(absent) == ABSENT
    [problem] = session.problems
    assert (problem.code, problem.severity) == ("LC120", "warning")
    assert "ban_le.dat_kh: không viết được vì chưa có kế hoạch" in problem.message


def test_an_absent_phrase_leaves_nothing_in_a_plain_session() -> None:
    assert str(phrase(Session(plain=True), impossible)) == ""


def test_asking_for_a_phrase_reports_nothing() -> None:
    session = Session()
    assert not phrase(session, impossible)
    assert phrase(session, lambda: Made("có"))
    assert session.problems == []
    assert session.spans == []


def test_a_phrase_is_made_once() -> None:
    made: list[int] = []

    def compose() -> Made:
        made.append(1)
        return Made("một")

    found = phrase(Session(), compose)
    assert bool(found)
    assert str(found) == fence_span(0)
    assert len(made) == 1


def test_changed_words_keep_their_origin() -> None:
    session = Session()
    token = phrase(session, lambda: Made("ước đạt", ORIGIN)).transformed(str.upper)
    assert token == fence_span(0)
    assert session.spans == [Span("ƯỚC ĐẠT", ORIGIN)]


def test_an_absent_phrase_stays_absent_when_changed() -> None:
    assert phrase(Session(), impossible).transformed(str.upper) == ABSENT


@pytest.mark.parametrize(
    ("arguments", "options", "text"),
    [
        ((), {}, "() False None  2020"),
        (("tinh",), {"gon": True}, "('tinh',) True None  2020"),
        ((), {"so_le": 0, "don_vi": "tấn", "nam": 2015}, "() False 0 tấn 2015"),
    ],
)
def test_options_reach_the_phrase(arguments: tuple[Any, ...], options: dict[str, Any], text: str) -> None:
    session = Session(plain=True)
    assert str(phrase(session, with_options)(*arguments, **options)) == text
    assert session.problems == []


@pytest.mark.parametrize(
    ("arguments", "options", "message", "advice"),
    [
        ((), {"khong_co": 1}, "tùy chọn không dùng được", "Các tùy chọn dùng được: gon, so_le, don_vi, nam."),
        ((), {"gon": 1}, '"gon" cần true hoặc false', "Viết gon=true."),
        ((), {"gon": "có"}, '"gon" cần true hoặc false', "Viết gon=true."),
        ((), {"so_le": 7}, '"so_le" cần một số từ 0 đến 6', "Viết so_le=1."),
        ((), {"so_le": -1}, '"so_le" cần một số từ 0 đến 6', "Viết so_le=1."),
        ((), {"so_le": True}, '"so_le" cần một số từ 0 đến 6', "Viết so_le=1."),
        ((), {"so_le": "1"}, '"so_le" cần một số từ 0 đến 6', "Viết so_le=1."),
        ((), {"so_le": 10**9}, '"so_le" cần một số từ 0 đến 6', "Viết so_le=1."),
        ((), {"don_vi": 5}, '"don_vi" cần chữ trong dấu nháy', "Viết don_vi='…'."),
        ((), {"nam": 20}, '"nam" cần một năm', "Viết nam=2020."),
        ((), {"nam": "2020"}, '"nam" cần một năm', "Viết nam=2020."),
        ((5,), {}, '"cap_giao" cần chữ trong dấu nháy', "Viết cap_giao='…'."),
        (("tinh", None), {}, '"cap_giao" cần chữ trong dấu nháy', "Viết cap_giao='…'."),
    ],
)
def test_wrong_options_are_explained(
    arguments: tuple[Any, ...], options: dict[str, Any], message: str, advice: str
) -> None:
    session = Session()
    assert str(phrase(session, with_options)(*arguments, **options)) == ABSENT
    [problem] = session.problems
    assert (problem.code, problem.severity) == ("LC304", "error")
    assert message in problem.message
    assert problem.advice == advice


def test_options_where_there_are_none() -> None:
    session = Session()
    assert str(phrase(session, lambda: Made("một"))(gon=True)) == ABSENT
    assert session.problems[0].advice == "Các tùy chọn dùng được: không có tùy chọn nào."


def test_an_option_left_out_that_a_phrase_needs() -> None:
    def on_year(nam: int, so_le: int | None = None) -> Made:
        return Made(f"{nam} {so_le}")

    session = Session()
    assert str(phrase(session, on_year, "ban_le.so_nam")) == ABSENT
    assert "ban_le.so_nam: còn thiếu nam" in session.problems[0].message
    assert session.problems[0].advice == "Viết ban_le.so_nam(2020)."


def test_a_unit_of_another_kind() -> None:
    def convert() -> Made:
        raise UnitError("tỷ đồng", "ha")

    session = Session()
    assert str(phrase(session, convert)) == ABSENT
    assert session.problems[0].code == "LC304"
    assert 'không đổi được từ "tỷ đồng" sang "ha"' in session.problems[0].message


def test_a_bug_of_ours_is_no_problem_of_the_data() -> None:
    def broken() -> Made:
        raise KeyError("lỗi lập trình")

    with pytest.raises(KeyError):
        str(phrase(Session(), broken))


def test_phrases_cannot_be_compared() -> None:
    session = Session()
    made = phrase(session, lambda: Made("2.327"))
    same = made
    assert made == same
    assert len({made, same}) == 1
    for other in (phrase(session, lambda: Made("2.327")), "2.327", 2327):
        with pytest.raises(TypeError, match="không so sánh được"):
            _ = made == other
        with pytest.raises(TypeError, match="không so sánh được"):
            _ = made != other
    assert isinstance(made, Visible)


SOURCE = "dòng một\n{{ ban_le.dat_kh }} và {{ don.dat_kh }}\n"


@pytest.mark.parametrize(
    ("line", "needle", "place"),
    [
        (2, "don", Place("t.j2", 2, 27)),
        (2, "don.dat_kh", Place("t.j2", 2, 27)),
        (2, ".dat_kh", Place("t.j2", 2, 11)),
        (2, "khong_co", Place("t.j2", 2, 1)),
        (2, "", Place("t.j2", 2, 1)),
        (1, "", Place("t.j2", 1, 1)),
        (99, "don", Place("t.j2", 99, 1)),
    ],
)
def test_places_in_a_template(line: int, needle: str, place: Place) -> None:
    session = Session()
    session.register("t", "t.j2", SOURCE)
    assert session.locate("t", line, needle) == place


def test_places_in_a_passage_of_a_data_file() -> None:
    session = Session()
    session.register("p", "bao-cao.yaml", SOURCE, before=40, indent=4)
    assert session.locate("p", 2, "don") == Place("bao-cao.yaml", 42, 31)


def test_of_folded_text_only_the_start_is_known() -> None:
    session = Session()
    session.register("p", "bao-cao.yaml", SOURCE, before=40, indent=4, exact=False)
    assert session.locate("p", 2, "don") == Place("bao-cao.yaml", 41, 5)


def test_a_template_that_nobody_registered() -> None:
    assert Session().locate("la.j2", 3) == Place("la.j2", 3, 1)


def test_outside_of_a_template_there_is_no_place() -> None:
    assert Session().place() == Place("")


def test_a_problem_is_reported_once_per_place() -> None:
    session = Session()
    for _ in range(3):
        session.report("LC302", "không có tên", "Kiểm tra.")
    session.report("LC303", "không có tên", "Kiểm tra.")
    assert [problem.code for problem in session.problems] == ["LC302", "LC303"]
