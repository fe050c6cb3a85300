from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from lcdraft.dataset import Amount
from lcdraft.errors import Place
from lcdraft.load.fields import (
    Choice,
    Date,
    Either,
    Field,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Number,
    OneOf,
    PassageText,
    PeriodId,
    Reader,
    Record,
    RecordValue,
    Reference,
    Word,
)
from lcdraft.load.nodes import Mapping, compose
from lcdraft.periods import Period


class Colour(StrEnum):
    RED = "do"
    BLUE = "xanh"


COLOUR = Choice("Màu.", Colour, {Colour.RED: "đỏ", Colour.BLUE: "xanh"})


def read(field: Field, value: str) -> tuple[Any, Reader]:
    """What a field makes of the value of the key ``x``, written on line 1 from column 4."""
    text = f"x: {value}\n"
    reader = Reader("t.yaml", lines=text.split("\n"))
    node = compose(text, "t.yaml", reader.problems)
    assert isinstance(node, Mapping), reader.problems
    return field.read(node.items[0][1], reader, "x"), reader


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Word("Tên."), "  Tổng   mức bán lẻ ", "Tổng mức bán lẻ"),
        (Word("Tên."), "2.327", "2.327"),
        (Word("Tên."), '"‰"', "‰"),
        (Word("Tên."), "", ""),
        (Integer("Số lẻ.", 0, 4), "2", 2),
        (Integer("Số lẻ.", 0, 4), "", None),
        (Date("Ngày."), "14/6/2025", date(2025, 6, 14)),
        (Date("Ngày."), '""', None),
        (Date("Ngày."), "", None),
        (COLOUR, "do", Colour.RED),
        (COLOUR, "", None),
        (OneOf("Chữ.", ("trên", "gần")), "trên", "trên"),
        (OneOf("Chữ.", ("trên", "gần")), '""', ""),
        (OneOf("Chữ.", ("trên", "gần")), "", None),
        (Flag("Cờ."), "true", True),
        (Flag("Cờ."), "True", True),
        (Flag("Cờ."), "có", True),
        (Flag("Cờ."), "false", False),
        (Flag("Cờ."), "không", False),
        (Reference("Chỉ tiêu."), "ban_le", "ban_le"),
        (Reference("Chỉ tiêu."), "", None),
        (Reference("Chỉ tiêu.", or_number=True), "ban_le", "ban_le"),
        (Reference("Chỉ tiêu.", or_number=True), "19", Amount(Decimal(19), Place("t.yaml", 1, 4))),
        (Reference("Chỉ tiêu.", or_number=True), "92.628", Amount(Decimal(92628), Place("t.yaml", 1, 4))),
        (Number("Giá trị."), "2.327,5", Amount(Decimal("2327.5"), Place("t.yaml", 1, 4))),
        (Number("Giá trị."), '"47,6"', Amount(Decimal("47.6"), Place("t.yaml", 1, 4))),
        (Number("Giá trị."), "-5", Amount(Decimal(-5), Place("t.yaml", 1, 4))),
        (Number("Giá trị."), "", None),
        (Number("Giá trị."), "~", None),
    ],
)
def test_read(field: Field, text: str, value: object) -> None:
    found, reader = read(field, text)
    assert reader.problems == []
    assert found == value


def test_a_period_id() -> None:
    found, reader = read(PeriodId("Kỳ."), "6-thang-2025")
    assert reader.problems == []
    assert isinstance(found, Period)
    assert found.id == "6-thang-2025"


@pytest.mark.parametrize(
    ("field", "text", "code", "message", "advice"),
    [
        (Word("Tên."), "[a, b]", "LC022", "cần một dòng chữ, nhưng gặp một danh sách", "sau dấu hai chấm"),
        (Word("Tên."), "{a: b}", "LC022", "nhiều mục con", "sau dấu hai chấm"),
        (Word("Tên đầy đủ.", required=True), "", "LC022", "chưa có nội dung", "Ghi tên đầy đủ"),
        (Word("Tên đầy đủ.", required=True), '" "', "LC022", "chưa có nội dung", "Ghi tên đầy đủ"),
        (PassageText("Đoạn."), "[a]", "LC022", "cần một đoạn văn", "sau dấu hai chấm"),
        (Number("Giá trị."), "47.6", "LC101", "47.6", "Viết 47,6"),
        (Number("Giá trị."), '""', "LC101", "để trống", "xóa cả dòng"),
        (Number("Giá trị."), "[1]", "LC022", "cần một số", "sau dấu hai chấm"),
        (Number("Giá trị.", negative=False), "-5", "LC101", "số âm", "từ 0 trở lên"),
        (Integer("Số lẻ.", 0, 4), "5", "LC101", "từ 0 đến 4", "Sửa"),
        (Integer("Số lẻ.", 0, 4), "-1", "LC101", "từ 0 đến 4", "Sửa"),
        (Integer("Số lẻ.", 0, 4), "1,0", "LC101", '"1,0"', "Sửa"),
        (Integer("Số lẻ.", 0, 4), "٣", "LC101", "từ 0 đến 4", "Sửa"),
        (Integer("Số lẻ.", 0, 4), "9" * 5000, "LC101", "từ 0 đến 4", "Sửa"),
        (Date("Ngày."), "31/11/2025", "LC102", "không có ngày", "Kiểm tra"),
        (Date("Ngày."), "2025-06-14", "LC102", "cần một ngày", "14/6/2025"),
        (COLOUR, "xan", "LC023", 'không có lựa chọn "xan"', 'Có phải "xanh"?'),
        (COLOUR, "tim_than", "LC023", "tim_than", "Chọn một trong: do, xanh."),
        (OneOf("Chữ.", ("trên", "gần")), "tren", "LC023", '"tren"', 'Có phải "trên"?'),
        (OneOf("Chữ.", ("trên", "gần")), "khoảng", "LC023", '"khoảng"', "Chọn một trong: trên, gần."),
        (OneOf("Chữ.", ("trên", "gần")), "[gần]", "LC022", "cần một trong: trên, gần", "sau dấu hai chấm"),
        (Flag("Cờ."), "yes", "LC023", "cần true hoặc false", "Viết true hoặc false"),
        (Flag("Cờ."), "1", "LC023", "cần true hoặc false", "Viết true hoặc false"),
        (Flag("Cờ."), "[]", "LC022", "cần true hoặc false", "sau dấu hai chấm"),
        (PeriodId("Kỳ."), "6-thang", "LC103", "không phải mã kỳ", "Viết theo mẫu"),
        (PeriodId("Kỳ."), "", "LC103", "không phải mã kỳ", "Viết theo mẫu"),
        (Reference("Chỉ tiêu."), "ban le", "LC022", '"ban le" không phải mã chỉ tiêu', "gạch dưới"),
        (Reference("Chỉ tiêu."), "19", "LC022", "không phải mã chỉ tiêu", "gạch dưới"),
        (Reference("Chỉ tiêu.", or_number=True), "19.5", "LC101", "19.5", "Viết 19,5"),
        (ListOf(Word("Tên."), "Các tên."), "a, b", "LC022", "cần một danh sách", '"- "'),
        (ListOf(Word("Tên."), "Các tên."), "{a: b}", "LC022", "cần một danh sách", '"- "'),
        (MapOf(Number("Số."), "Các số."), "5", "LC022", "cần nhiều mục con", "tên: giá trị"),
        (
            MapOf(Number("Số."), "Các số.", identifiers=True),
            "{Bán lẻ: 5}",
            "LC022",
            '"Bán lẻ" không dùng làm tên',
            "không dấu",
        ),
        (MapOf(Number("Số."), "Các số.", identifiers=True), "{Ban_le: 5}", "LC022", "không dùng làm tên", "không dấu"),
        (MapOf(Number("Số."), "Các số.", identifiers=True), "{a-b: 5}", "LC022", "không dùng làm tên", "gạch dưới"),
        (MapOf(Number("Số."), "Các số.", identifiers=True), "{a: 47,6}", "LC013", "bị cắt ở dấu phẩy", "ngoặc kép"),
        (Record({"a": Word("A.")}, "Mẫu."), "5", "LC022", "cần các mục con a", "tên: giá trị"),
        (Record({"a": Word("A.")}, "Mẫu."), "a:5", "LC022", 'sau dấu hai chấm của "a"', 'Viết "a: …".'),
        (MapOf(Number("Số."), "Các số."), "ban_le:5", "LC022", 'sau dấu hai chấm của "ban_le"', 'Viết "ban_le: …".'),
        (PeriodId("Kỳ."), "[6-thang-2025]", "LC022", "cần mã kỳ báo cáo", "sau dấu hai chấm"),
    ],
)
def test_what_cannot_be_used_is_reported_where_it_stands(
    field: Field, text: str, code: str, message: str, advice: str
) -> None:
    _, reader = read(field, text)
    [problem] = reader.problems
    assert problem.code == code
    assert problem.place.path == "t.yaml"
    assert problem.place.line == 1
    assert problem.place.column >= 3
    assert message in problem.message
    assert advice in problem.advice


def test_long_wrong_values_are_shown_shortened() -> None:
    for field in (
        Number("Số."),
        Date("Ngày."),
        COLOUR,
        Flag("Cờ."),
        PeriodId("Kỳ."),
        Reference("Mã."),
        Integer("Số.", 0, 4),
    ):
        _, reader = read(field, "y" * 3000 + "!")
        assert len(reader.problems[0].message) < 200


FORM = Record({"ten": Word("Tên."), "gia_tri": Number("Số."), "ngay": Date("Ngày.")}, "Mẫu.", required=("ten",))


def test_a_record_keeps_values_and_the_places_of_its_keys() -> None:
    found, reader = read(FORM, '{ten: A, gia_tri: "2,5"}')
    assert reader.problems == []
    assert isinstance(found, RecordValue)
    assert found.get("ten") == "A"
    assert found.get("gia_tri").value == Decimal("2.5")
    assert found.get("ngay", "không có") == "không có"
    assert found.where("gia_tri") == Place("t.yaml", 1, 13)
    assert found.where("ngay") == found.place == Place("t.yaml", 1, 4)


@pytest.mark.parametrize(
    ("text", "codes", "said"),
    [
        ("{tenn: A, ten: B}", ["LC020"], 'Có phải "ten"?'),
        ("{ten: A, mau: đỏ}", ["LC020"], "Các mục dùng được: ten, gia_tri, ngay."),
        ("{gia_tri: 5}", ["LC021"], 'Thêm dòng "ten: …".'),
        ("{ten: A, gia_tri: 260,9}", ["LC013"], 'gia_tri: "260,9"'),
        ("{gia_tri: 4.6, ngay: x}", ["LC101", "LC102", "LC021"], "Viết 4,6"),
    ],
)
def test_a_record_finds_everything_wrong_at_once(text: str, codes: list[str], said: str) -> None:
    _, reader = read(FORM, text)
    assert [problem.code for problem in reader.problems] == codes
    assert said in " ".join(problem.advice for problem in reader.problems)


def test_an_empty_record_is_one_without_keys_unless_some_are_required() -> None:
    optional = Record({"a": Word("A.")}, "Mẫu.")
    found, reader = read(optional, "")
    assert (found.values, reader.problems) == ({}, [])
    found, reader = read(FORM, "")
    assert found is None
    assert [problem.code for problem in reader.problems] == ["LC022"]


def test_lists_and_maps_may_be_left_empty() -> None:
    assert read(ListOf(Word("Tên."), "Các tên."), "")[0] == []
    assert read(MapOf(Number("Số."), "Các số."), "")[0] == {}


def test_a_list_keeps_what_can_be_used() -> None:
    found, reader = read(ListOf(Number("Số."), "Các số."), "[1, x, 3]")
    assert [(item.value, place.column) for item, place in found] == [(1, 5), (3, 11)]
    assert [problem.place.column for problem in reader.problems] == [8]


def test_short_and_long_form() -> None:
    either = Either(Number("Số."), FORM)
    assert read(either, "5")[0] == Amount(Decimal(5), Place("t.yaml", 1, 4))
    assert isinstance(read(either, "{ten: A}")[0], RecordValue)


@pytest.mark.parametrize(
    ("text", "passage", "place", "exact"),
    [
        ("một dòng", "một dòng", (1, 4), True),
        ('"một dòng"', "một dòng", (1, 5), True),
        ("|\n  dòng một\n  dòng hai\n", "dòng một\ndòng hai\n", (2, 3), True),
        ("|\n\n    thụt bốn\n", "\nthụt bốn\n", (2, 5), True),
        ("|\n", "", (2, 1), True),
        (">\n  dòng một\n  dòng hai\n", "dòng một dòng hai\n", (2, 3), False),
        ("dòng một\n  dòng hai\n", "dòng một dòng hai", (1, 4), True),
    ],
)
def test_a_passage_knows_where_its_text_begins(text: str, passage: str, place: tuple[int, int], exact: bool) -> None:
    found, reader = read(PassageText("Đoạn."), text)
    assert reader.problems == []
    assert found.text == passage
    assert (found.place.line, found.place.column) == place
    assert found.exact is exact


FIELDS: list[Field] = [
    Word("Tên."),
    PassageText("Đoạn."),
    Number("Số."),
    Integer("Số.", 0, 4),
    Date("Ngày."),
    COLOUR,
    OneOf("Chữ.", ("trên", "gần")),
    Flag("Cờ."),
    PeriodId("Kỳ."),
    Reference("Mã."),
    Reference("Mã.", or_number=True),
    ListOf(Word("Tên."), "Các tên."),
    MapOf(Number("Số."), "Các số.", identifiers=True),
    FORM,
    Either(Number("Số."), FORM),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_every_field_describes_itself(field: Field) -> None:
    schema = field.schema()
    assert "description" in str(schema)
    assert schema.keys() & {"type", "anyOf", "enum"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Number("Số."), "2.327,5"),
        (Number("Số."), "−5"),
        (Number("Số."), "02"),
        (Date("Ngày."), "05/01/2024"),
        (PeriodId("Kỳ."), "thang-2023-02"),
        (PeriodId("Kỳ."), "giua-ky-2021-2025"),
        (Reference("Mã."), "ban_le"),
    ],
)
def test_the_pattern_for_editors_takes_what_the_field_takes(field: Field, text: str) -> None:
    _, reader = read(field, text)
    assert reader.problems == []
    schema = field.schema()
    pattern = schema.get("pattern") or schema["anyOf"][0]["pattern"]
    assert re.search(pattern, text)


@pytest.mark.parametrize("text", ["47.6", "0.123", "2,327.5", "1e3", "5%", "", "2.327 tỷ"])
def test_the_pattern_for_editors_refuses_what_the_number_refuses(text: str) -> None:
    pattern = Number("Số.").schema()["anyOf"][0]["pattern"]
    assert re.search(pattern, text) is None
