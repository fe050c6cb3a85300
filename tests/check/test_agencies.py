from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lcdraft.check.agencies import NAME_WIDTH, PLACE_WIDTH, check_agencies
from lcdraft.check.run import check_workspace

if TYPE_CHECKING:
    from tests.conftest import Workspace

REPORT = "data/bao-cao/6-thang-2025.yaml"


def codes(workspace: Workspace) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in check_agencies(workspace.dataset())]


def test_a_sound_workspace_has_no_warning(workspace: Workspace) -> None:
    assert codes(workspace) == []


def test_the_widths_are_those_of_the_template() -> None:
    from tools import make_letterhead

    assert [twips / 20 for twips in make_letterhead.LETTERHEAD_COLUMNS] == [NAME_WIDTH, PLACE_WIDTH]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  dia_danh: Mẫu\n", "  dia_danh: Thành phố Hồ Chí Minh\n", []),
        ("  dia_danh: Mẫu\n", "  dia_danh: Phường Xuân Hương - Đà Lạt\n", ["LC044"]),
        ("  dia_danh: Mẫu\n", "  dia_danh: Xuân Hương - Đà Lạt\n  co_chu: 13-14-14\n", ["LC044"]),
        ("  dia_danh: Mẫu\n", "  dia_danh: Mẫu\n  dong_ten: [ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU]\n", ["LC044"]),
        ("  dia_danh: Mẫu\n", "  dia_danh: Mẫu\n  chu_quan: [ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM]\n", ["LC044"]),
        ("  dia_danh: Mẫu\n", "  dia_danh: Mẫu\n  dong_ten: [ỦY BAN NHÂN DÂN, PHƯỜNG XUÂN HƯƠNG]\n", []),
    ],
)
def test_names_that_do_not_fit(workspace: Workspace, old: str, new: str, found: list[str]) -> None:
    workspace.change("lcdraft.yaml", old, new)
    assert codes(workspace) == [(code, "lcdraft.yaml:2:3") for code in found]


@pytest.mark.parametrize(
    ("day", "side"),
    [
        ("13/6/2025", "trước"),
        ("14/6/2025", ""),
        ("15/6/2026", ""),
        ("16/6/2026", "quá một năm sau"),
        ("05/7/2024", "trước"),
    ],
)
def test_the_day_of_issue_follows_the_cut_off(workspace: Workspace, day: str, side: str) -> None:
    workspace.change(REPORT, "ky: 6-thang-2025\n", f"ky: 6-thang-2025\nngay: {day}\n")
    found = check_agencies(workspace.dataset())
    assert [problem.code for problem in found] == (["LC045"] if side else [])
    assert all(f"là {side} ngày chốt số liệu 14/6/2025" in problem.message for problem in found)


def test_a_review_of_several_years_may_be_issued_before_they_end(workspace: Workspace) -> None:
    workspace.write(
        "data/bao-cao/giua-ky-2021-2025.yaml",
        "ky: giua-ky-2021-2025\nngay: 30/6/2023\nmau: mot-doan\nnoi_dung:\n  doan: Một.\n",
    )
    assert codes(workspace) == []


def test_they_are_warnings_of_check(workspace: Workspace) -> None:
    workspace.change(REPORT, "ky: 6-thang-2025\n", "ky: 6-thang-2025\nngay: 05/7/2024\n")
    result = check_workspace(workspace.root, workspace.folders)
    assert result.errors == 0
    assert [finding.severity for finding in result.findings if finding.code == "LC045"] == ["warning"]
