"""Each warning about figures: a case it flags, one it leaves alone, one at the edge."""

from __future__ import annotations

import pytest

from lcdraft.check.codes import CODES
from lcdraft.check.run import check_workspace

FIGURES = "data/so-lieu/6-thang-2025.yaml"
LAST_YEAR = "data/so-lieu/6-thang-2024.yaml"


def findings(workspace, code=None):
    result = check_workspace(workspace.root, workspace.folders)
    return [found for found in result.findings if code in (None, found.code)]


def test_a_sound_workspace_has_only_the_figures_that_nothing_uses(workspace):
    found = findings(workspace)
    assert {problem.code for problem in found} == {"LC114"}
    assert [problem.message.split(":")[0] for problem in found] == [
        "thuong_nghiep",
        "dich_vu",
        "don_thu",
        "ty_le_rung",
        "ty_le_sinh",
        "truong_chuan",
    ]
    assert all(problem.severity == "warning" and problem.place.path == FIGURES for problem in found)


def test_parts_that_do_not_add_up(workspace):
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu: 155")
    (found,) = findings(workspace, "LC110")
    assert found.place.line == 5
    assert "2.328 (2.173 + 155), khác tổng 2.327" in found.message
    assert (found.printed, found.expected) == ("2.327", "2.328")


def test_parts_are_not_added_while_one_is_missing(workspace):
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu:")
    assert findings(workspace, "LC110") == []
    (missing,) = findings(workspace, "LC116")
    assert missing.message.startswith("dich_vu: chưa có số liệu")


@pytest.mark.parametrize(
    ("parts", "printed"), [("[thuong_nghiep]", "2.173"), ("[dich_vu, don_thu]", None), ("[]", None)]
)
def test_a_period_may_have_parts_of_its_own(workspace, parts, printed):
    """Parts in another unit than the total are not added."""
    workspace.change(FIGURES, "ban_le: 2.327", f"ban_le: {{gia_tri: 2.327, gom: {parts}}}")
    found = findings(workspace, "LC110")
    assert [problem.expected for problem in found] == ([printed] if printed else [])


def test_a_part_that_the_catalogue_does_not_have(workspace):
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, gom: [dich_vuu]}")
    (found,) = findings(workspace, "LC026")
    assert found.advice == 'Có phải "dich_vu"?'


def test_a_part_larger_than_its_whole(workspace):
    workspace.change("data/chi-tieu.yaml", "gom: [thuong_nghiep, dich_vu]", "gom_mot_phan: [thuong_nghiep]")
    assert findings(workspace, "LC110") == []
    workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.400")
    (found,) = findings(workspace, "LC110")
    assert "2.400 lớn hơn tổng ban_le là 2.327" in found.message


@pytest.mark.parametrize(("march", "flagged"), [("2.328", True), ("2.327", False), ("900", False)])
def test_a_cumulative_below_an_earlier_one(workspace, march, flagged):
    workspace.write("data/so-lieu/thang-2025-03.yaml", f"ky: thang-2025-03\nso_lieu:\n  ban_le: {march}\n")
    found = findings(workspace, "LC111")
    assert bool(found) is flagged
    if flagged:
        assert "lũy kế 2.327 thấp hơn 2.328 của tháng 3 năm 2025" in found[0].message


def test_a_value_that_somebody_has_looked_into_is_not_asked_about_again(workspace):
    workspace.write("data/so-lieu/thang-2025-03.yaml", "ky: thang-2025-03\nso_lieu:\n  ban_le: 2.328\n")
    workspace.change(LAST_YEAR, "ban_le: 2.280", "ban_le: 775")
    assert {problem.code for problem in findings(workspace)} >= {"LC111", "LC112"}
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, da_doi_chieu: true}")
    assert findings(workspace, "LC111") == findings(workspace, "LC112") == []


def test_a_state_may_fall_within_the_year(workspace):
    workspace.write("data/so-lieu/thang-2025-03.yaml", "ky: thang-2025-03\nso_lieu:\n  truong_chuan: 28\n")
    assert findings(workspace, "LC111") == []


@pytest.mark.parametrize(
    ("base", "flagged"), [("775", True), ("776", False), ("6.981", False), ("6.982", True), ("0", False)]
)
def test_a_jump_against_last_year(workspace, base, flagged):
    workspace.change(LAST_YEAR, "ban_le: 2.280", f"ban_le: {base}")
    found = [problem for problem in findings(workspace, "LC112") if problem.place.path == FIGURES]
    assert bool(found) is flagged


def test_a_report_without_the_plan_of_its_year(workspace):
    workspace.remove("data/ke-hoach/2025.yaml")
    (found,) = findings(workspace, "LC113")
    assert "chưa có kế hoạch 2025" in found.message
    absent = findings(workspace, "LC120")
    assert absent
    assert absent[0].place.path == "data/bao-cao/6-thang-2025.yaml"


def test_a_plan_that_last_year_had(workspace):
    workspace.write("data/ke-hoach/2024.yaml", "nam: 2024\nke_hoach:\n  ban_le: 4.000\n  ty_le_rung: 28\n")
    (found,) = findings(workspace, "LC113")
    assert found.message == "ty_le_rung: năm trước có kế hoạch, 2025 chưa có"


def test_a_plan_that_was_not_set_again_says_why(workspace):
    workspace.write("data/ke-hoach/2024.yaml", "nam: 2024\nke_hoach:\n  ban_le: 4.000\n  ty_le_rung: 28\n")
    plan = workspace.root / "data/ke-hoach/2025.yaml"
    note = "  ty_le_rung:\n    ghi_chu: năm nay không giao\n"
    workspace.write("data/ke-hoach/2025.yaml", plan.read_text(encoding="utf-8") + note)
    assert findings(workspace, "LC113") == []
    workspace.change("data/bao-cao/6-thang-2025.yaml", "{{ ban_le.dat_kh }}", "{{ ty_le_rung.dat_kh }}")
    (absent,) = findings(workspace, "LC120")
    assert "chưa có kế hoạch 2025" in absent.message


def test_two_values_for_last_year(workspace):
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: {gia_tri: 2.327, cung_ky: 2.281}")
    (found,) = findings(workspace, "LC115")
    assert "cung_ky là 2.281 nhưng data/so-lieu/6-thang-2024.yaml:3:11 ghi 2.280" in found.message


@pytest.mark.parametrize(("count", "flagged"), [("28", False), ("29", True)])
def test_more_than_the_whole(workspace, count, flagged):
    workspace.change(FIGURES, "gia_tri: 27", f"gia_tri: {count}")
    assert bool(findings(workspace, "LC117")) is flagged


def test_a_figure_asked_for_without_a_value_leaves_a_gap_and_a_warning(workspace):
    workspace.change(FIGURES, "  ban_le: 2.327", "  ban_le:")
    (found,) = findings(workspace, "LC121")
    assert found.place.path == "data/bao-cao/6-thang-2025.yaml"
    assert found.place.line == 7
    assert "[…]" in found.message


def test_a_number_that_cannot_be_read_is_not_also_missing(workspace):
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.327 tỷ đồng")
    codes = [problem.code for problem in findings(workspace)]
    assert "LC101" in codes
    assert not {"LC116", "LC120", "LC121"} & set(codes)


def test_every_finding_has_a_code_of_the_table_and_the_count_adds_up(workspace):
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu: 15.4")
    workspace.change(LAST_YEAR, "ban_le: 2.280", "ban_le: 10")
    result = check_workspace(workspace.root, workspace.folders)
    assert {problem.code for problem in result.findings} <= set(CODES)
    assert result.errors == 1
    assert result.errors + result.warnings == len(result.findings)
    assert list(result.findings) == sorted(result.findings, key=lambda problem: problem.place.order)
    assert result.checked == 7 + 3 + 3 + 1
