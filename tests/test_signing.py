from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.signing import NEEDS_POST, Capacity, check_lines, check_name, signing_lines

BODY = "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("capacity", "post", "lines"),
    [
        ("thay_mat", "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("tap_the", "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("ky_thay", "", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("ky_thay", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", (f"TM. {BODY}", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC")),
        ("thua_lenh", "CHÁNH VĂN PHÒNG", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("thua_uy_quyen", "GIÁM ĐỐC SỞ TÀI CHÍNH", ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ TÀI CHÍNH")),
        ("quyen", "", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("truc_tiep", "", ("CHỦ TỊCH",)),
    ],
)
def test_the_lines_of_each_capacity(capacity: str, post: str, lines: tuple[str, ...]) -> None:
    assert signing_lines(Capacity(capacity), body=BODY, post=post) == lines
    assert list(check_lines(lines)) == []


def test_a_body_led_by_its_head_has_no_line_for_the_body() -> None:
    assert signing_lines(Capacity.DEPUTY, head="GIÁM ĐỐC") == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert signing_lines(Capacity.OWN, head="GIÁM ĐỐC") == ("GIÁM ĐỐC",)


@given(
    st.sampled_from(Capacity),
    st.sampled_from(["", BODY, "HỘI ĐỒNG NHÂN DÂN"]),
    st.sampled_from(["CHỦ TỊCH", "GIÁM ĐỐC", "TRƯỞNG BAN"]),
    st.sampled_from(["CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG KINH TẾ"]),
)
def test_what_the_program_makes_is_sound(capacity: Capacity, body: str, head: str, post: str) -> None:
    made = signing_lines(capacity, body=body, head=head, post=post if capacity in NEEDS_POST else "")
    assert list(check_lines(made)) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ["Q. CHỦ TỊCH"],
        ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"],
        ["TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH"],
        [],
    ],
)
def test_other_sound_lines(lines: list[str]) -> None:
    assert list(check_lines(lines)) == []


@pytest.mark.parametrize(
    ("lines", "at", "message", "advice"),
    [
        (["TM ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], 0, "cần dấu chấm", '"TM. ỦY BAN NHÂN DÂN"'),
        (["TM.ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], 0, "một dấu cách", '"TM. ỦY BAN NHÂN DÂN"'),
        (["T/M. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], 0, 'không có quyền hạn ký "T/M."', '"TM. ỦY BAN NHÂN DÂN"'),
        (["K.T. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], 0, 'không có quyền hạn ký "K.T."', '"KT. CHỦ TỊCH"'),
        (["PT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], 0, 'không có quyền hạn ký "PT."', "TM., KT., TL., TUQ., Q."),
        (["TM. Ủy ban nhân dân", "CHỦ TỊCH"], 0, "chữ in hoa", '"TM. ỦY BAN NHÂN DÂN"'),
        (["TM. ỦY BAN NHÂN DÂN"], 0, "chưa có chức vụ", "CHỦ TỊCH"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], 1, "chưa có chức vụ", "PHÓ CHỦ TỊCH"),
        (["TL. CHỦ TỊCH"], 0, "chưa có chức vụ", "CHÁNH VĂN PHÒNG"),
        (["TM. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], 0, "TM. đứng trước tên cơ quan", "TM. ỦY BAN"),
        (["KT. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"], 0, "KT. đứng trước chức vụ", "KT. CHỦ TỊCH"),
        (["TM. ỦY BAN NHÂN DÂN", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], 1, "của người đứng đầu", "Bỏ dòng"),
        (["TM. ỦY BAN NHÂN DÂN", "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ"], 1, "của người đứng đầu", "Bỏ dòng"),
        (["TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], 1, "không ủy quyền lại", "Ghi thẳng"),
        (["KT. CHỦ TỊCH", "CHỦ TỊCH"], 1, "không giữ chính chức vụ ấy", "PHÓ CHỦ TỊCH"),
        (["KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN"], 1, "không đứng dưới", "Thứ tự"),
        (["CHỦ TỊCH", "NGUYỄN VĂN A"], 1, "không còn dòng nào nữa", "ho_ten"),
        (["Q. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], 1, "đã là chức vụ", "Bỏ dòng dưới"),
    ],
)
def test_what_cannot_be_printed(lines: list[str], at: int, message: str, advice: str) -> None:
    slips = list(check_lines(lines))
    assert [slip.line for slip in slips] == [at]
    assert message in slips[0].message
    assert advice in slips[0].advice


@given(st.lists(st.text(max_size=30), max_size=5))
def test_no_lines_are_too_odd_to_be_checked(lines: list[str]) -> None:
    assert all(0 <= slip.line < len(lines) and slip.message and slip.advice for slip in check_lines(lines))


@pytest.mark.parametrize("name", ["", "Nguyễn Văn A", "Bàn Thị B", "Ông Thế C".removeprefix("Ông "), "Kso Lan"])
def test_names(name: str) -> None:
    assert check_name(name) == ""


@pytest.mark.parametrize("name", ["ThS. Nguyễn Văn A", "TS Nguyễn Văn A", "Ông Nguyễn Văn A", "NGUYỄN VĂN A"])
def test_names_that_no_document_prints(name: str) -> None:
    assert check_name(name)
