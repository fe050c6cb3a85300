"""Annex files: what is taken from them, and every mistake told with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lcdraft.dataset import AnnexItem, AnnexPlan
from lcdraft.errors import Place, Problem

if TYPE_CHECKING:
    from tests.conftest import Workspace

Build = Callable[..., "Workspace"]

ANNEX = "data/phu-luc/chinh.yaml"
REPORT = "data/bao-cao/6-thang-2025.yaml"
GOOD = """\
tieu_de: Chỉ tiêu chủ yếu {{ ky.nhan }}
cot: [ke_hoach, thuc_hien, so_ke_hoach]
cap_giao: hdnd
kho_doc: true
nhom:
  - ten: Kinh tế
    nhom:
      - ten: Thương mại
        chi_tieu: [thuong_nghiep, dich_vu]
        cong: ban_le
  - ten: Xã hội
    chi_tieu:
      - don_thu:
          - ty_le_rung:
              - ty_le_sinh
      - truong_chuan
ten_dong:
  don_thu: "Đơn, thư"
ghi_chu: |
  Số liệu ước^[Đến ngày {{ ky.den_ngay }}.].
"""


def annex_of(build: Build, text: str) -> tuple[AnnexPlan | None, list[Problem]]:
    dataset, problems = build({ANNEX: text}).load()
    assert dataset is not None
    return dataset.annexes.get("chinh"), problems


def names(items: tuple[AnnexItem, ...]) -> list[object]:
    return [(item.indicator, names(item.parts)) if item.parts else item.indicator for item in items]


def test_a_good_annex(new_workspace: Build) -> None:
    annex, problems = annex_of(new_workspace, GOOD)
    assert problems == []
    assert annex is not None
    assert (annex.id, annex.path, annex.authority, annex.portrait) == ("chinh", ANNEX, "hdnd", True)
    assert annex.title.text == "Chỉ tiêu chủ yếu {{ ky.nhan }}"
    assert annex.columns == ("ke_hoach", "thuc_hien", "so_ke_hoach")
    economy, society = annex.groups
    assert [(group.title, names(group.items), group.total) for group in economy.groups] == [
        ("Thương mại", ["thuong_nghiep", "dich_vu"], "ban_le")
    ]
    assert names(society.items) == [("don_thu", [("ty_le_rung", ["ty_le_sinh"])]), "truong_chuan"]
    assert society.items[0].parts[0].place == Place(ANNEX, 14, 13)
    assert annex.note is not None
    assert annex.note.place == Place(ANNEX, 20, 3)
    assert [(key, label.text, label.place.line) for key, label in annex.labels.items()] == [("don_thu", "Đơn, thư", 18)]


def test_a_workspace_without_annexes_has_none(workspace: Workspace) -> None:
    assert workspace.dataset().annexes == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "said", "advice"),
    [
        ("thuong_nghiep,", "thuong_nghiem,", "LC026", (9, 20), 'không có chỉ tiêu "thuong_nghiem"', "thuong_nghiep"),
        ("- truong_chuan", "- don_thu", "LC011", (16, 9), '"don_thu" ghi hai lần, lần đầu ở dòng 13', "Bỏ một chỗ"),
        ("- ty_le_sinh", "- ban_le", "LC011", (15, 17), '"ban_le" ghi hai lần, lần đầu ở dòng 10', "Bỏ một chỗ"),
        ("cong: ban_le", "cong: ban_lee", "LC026", (10, 9), 'cong: không có chỉ tiêu "ban_lee"', '"ban_le"'),
        ("cong: ban_le", "cong: truong_chuan", "LC051", (10, 9), "không có thành phần (gom)", "gom trong danh mục"),
        ("[thuong_nghiep, dich_vu]", "[dich_vu]", "LC051", (10, 9), "còn thiếu thành phần trong nhóm: thuong_", "gom"),
        ("cap_giao: hdnd", "cap_giao: hnd", "LC023", (3, 1), 'không có cấp giao "hnd"', '"hdnd"'),
        ("so_ke_hoach]", "so_ke_hoac]", "LC023", (2, 28), 'không dùng chữ "so_ke_hoac"', '"so_ke_hoach"'),
        ("so_ke_hoach]", "ke_hoach]", "LC011", (2, 28), 'cột "ke_hoach" ghi hai lần', "Bỏ một dòng"),
        ("cap_giao:", "cap_gia:", "LC020", (3, 1), 'không có mục "cap_gia"', '"cap_giao"'),
        ("  - ten: Xã hội\n", "  - linh_vuc: x/y\n", "LC021", (11, 5), 'thiếu mục bắt buộc "ten"', "ten"),
        ("chi_tieu: [thuong_nghiep, dich_vu]", "chi_tieu: dich_vu", "LC022", (9, 19), "cần một danh sách", '"- "'),
        ("- truong_chuan", "- Trường chuẩn", "LC022", (16, 9), "không phải mã chỉ tiêu", "không dấu"),
        ("- ty_le_sinh", "- ty_le_sinh: [ban_le]", "LC022", (15, 29), "lồng quá 3 cấp", "lên cấp trên"),
        ('don_thu: "', 'don_thuu: "', "LC026", (18, 3), 'không có dòng của chỉ tiêu "don_thuu"', '"don_thu"'),
        ('don_thu: "', 'lao_dong: "', "LC026", (18, 3), "ten_dong: phụ lục không có dòng", "Thêm dòng này"),
        ('don_thu: "Đơn, thư"', "don_thu:", "LC022", (18, 3), "ten_dong: don_thu chưa có tên", "Ghi tên"),
        ("tieu_de: Chỉ tiêu chủ yếu {{ ky.nhan }}", "tieu_de:", "LC022", (1, 1), "chưa có nội dung", "tên phụ lục"),
    ],
)
def test_every_mistake_has_its_place_and_advice(
    new_workspace: Build, old: str, new: str, code: str, place: tuple[int, int], said: str, advice: str
) -> None:
    assert GOOD.count(old) == 1
    _, problems = annex_of(new_workspace, GOOD.replace(old, new))
    problem = next(problem for problem in problems if problem.code == code)
    assert problem.place == Place(ANNEX, *place)
    assert said in problem.message
    assert advice in problem.advice


def test_all_mistakes_are_told_at_once(new_workspace: Build) -> None:
    bad = GOOD.replace("thuong_nghiep,", "sai_mot,").replace("- truong_chuan", "- sai_hai").replace("hdnd", "sai_ba")
    _, problems = annex_of(new_workspace, bad)
    assert [problem.code for problem in problems].count("LC026") == 2
    assert {"LC023", "LC051"} <= {problem.code for problem in problems}


def test_a_subtotal_adds_no_other_line_of_its_group(new_workspace: Build) -> None:
    _, [problem] = annex_of(
        new_workspace, GOOD.replace("dich_vu]", "dich_vu, truong_chuan]").replace("- truong_chuan", "")
    )
    assert problem.code == "LC051"
    assert "không gồm chỉ tiêu ghi trong nhóm: truong_chuan" in problem.message


def test_a_subtotal_has_one_unit(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: GOOD})
    workspace.change(
        "data/chi-tieu.yaml", "ten_ngan: Dịch vụ\n    don_vi: tỷ đồng", "ten_ngan: Dịch vụ\n    don_vi: ha"
    )
    messages = [problem.message for problem in workspace.load()[1] if problem.code == "LC051"]
    assert messages == ['cong: "ban_le" có thành phần khác đơn vị tính (ha, tỷ đồng)']


def test_a_group_needs_something_in_it(new_workspace: Build) -> None:
    _, [problem] = annex_of(new_workspace, "tieu_de: A\nnhom:\n  - ten: Trống\n")
    assert (problem.code, problem.place) == ("LC022", Place(ANNEX, 3, 5))
    _, [problem] = annex_of(new_workspace, "tieu_de: A\nnhom: []\n")
    assert (problem.code, problem.message) == ("LC022", "nhom: chưa có nhóm nào")


def test_a_line_of_a_field_may_have_a_name(new_workspace: Build) -> None:
    text = "tieu_de: A\nnhom:\n  - ten: B\n    linh_vuc: kinh-te\nten_dong:\n  truong_chuan: Trường\n"
    workspace = new_workspace({ANNEX: text})
    workspace.change("data/chi-tieu.yaml", "    don_vi: trường", "    don_vi: trường\n    linh_vuc: kinh-te/giao-duc")
    dataset, problems = workspace.load()
    assert problems == []
    assert dataset is not None
    assert dataset.annexes["chinh"].labels["truong_chuan"].text == "Trường"


def test_a_field_must_be_one_of_the_catalogue(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: "tieu_de: A\nnhom:\n  - ten: B\n    linh_vuc: kinh-te/thuong-ma\n"})
    workspace.change("data/chi-tieu.yaml", "    don_vi: trường", "    don_vi: trường\n    linh_vuc: kinh-te/thuong-mai")
    [problem] = workspace.load()[1]
    assert (problem.code, problem.place) == ("LC023", Place(ANNEX, 4, 5))
    assert '"kinh-te/thuong-mai"' in problem.advice


def test_a_report_names_annexes_that_are_there(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: GOOD})
    before = workspace.root.joinpath(REPORT).read_text(encoding="utf-8")
    workspace.write(REPORT, before + "phu_luc: [chinh, chnih, chinh]\n")
    problems = workspace.load()[1]
    assert [(problem.code, problem.advice) for problem in problems] == [
        ("LC050", 'Có phải "chinh"?'),
        ("LC011", "Bỏ một dòng."),
    ]
    assert problems[0].place.path == REPORT


def test_an_unreadable_annex_is_one_problem_not_two(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: "tieu_de: [\n"})
    workspace.write(REPORT, workspace.root.joinpath(REPORT).read_text(encoding="utf-8") + "phu_luc: [chinh]\n")
    assert [problem.place.path for problem in workspace.load()[1]] == [ANNEX]


def test_the_schema_offers_ids_and_annexes(new_workspace: Build) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from lcdraft.load.schema import json_schema

    dataset = new_workspace({ANNEX: GOOD}).dataset()
    schema = json_schema("phu-luc", dataset)
    check = jsonschema.Draft7Validator(schema)
    group = {"ten": "Một", "chi_tieu": ["don_thu", {"ban_le": ["dich_vu"]}]}
    assert check.is_valid({"tieu_de": "A", "nhom": [group]})
    assert not check.is_valid({"tieu_de": "A", "nhom": [{"ten": "Một", "chi_tieu": ["don_thuu"]}]})
    assert not check.is_valid({"tieu_de": "A", "nhom": [{"ten": "Một", "chi_tieu": [{"don_thuu": ["ban_le"]}]}]})
    report = jsonschema.Draft7Validator(json_schema("bao-cao", dataset))
    assert report.is_valid({"ky": "6-thang-2025", "phu_luc": ["chinh"]})
    assert not report.is_valid({"ky": "6-thang-2025", "phu_luc": ["phu"]})
