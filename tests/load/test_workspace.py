from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lcdraft.dataset import Direction, Nature, Status
from lcdraft.errors import Place, Problem
from lcdraft.load.workspace import KEYWORDS, RESERVED, find_root, load_dataset

if TYPE_CHECKING:
    from tests.conftest import Workspace

CATALOGUE, PLAN = "data/chi-tieu.yaml", "data/ke-hoach/2025.yaml"
FIGURES, REPORT = "data/so-lieu/6-thang-2025.yaml", "data/bao-cao/6-thang-2025.yaml"

Build = Callable[..., "Workspace"]


def problems_of(workspace: Workspace) -> list[Problem]:
    return workspace.load()[1]


def only(workspace: Workspace) -> Problem:
    [problem] = problems_of(workspace)
    return problem


# What a good workspace says


def test_settings(workspace: Workspace) -> None:
    settings = workspace.dataset().settings
    [agency] = settings.agencies
    assert agency.name == "Ủy ban nhân dân xã Mẫu"
    assert agency.lines == ("ỦY BAN NHÂN DÂN", "XÃ MẪU")
    assert (agency.short_name, agency.symbol, agency.seat) == ("UBND xã", "UBND", "Mẫu")
    assert agency.signing.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert agency.recipients == ("UBND tỉnh", "Lưu: VT")
    assert settings.authorities["tinh"].name == "kế hoạch tỉnh giao"
    assert settings.authorities["tinh"].compared
    assert settings.authorities["giai_doan"].basis == "KHGĐ"
    assert (settings.defaults.ratio_decimals, settings.defaults.change_decimals) == (1, 0)


def test_the_least_settings_that_will_do(new_workspace: Build) -> None:
    workspace = new_workspace(
        {"lcdraft.yaml": "co_quan:\n  ten: UBND xã Mẫu\n", PLAN: None, FIGURES: None, REPORT: None}
    )
    settings = workspace.dataset().settings
    [agency] = settings.agencies
    assert agency.short_name == agency.name == "UBND xã Mẫu"
    assert set(settings.authorities) == {"giao", "nam", "giai_doan"}


def test_the_catalogue_keeps_its_order_and_attributes(workspace: Workspace) -> None:
    catalogue = workspace.dataset().catalogue
    assert list(catalogue)[:3] == ["ban_le", "thuong_nghiep", "dich_vu"]
    assert catalogue["ban_le"].parts == ("thuong_nghiep", "dich_vu")
    assert catalogue["dich_vu"].short_name == "Dịch vụ"
    assert catalogue["ty_le_sinh"].direction is Direction.LOWER_IS_BETTER
    assert catalogue["ty_le_sinh"].nature is Nature.RATE
    denominator = catalogue["truong_chuan"].denominator
    assert denominator is not None
    assert not isinstance(denominator, str)
    assert denominator.value == 28
    assert catalogue["ban_le"].place == Place(CATALOGUE, 2, 3)


def test_plans_of_one_authority_and_of_several(workspace: Workspace) -> None:
    targets = workspace.dataset().plans["2025"].targets
    assert {key: amount.value for key, amount in targets["ban_le"].by_authority.items()} == {"giao": 4889}
    assert [(key, amount.value) for key, amount in targets["don_thu"].by_authority.items()] == [
        ("tinh", 100),
        ("hdnd", 120),
    ]
    assert targets["ban_le"].by_authority["giao"].place == Place(PLAN, 3, 11)


def test_a_plan_that_was_deduced_says_so(workspace: Workspace) -> None:
    workspace.write(
        PLAN, "nam: 2025\nke_hoach:\n  ban_le:\n    giao: 4.889\n    suy_ra: true\n    ghi_chu: suy từ 47,6%\n"
    )
    target = workspace.dataset().plans["2025"].targets["ban_le"]
    assert {key: amount.derived for key, amount in target.by_authority.items()} == {"giao": True}


def test_figures_in_short_and_long_form(workspace: Workspace) -> None:
    workspace.write(
        FIGURES,
        """\
ky: 6-thang-2025
den_ngay: 14/6/2025
trang_thai: uoc
so_lieu:
  ban_le: 2.327
  thuong_nghiep:
    gia_tri: 2.173
    xap_xi: trên
    trang_thai: thuc_hien
    trong_ky: 400
    uoc_ca_nam:
      gia_tri: 4.500
      trang_thai: muc_tieu
      xap_xi: khoảng
      suy_ra: true
    loai_tru: dich_vu
    mau_so: 5.000
    cung_ky: 2.100
    ky_truoc: 390
    den_ngay: 23/6/2025
    suy_ra: true
    ghi_chu: thử
  dich_vu:
""",
    )
    figures = workspace.dataset().figures["6-thang-2025"]
    assert figures.as_of == date(2025, 6, 14)
    short = figures.by_indicator["ban_le"]
    assert short.main.amount is not None
    assert (short.main.amount.value, short.main.status, short.main.approximation) == (2327, Status.ESTIMATE, "")
    assert short.main.amount.place == Place(FIGURES, 5, 11)
    assert (short.single, short.full_year, short.excluded, short.base, short.as_of) == (None, None, None, None, None)
    long = figures.by_indicator["thuong_nghiep"]
    assert long.main.amount is not None
    assert long.main.amount.derived
    assert (long.main.status, long.main.approximation) == (Status.ACTUAL, "trên")
    assert long.single is not None
    assert long.single.amount is not None
    assert (long.single.amount.value, long.single.status) == (400, Status.ACTUAL)
    assert long.full_year is not None
    assert long.full_year.amount is not None
    assert long.full_year.amount.derived
    assert (long.full_year.status, long.full_year.approximation) == (Status.TARGET, "khoảng")
    assert long.excluded == "dich_vu"
    assert not isinstance(long.denominator, str)
    assert long.denominator is not None
    assert long.denominator.value == 5000
    assert long.base is not None
    assert long.previous is not None
    assert (long.base.value, long.previous.value, long.as_of) == (2100, 390, date(2025, 6, 23))
    assert figures.by_indicator["dich_vu"].main.amount is None


def test_a_full_year_is_an_estimate_whatever_the_file_says(workspace: Workspace) -> None:
    workspace.change(FIGURES, "trang_thai: uoc\n", "trang_thai: thuc_hien\n")
    figure = workspace.dataset().figures["6-thang-2025"].by_indicator["ty_le_sinh"]
    assert figure.full_year is not None
    assert figure.full_year.status is Status.ESTIMATE
    assert figure.main.amount is None


def test_a_file_without_a_status_holds_actual_values(workspace: Workspace) -> None:
    figure = workspace.dataset().figures["6-thang-2024"].by_indicator["ban_le"]
    assert figure.main.status is Status.ACTUAL


def test_a_report(workspace: Workspace) -> None:
    workspace.write(
        REPORT,
        """\
ky: 6-thang-2025
mau: bao-cao-rieng
tieu_de: "Tình hình {{ ky.nhan }}"
so_ky_hieu: 123
ngay: 20/6/2025
can_cu: [Căn cứ A, Căn cứ B]
kinh_gui: [UBND tỉnh]
so_le_ty_le: 2
so_le_so_sanh: 1
noi_dung:
  kinh-te: |
    Đoạn một.
  xa-hoi: Đoạn hai.
ton_tai: [Tồn tại một.]
nguyen_nhan: [Nguyên nhân một.]
ket_qua: [Kết quả một.]
nhiem_vu:
  - |
    Nhiệm vụ một.
  - Nhiệm vụ hai.
""",
    )
    report = workspace.dataset().reports["6-thang-2025"]
    assert report.template == "bao-cao-rieng"
    assert report.title is not None
    assert report.title.text == "Tình hình {{ ky.nhan }}"
    assert (report.number, report.issued) == ("123", date(2025, 6, 20))
    assert [basis.text for basis in report.bases] == ["Căn cứ A", "Căn cứ B"]
    assert report.addressees == ("UBND tỉnh",)
    assert (report.ratio_decimals, report.change_decimals) == (2, 1)
    assert {key: passage.text for key, passage in report.sections.items()} == {
        "kinh-te": "Đoạn một.\n",
        "xa-hoi": "Đoạn hai.",
    }
    assert report.sections["kinh-te"].place == Place(REPORT, 12, 5)
    assert {key: len(passages) for key, passages in report.lists.items()} == {
        "ket_qua": 1,
        "ton_tai": 1,
        "nguyen_nhan": 1,
        "nhiem_vu": 2,
    }


def test_a_report_without_a_template_name_takes_the_one_of_its_kind(workspace: Workspace) -> None:
    assert workspace.dataset().reports["6-thang-2025"].template == "6-thang"


def test_all_kinds_of_period_side_by_side(new_workspace: Build) -> None:
    ids = ("thang-2025-02", "quy-1-2025", "9-thang-2025", "nam-2024", "giua-ky-2021-2025", "5-nam-2021-2025")
    files = {f"data/so-lieu/{name}.yaml": f"ky: {name}\nso_lieu:\n  ban_le: 5\n" for name in ids}
    plan = "nam: 2021-2025\nke_hoach:\n  ban_le:\n    giai_doan: 20.000\n"
    dataset = new_workspace({**files, "data/ke-hoach/2021-2025.yaml": plan}).dataset()
    assert set(ids) < set(dataset.figures)
    assert dataset.plans["2021-2025"].targets["ban_le"].by_authority["giai_doan"].value == 20000


def test_hidden_files_and_notes_beside_the_data_are_left_alone(workspace: Workspace) -> None:
    workspace.write("data/so-lieu/.6-thang-2025.yaml.swp", b"\x00\xff")
    workspace.write("data/so-lieu/ghi-chu.txt", "việc cần làm")
    workspace.write("data/so-lieu/~$bang.xlsx", b"\x00")
    assert set(workspace.dataset().figures) == {"6-thang-2025", "6-thang-2024"}


def test_missing_folders_are_empty_ones(new_workspace: Build) -> None:
    dataset = new_workspace(dict.fromkeys((PLAN, FIGURES, REPORT, "data/so-lieu/6-thang-2024.yaml"))).dataset()
    assert (dataset.plans, dataset.figures, dataset.reports) == ({}, {}, {})


def test_a_file_in_place_of_a_folder(new_workspace: Build) -> None:
    workspace = new_workspace(
        {FIGURES: None, "data/so-lieu/6-thang-2024.yaml": None, "data/so-lieu": "ky: 6-thang-2025\n"}
    )
    problem = only(workspace)
    assert (problem.code, problem.place) == ("LC001", Place("data/so-lieu"))
    assert "phải là một thư mục" in problem.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root opens every folder")
def test_a_folder_that_cannot_be_opened(workspace: Workspace) -> None:
    folder = workspace.root / "data" / "so-lieu"
    folder.chmod(0)
    problems = problems_of(workspace)
    folder.chmod(0o700)
    assert [(problem.code, problem.place) for problem in problems] == [("LC001", Place("data/so-lieu"))]


def test_per_mille_as_old_files_write_it(workspace: Workspace) -> None:
    workspace.change(CATALOGUE, "don_vi: ‰", 'don_vi: "%o"')
    assert workspace.dataset().catalogue["ty_le_sinh"].unit == "‰"


def test_find_root(workspace: Workspace, tmp_path: Path) -> None:
    root = workspace.root.resolve()
    assert find_root(workspace.root) == root
    assert find_root(workspace.root / "data" / "so-lieu") == root
    assert find_root(tmp_path / "khac") is None


def test_the_figure_of_an_indicator(workspace: Workspace) -> None:
    dataset = workspace.dataset()
    period = dataset.reports["6-thang-2025"].period
    figure = dataset.figure("ban_le", period)
    assert figure is not None
    assert figure.main.amount is not None
    assert figure.main.amount.value == Decimal(2327)
    assert dataset.figure("khong_co", period) is None
    assert dataset.figure("ban_le", period.next) is None


# What a bad one says

BAD: list[object] = [
    # file, old text, new text, code, line, column, message, advice
    ("lcdraft.yaml", "co_quan:", "co_quann:", "LC020", 1, 1, 'không có mục "co_quann"', 'Có phải "co_quan"?'),
    ("lcdraft.yaml", "  ten: Ủy ban nhân dân xã Mẫu\n", "", "LC021", 2, 3, 'thiếu mục bắt buộc "ten"', "Thêm dòng"),
    ("lcdraft.yaml", "so_voi: true\n  hdnd", "so_voi: yes\n  hdnd", "LC023", 14, 13, "true hoặc false", "Viết true"),
    (
        CATALOGUE,
        "gom: [thuong_nghiep, dich_vu]",
        "gom: [thuong_nghiep, dich_vuu]",
        "LC026",
        5,
        26,
        '"dich_vuu"',
        '"dich_vu"',
    ),
    (CATALOGUE, "mau_so: 28", "mau_so: truong_hoc", "LC026", 30, 5, '"truong_hoc"', '"truong_chuan"'),
    (CATALOGUE, "mau_so: 28", "mau_so: 28.5", "LC101", 30, 13, "28.5", "Viết 28,5"),
    (CATALOGUE, "tinh_chat: thoi_diem", "tinh_chat: thoidiem", "LC023", 29, 16, '"thoidiem"', 'Có phải "thoi_diem"?'),
    (CATALOGUE, "chieu: giam", "chieu: xuong", "LC023", 25, 12, '"xuong"', "Chọn một trong"),
    (CATALOGUE, "  don_thu:", "  Đơn thư:", "LC022", 14, 3, "không dùng làm tên", "không dấu"),
    (CATALOGUE, "  dich_vu:\n", "  ky:\n", "LC025", 10, 3, "tên dành riêng", "Đặt mã"),
    (CATALOGUE, "  don_thu:\n", "  in:\n", "LC025", 14, 3, "tên dành riêng", "Đặt mã"),
    (PLAN, "nam: 2025", "nam: 2024", "LC104", 1, 1, 'khác với tên tệp "2025"', "Viết nam: 2025"),
    (PLAN, "ban_le: 4.889", "ban_lee: 4.889", "LC026", 3, 3, '"ban_lee"', 'Có phải "ban_le"?'),
    (PLAN, "ban_le: 4.889", "ban_le: {giao: 48,5}", "LC013", 3, 21, "bị cắt ở dấu phẩy", "ngoặc kép"),
    (PLAN, "    tinh: 100", "    trung_uong: 100", "LC020", 5, 5, '"trung_uong"', "Các mục dùng được"),
    (PLAN, "    tinh: 100", "    tih: 100", "LC020", 5, 5, '"tih"', 'Có phải "tinh"?'),
    (FIGURES, "ky: 6-thang-2025", "ky: 6-thang-2024", "LC104", 1, 1, "khác với tên tệp", "Viết ky: 6-thang-2025"),
    (FIGURES, "ky: 6-thang-2025\n", "", "LC021", 1, 1, 'thiếu mục bắt buộc "ky"', 'Thêm dòng "ky'),
    (FIGURES, "14/6/2025", "14/6/2023", "LC102", 2, 1, "năm 2023 không thuộc kỳ", "Kiểm tra lại năm"),
    (FIGURES, "14/6/2025", "31/6/2025", "LC102", 2, 11, "không có ngày", "Kiểm tra lại"),
    (FIGURES, "trang_thai: uoc\nso_lieu", "trang_thai: uoc_dat\nso_lieu", "LC023", 3, 13, '"uoc_dat"', "uoc"),
    (FIGURES, "ban_le: 2.327", "ban_le: 2.327 tỷ đồng", "LC101", 5, 11, "2.327 tỷ đồng", "Viết 2.327;"),
    (FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, xap_xi: tren}", "LC023", 5, 36, '"tren"', 'Có phải "trên"?'),
    (FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, loai_tru: thu}", "LC026", 5, 28, '"thu"', "chi-tieu.yaml"),
    (FIGURES, "gia_tri: 75", "giatri: 75", "LC020", 9, 5, '"giatri"', 'Có phải "gia_tri"?'),
    (REPORT, "ky: 6-thang-2025", "ky: 9-thang-2025", "LC104", 1, 1, "khác với tên tệp", "Viết ky"),
    (REPORT, "nhiem_vu:", "nhiemvu:", "LC020", 8, 1, '"nhiemvu"', 'Có phải "nhiem_vu"?'),
    (REPORT, "can_cu:\n  - Căn cứ", "can_cu: Căn cứ", "LC022", 2, 9, "cần một danh sách", '"- "'),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "column", "message", "advice"), BAD)
def test_one_mistake_is_one_problem_at_its_place(
    workspace: Workspace, file: str, old: str, new: str, code: str, line: int, column: int, message: str, advice: str
) -> None:
    workspace.change(file, old, new)
    problems = [problem for problem in problems_of(workspace) if problem.code == code]
    assert len(problems) == 1
    [problem] = problems
    assert problem.place == Place(file, line, column)
    assert message in problem.message
    assert advice in problem.advice


def test_ten_mistakes_are_found_in_one_run(workspace: Workspace) -> None:
    workspace.change("lcdraft.yaml", "co_quan:", "coquan:")
    workspace.change(CATALOGUE, "mau_so: 28", "mau_so: 28.5")
    assert [problem.code for problem in problems_of(workspace)] == ["LC020", "LC021", "LC101"]
    workspace.change("lcdraft.yaml", "coquan:", "co_quan:")
    workspace.change(PLAN, "ban_le: 4.889", "ban_le: 4.8")
    workspace.change(FIGURES, "  ban_le: 2.327\n  thuong_nghiep: 2.173\n", "  ban_le: 2327.0\n  thuong: 2.173\n")
    workspace.change(REPORT, "can_cu:", "can_cuu:")
    assert {problem.place.path for problem in problems_of(workspace)} == {CATALOGUE, PLAN, FIGURES, REPORT}


@pytest.mark.parametrize("file", ["lcdraft.yaml", CATALOGUE])
def test_nothing_can_be_told_without_settings_or_catalogue(workspace: Workspace, file: str) -> None:
    workspace.remove(file)
    dataset, [problem] = workspace.load()
    assert dataset is None
    assert (problem.code, problem.place) == ("LC001", Place(file))


@pytest.mark.parametrize("content", ["", "\n", "# chưa có gì\n"])
@pytest.mark.parametrize("file", ["lcdraft.yaml", CATALOGUE, PLAN, FIGURES, REPORT])
def test_an_empty_file_is_said_to_be_empty(workspace: Workspace, file: str, content: str) -> None:
    workspace.write(file, content)
    problem = only(workspace)
    assert (problem.code, problem.place) == ("LC012", Place(file, 1, 1))


@pytest.mark.parametrize(
    ("folder", "name", "code", "advice"),
    [
        ("data/so-lieu", "6-thang-2026.yml", "LC005", "6-thang-2026.yaml"),
        ("data/so-lieu", "6-thang-2026.YAML", "LC005", "6-thang-2026.yaml"),
        ("data/bao-cao", "6-thang-2026.yaml.txt", "LC005", "6-thang-2026.yaml"),
        ("data/so-lieu", "thang6-2026.yaml", "LC103", 'Có phải "thang-2026-06"?'),
        ("data/so-lieu", "6-thang.yaml", "LC103", "Viết theo mẫu"),
        ("data/bao-cao", "bao-cao-6-thang-2026.yaml", "LC103", "Viết theo mẫu"),
        ("data/ke-hoach", "ke-hoach-2026.yaml", "LC103", "2025.yaml"),
        ("data/ke-hoach", "2021_2025.yaml", "LC103", "2021-2025.yaml"),
    ],
)
def test_file_names(workspace: Workspace, folder: str, name: str, code: str, advice: str) -> None:
    key = "nam: 2026\nke_hoach:\n" if folder == "data/ke-hoach" else "ky: 6-thang-2026\n"
    workspace.write(f"{folder}/{name}", key + ("so_lieu:\n" if folder == "data/so-lieu" else ""))
    found = [problem for problem in problems_of(workspace) if problem.code == code]
    assert len(found) == 1
    assert found[0].place.path == f"{folder}/{name}"
    assert advice in found[0].advice


@pytest.mark.parametrize(
    ("parts", "circle"),
    [
        ({"ban_le": "ban_le"}, "ban_le → ban_le"),
        ({"ban_le": "dich_vu", "dich_vu": "ban_le"}, "ban_le → dich_vu → ban_le"),
        (
            {"ban_le": "thuong_nghiep", "thuong_nghiep": "dich_vu", "dich_vu": "thuong_nghiep"},
            "thuong_nghiep → dich_vu",
        ),
    ],
)
def test_a_total_that_is_a_part_of_itself(workspace: Workspace, parts: dict[str, str], circle: str) -> None:
    entries = "".join(f"  {key}:\n    ten: A\n    don_vi: hộ\n    gom: [{value}]\n" for key, value in parts.items())
    others = "".join(
        f"  {key}:\n    ten: A\n    don_vi: hộ\n"
        for key in ("ban_le", "thuong_nghiep", "dich_vu", "don_thu", "ty_le_rung", "ty_le_sinh", "truong_chuan")
        if key not in parts
    )
    workspace.write(CATALOGUE, f"chi_tieu:\n{entries}{others}")
    problem = only(workspace)
    assert problem.code == "LC027"
    assert circle in problem.message
    named = re.findall(r"\w+", circle)
    line = (workspace.root / CATALOGUE).read_text(encoding="utf-8").split("\n")[problem.place.line - 1]
    assert line.strip(" :") in named


def test_parts_that_share_a_part_are_no_circle(workspace: Workspace) -> None:
    workspace.change(CATALOGUE, "    ten_ngan: Thương nghiệp\n", "    ten_ngan: Thương nghiệp\n    gom: [dich_vu]\n")
    assert problems_of(workspace) == []


@pytest.mark.parametrize("name", sorted(RESERVED | KEYWORDS))
def test_names_that_templates_use_themselves(workspace: Workspace, name: str) -> None:
    workspace.change(CATALOGUE, "  don_thu:", f"  {name}:")
    codes = [problem.code for problem in problems_of(workspace) if problem.place.path == CATALOGUE]
    assert codes == ["LC025"]


@pytest.mark.parametrize("file", ["lcdraft.yaml", CATALOGUE, PLAN, FIGURES, REPORT])
def test_a_link_that_leads_out_of_the_workspace_is_not_read(workspace: Workspace, tmp_path: Path, file: str) -> None:
    outside = tmp_path / "ngoai.yaml"
    outside.write_bytes((workspace.root / file).read_bytes())
    workspace.remove(file)
    (workspace.root / file).symlink_to(outside)
    problem = only(workspace)
    assert (problem.code, problem.place.path) == ("LC006", file)


def test_a_link_inside_the_workspace_is_read(workspace: Workspace) -> None:
    target = workspace.root / "data" / "kho.yaml"
    (workspace.root / FIGURES).rename(target)
    (workspace.root / FIGURES).symlink_to(target)
    assert "6-thang-2025" in workspace.dataset().figures


def test_wording_of_the_office(workspace: Workspace) -> None:
    settings = (workspace.root / "lcdraft.yaml").read_text(encoding="utf-8")
    workspace.write(
        "lcdraft.yaml", settings + 'cach_viet:\n  dat_kh: "bằng {ty_le} {ke_hoach}"\n  ngan_cach_phan: ", "\n'
    )
    wording = workspace.dataset().settings.wording
    assert wording == {"dat_kh": "bằng {ty_le} {ke_hoach}", "ngan_cach_phan": ", "}


@pytest.mark.parametrize(
    ("entry", "code", "message", "advice"),
    [
        ('dat_kh: "đạt {ty_le}"', "LC024", "phải có đúng các ô", 'Cách viết mặc định: "đạt {ty_le} {ke_hoach}".'),
        ('dat_kh: "đạt {ty_le:>9999999} {ke_hoach}"', "LC024", "phải có đúng các ô", "Cách viết mặc định"),
        ('dat_khh: "đạt {ty_le} {ke_hoach}"', "LC020", '"dat_khh"', 'Có phải "dat_kh"?'),
        ("dat_kh: {ty_le}", "LC022", "cần một dòng chữ", "sau dấu hai chấm"),
    ],
)
def test_wrong_wording(workspace: Workspace, entry: str, code: str, message: str, advice: str) -> None:
    settings = (workspace.root / "lcdraft.yaml").read_text(encoding="utf-8")
    workspace.write("lcdraft.yaml", f"{settings}cach_viet:\n  {entry}\n")
    problem = only(workspace)
    assert problem.code == code
    assert problem.place.line == settings.count("\n") + 2
    assert message in problem.message
    assert advice in problem.advice


def test_loading_reads_and_writes_nothing_else(workspace: Workspace) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    load_dataset(workspace.root)
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before
