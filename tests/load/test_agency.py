"""Agencies that follow each other in time, who signs for them, who receives their reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lcdraft.agencies import agency_on, issuer_of
from lcdraft.dataset import Level
from lcdraft.document import Document, Paragraph, inlines_text

if TYPE_CHECKING:
    from tests.conftest import Workspace

Build = Callable[..., "Workspace"]

REPORT = "data/bao-cao/6-thang-2025.yaml"
TWO = """\
co_quan:
  - ten: Ủy ban nhân dân phường Mẫu
    cap_hanh_chinh: xa
    hieu_luc_tu: 01/7/2025
    chu_quan: [ỦY BAN NHÂN DÂN TỈNH]
    viet_tat: UBND phường
    ky_hieu: UBND
    cap: phường
    don_vi: phường Mẫu
    dia_danh: Phường Mẫu
    tien_than: [phường A, phường B, xã C]
    nguoi_ky: {hinh_thuc: thay_mat}
    noi_nhan: [UBND tỉnh]
  - ten: Ủy ban nhân dân thành phố Cũ
    cap_hanh_chinh: huyen
    hieu_luc_den: 30/6/2025
    viet_tat: UBND thành phố
    ky_hieu: UBND-VX
    cap: thành phố
    dia_danh: Cũ
nguoi_ky: {hinh_thuc: ky_thay}
noi_nhan: [Thành ủy, "Lưu: VT, TH"]
"""


def two(new_workspace: Build, report: str = "") -> Workspace:
    plain = f"ky: 6-thang-2025\n{report}noi_dung:\n  kinh-te: '{{{{ co_quan.viet_tat }}}}.'\nnhiem_vu: [Hai.]\n"
    return new_workspace({"lcdraft.yaml": TWO, REPORT: plain, "data/ke-hoach/2025.yaml": "nam: 2025\nke_hoach:\n"})


def printed(document: Document) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    head, end = document.letterhead, document.signature
    assert head is not None
    assert end is not None
    return head.agency[-1], head.number, end.authority, end.recipients


OLD = (
    "THÀNH PHỐ CŨ",
    "/BC-UBND-VX",
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("Thành ủy", "Lưu: VT, TH"),
)
NEW = ("PHƯỜNG MẪU", "/BC-UBND", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("UBND tỉnh", "Lưu: VT"))


@pytest.mark.parametrize(
    ("report", "expected", "place"),
    [
        pytest.param("", OLD, "Cũ, ngày", id="a draft counts to 14/6"),
        pytest.param("ngay: 30/6/2025\n", OLD, "Cũ, ngày 30 tháng 6", id="last day"),
        pytest.param("ngay: 01/7/2025\n", NEW, "Phường Mẫu, ngày 01 tháng 7", id="first day"),
        pytest.param("ngay: 02/01/2020\n", OLD, "Cũ, ngày 02 tháng 01", id="long before"),
    ],
)
def test_the_agency_of_the_day(new_workspace: Build, report: str, expected: tuple[object, ...], place: str) -> None:
    document = two(new_workspace, report).document()
    last, number, authority, recipients = printed(document)
    assert (last, number.split()[-1], authority, recipients) == expected
    assert document.letterhead is not None
    assert document.letterhead.place_date.startswith(place)


@pytest.mark.parametrize(("day", "short"), [("30/6/2025", "UBND thành phố"), ("01/7/2025", "UBND phường")])
def test_sentences_name_the_agency_of_the_day(new_workspace: Build, day: str, short: str) -> None:
    blocks = two(new_workspace, f"ngay: {day}\n").document().blocks
    assert [inlines_text(block.inlines) for block in blocks if isinstance(block, Paragraph)] == [f"{short}."]


def test_drafts_of_other_periods(new_workspace: Build) -> None:
    workspace = two(new_workspace)
    for period, last in (
        ("thang-2025-06", "THÀNH PHỐ CŨ"),
        ("thang-2025-07", "PHƯỜNG MẪU"),
        ("6-thang-2024", "THÀNH PHỐ CŨ"),
    ):
        workspace.write(f"data/bao-cao/{period}.yaml", f"ky: {period}\nmau: mot-doan\nnoi_dung:\n  doan: Một.\n")
        assert printed(workspace.document(period))[0] == last


def test_records_are_read_whole(new_workspace: Build) -> None:
    old, new = two(new_workspace).dataset().settings.agencies
    assert (old.level, old.valid_from, old.valid_to) == (Level.DISTRICT, None, date(2025, 6, 30))
    assert (new.level, new.valid_from, new.valid_to) == (Level.COMMUNE, date(2025, 7, 1), None)
    assert new.superior == ("ỦY BAN NHÂN DÂN TỈNH",)
    assert new.predecessors == ("phường A", "phường B", "xã C")
    assert agency_on((old, new), date(2025, 6, 30)) is old
    assert agency_on((old, new), date(2025, 7, 1)) is new


def test_predecessors_in_a_sentence(new_workspace: Build) -> None:
    workspace = two(new_workspace, "ngay: 01/7/2025\n")
    workspace.change(REPORT, "co_quan.viet_tat", "co_quan.tien_than")
    blocks = workspace.document().blocks
    assert [inlines_text(block.inlines) for block in blocks if isinstance(block, Paragraph)] == [
        "phường A, phường B và xã C."
    ]


def problems(workspace: Workspace) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in workspace.load()[1]]


@pytest.mark.parametrize("line", ["hieu_luc_tu: 01/7/2025", "hieu_luc_den: 30/6/2025"])
def test_a_day_that_is_none_is_one_error(new_workspace: Build, line: str) -> None:
    """What would follow from the missing day, a gap or a district that lives on, is not told as well."""
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", line, f"{line.split(':')[0]}: 31/6/2025")
    assert [code for code, _ in problems(workspace)] == ["LC102"]


@pytest.mark.parametrize("line", ["hieu_luc_tu: 01/7/2025", "hieu_luc_den: 30/6/2025"])
def test_a_day_left_empty_is_a_day_that_is_missing(new_workspace: Build, line: str) -> None:
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", line, f"{line.split(':')[0]}:")
    assert "LC040" in [code for code, _ in problems(workspace)]


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "message", "advice"),
    [
        (
            "hieu_luc_tu: 01/7/2025",
            "hieu_luc_tu: 15/7/2025",
            "LC040",
            "lcdraft.yaml:4:5",
            "từ 01/7/2025 đến 14/7/2025 không có cơ quan nào",
            "hieu_luc_tu: 01/7/2025",
        ),
        (
            "hieu_luc_tu: 01/7/2025",
            "hieu_luc_tu: 30/6/2025",
            "LC040",
            "lcdraft.yaml:4:5",
            "có hiệu lực từ 30/6/2025, trong khi",
            "hieu_luc_den: 29/6/2025",
        ),
        (
            "hieu_luc_tu: 01/7/2025",
            "hieu_luc_tu: 01/7/2025\n    hieu_luc_den: 30/6/2025",
            "LC040",
            "lcdraft.yaml:5:5",
            "hieu_luc_den 30/6/2025 trước hieu_luc_tu 01/7/2025",
            "Kiểm tra lại",
        ),
        (
            "hieu_luc_tu: 01/7/2025",
            "hieu_luc_tu: 01/01/0001",
            "LC040",
            "lcdraft.yaml:4:5",
            "có hiệu lực từ 01/01/1, trong khi",
            "hieu_luc_den",
        ),
        (
            "    hieu_luc_tu: 01/7/2025\n",
            "",
            "LC040",
            "lcdraft.yaml:2:5",
            "chưa ghi hieu_luc_tu",
            "mỗi ngày chỉ có một",
        ),
        (
            "hieu_luc_den: 30/6/2025",
            "hieu_luc_den: 31/7/2025",
            "LC040",
            "lcdraft.yaml:16:5",
            "cấp này kết thúc hoạt động từ ngày 01/7/2025",
            "hieu_luc_den: 30/6/2025",
        ),
        ("hieu_luc_tu: 01/7/2025", "hieu_luc_tu: 31/6/2025", "LC102", "lcdraft.yaml:4:18", "không có ngày", "lịch"),
        ("cap_hanh_chinh: xa", "cap_hanh_chinh: phuong", "LC023", "lcdraft.yaml:3:21", "không có lựa chọn", "tinh"),
        ("{hinh_thuc: thay_mat}", "{hinh_thuc: thua_lenh}", "LC042", "lcdraft.yaml:12:16", "cần chức vụ", "CHÁNH VĂN"),
        ("{hinh_thuc: thay_mat}", "{hinh_thuc: tap_the}", "LC042", "lcdraft.yaml:12:16", "cần tên tập thể", "ten_tap"),
        (
            "{hinh_thuc: thay_mat}",
            "{ho_ten: TS. Lê B}",
            "LC042",
            "lcdraft.yaml:12:16",
            'không ghi "TS."',
            "Nguyễn Văn A",
        ),
        (
            "{hinh_thuc: thay_mat}",
            "{quyen_han: [TM. ỦY BAN NHÂN DÂN, TL. CHỦ TỊCH]}",
            "LC042",
            "lcdraft.yaml:12:49",
            "không phải của tập thể",
            "Bỏ dòng",
        ),
        (
            "{hinh_thuc: thay_mat}",
            "{hinh_thuc: thay_mat, quyen_han: [CHỦ TỊCH]}",
            "LC042",
            "lcdraft.yaml:12:37",
            "có cả hinh_thuc và quyen_han",
            "Bỏ một",
        ),
        (
            '[Thành ủy, "Lưu: VT, TH"]',
            '["Lưu: VT", Thành ủy]',
            "LC043",
            "lcdraft.yaml:22:12",
            "cuối danh sách",
            "xuống",
        ),
    ],
)
def test_what_is_wrong_is_placed(
    new_workspace: Build, old: str, new: str, code: str, place: str, message: str, advice: str
) -> None:
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", old, new)
    found = [problem for problem in workspace.load()[1] if problem.place.path == "lcdraft.yaml"]
    assert (code, place) in [(problem.code, str(problem.place)) for problem in found]
    problem = next(problem for problem in found if (problem.code, str(problem.place)) == (code, place))
    assert message in problem.message
    assert advice in problem.advice or advice in problem.message


def test_what_holds_for_all_agencies_is_told_once(new_workspace: Build) -> None:
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", "    nguoi_ky: {hinh_thuc: thay_mat}\n", "")
    workspace.change("lcdraft.yaml", "{hinh_thuc: ky_thay}", "{quyen_han: [XX. CHỦ TỊCH]}")
    assert problems(workspace) == [("LC042", "lcdraft.yaml:20:24")]


def test_a_list_without_records(new_workspace: Build) -> None:
    workspace = new_workspace({"lcdraft.yaml": "co_quan: []\n"})
    assert ("LC022", "lcdraft.yaml:1:10") in problems(workspace)


@pytest.mark.parametrize(("day", "place"), [("", "1:1"), ("ngay: 01/7/2025\n", "2:1")])
def test_a_report_of_a_day_without_agency(new_workspace: Build, day: str, place: str) -> None:
    workspace = two(new_workspace, day)
    settings = TWO[: TWO.index("  - ten: Ủy ban nhân dân phường")] + TWO[TWO.index("  - ten: Ủy ban nhân dân thành") :]
    until = "30/6/2025" if day else "31/5/2025"
    workspace.write("lcdraft.yaml", settings.replace("30/6/2025", until))
    [problem] = workspace.load()[1]
    assert (problem.code, str(problem.place)) == ("LC041", f"{REPORT}:{place}")
    assert ("ngày ban hành 01/7/2025" if day else "ngày chốt số liệu của kỳ 14/6/2025") in problem.message
    assert f"Ủy ban nhân dân thành phố Cũ đến {until}" in problem.advice
    assert f"có hieu_luc_tu: {'01/7/2025' if day else '01/6/2025'}" in problem.advice
    assert ("in tên Ủy ban nhân dân thành phố Cũ" in problem.advice) is not bool(day)


@pytest.mark.parametrize(
    ("own", "authority", "name"),
    [
        ("nguoi_ky: {hinh_thuc: thay_mat}\n", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ""),
        ("nguoi_ky: {hinh_thuc: thay_mat, ho_ten: Lê Văn B}\n", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lê Văn B"),
        ("nguoi_ky: {ho_ten: Lê Văn B}\n", OLD[2], "Lê Văn B"),
        ("nguoi_ky: {hinh_thuc: quyen}\n", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"), ""),
        ("nguoi_ky: {hinh_thuc: truc_tiep, nguoi_dung_dau: giám đốc}\n", ("GIÁM ĐỐC",), ""),
        (
            "nguoi_ky: {hinh_thuc: thua_lenh, chuc_vu: Chánh Văn phòng}\n",
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
            "",
        ),
        (
            "nguoi_ky: {hinh_thuc: tap_the, ten_tap_the: Ban Chỉ đạo, chuc_vu: Trưởng ban}\n",
            ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"),
            "",
        ),
        ("nguoi_ky: {quyen_han: [KT. CHỦ TỊCH, PHÓ CHỦ TỊCH]}\n", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ""),
    ],
)
def test_a_report_may_be_signed_otherwise(
    new_workspace: Build, own: str, authority: tuple[str, ...], name: str
) -> None:
    workspace = two(new_workspace, own)
    document = workspace.document()
    assert document.signature is not None
    assert (document.signature.authority, document.signature.name) == (authority, name)
    dataset = workspace.dataset()
    assert issuer_of(dataset.settings, dataset.reports["6-thang-2025"]).agency.symbol == "UBND-VX"


@pytest.mark.parametrize(
    ("own", "recipients"),
    [
        ("noi_nhan: [UBND tỉnh]\n", ("UBND tỉnh", "Lưu: VT")),
        ('noi_nhan: [UBND tỉnh, "Lưu: VT, VP."]\n', ("UBND tỉnh", "Lưu: VT, VP.")),
        ("noi_nhan: []\n", OLD[3]),
        ("kinh_gui: [UBND tỉnh]\nnoi_nhan: [Như trên, Thành ủy]\n", ("Như trên", "Thành ủy", "Lưu: VT")),
        ("kinh_gui: [UBND tỉnh]\n", ("Như trên", *OLD[3])),
    ],
)
def test_a_report_may_go_elsewhere(new_workspace: Build, own: str, recipients: tuple[str, ...]) -> None:
    assert printed(two(new_workspace, own).document())[3] == recipients


def test_as_above_wants_addressees(new_workspace: Build) -> None:
    [problem] = two(new_workspace, "noi_nhan: [Như trên, UBND tỉnh]\n").load()[1]
    assert (problem.code, str(problem.place)) == ("LC043", f"{REPORT}:2:12")
    assert "kinh_gui" in problem.advice


@pytest.mark.parametrize(
    ("written", "number"),
    [("7", "07"), ("07", "07"), ("007", "07"), ("12", "12"), ("1234", "1234"), ("8/BC-UBND-VX", "08"), ('""', "")],
)
def test_the_number_of_a_document(new_workspace: Build, written: str, number: str) -> None:
    workspace = two(new_workspace, f"so_ky_hieu: {written}\n")
    assert workspace.dataset().reports["6-thang-2025"].number == number
    assert printed(workspace.document())[1].split("/")[0].split() == ["Số:", *([number] if number else [])]


@pytest.mark.parametrize("written", ["số 7", "0", "12/UBND", "1a", "12/BC-UBND", "-3"])
def test_what_is_no_number(new_workspace: Build, written: str) -> None:
    [problem] = two(new_workspace, f"so_ky_hieu: {written}\n").load()[1]
    assert (problem.code, str(problem.place)) == ("LC101", f"{REPORT}:2:1")


@pytest.mark.parametrize(
    ("report", "addressees"),
    [
        ("ngay: 01/7/2025\n", ("UBND tỉnh", "Sở Tài chính")),
        ("ngay: 30/6/2025\n", ()),
        ("ngay: 01/7/2025\nkinh_gui: [Sở Nội vụ]\n", ("Sở Nội vụ",)),
        ("ngay: 01/7/2025\nkinh_gui: []\n", ()),
    ],
)
def test_to_whom_the_reports_of_an_agency_go(new_workspace: Build, report: str, addressees: tuple[str, ...]) -> None:
    workspace = two(new_workspace, report)
    workspace.change("lcdraft.yaml", "    cap: phường\n", "    cap: phường\n    kinh_gui: [UBND tỉnh, Sở Tài chính]\n")
    document = workspace.document()
    assert document.letterhead is not None
    assert document.letterhead.addressees == addressees
    assert ("Như trên" in printed(document)[3]) == bool(addressees)


def test_names_at_the_head_are_printed_in_capitals(new_workspace: Build) -> None:
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", "    cap: thành phố\n", "    dong_ten: [Ủy ban nhân dân, Thành phố Cũ]\n")
    head = workspace.document().letterhead
    assert head is not None
    assert head.agency == ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ CŨ")


@pytest.mark.parametrize("symbol", ["/BC-UBND", "BC-UBND", "ubnd", "UBND/VP", "UBND VP", "UBND-"])
def test_what_is_no_symbol(new_workspace: Build, symbol: str) -> None:
    workspace = two(new_workspace)
    workspace.change("lcdraft.yaml", "ky_hieu: UBND-VX", f"ky_hieu: {symbol}")
    assert problems(workspace) == [("LC022", "lcdraft.yaml:18:5")]
