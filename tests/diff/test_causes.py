"""Why figures changed: which value was typed anew, and all figures that follow from it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from lcdraft.diff.compare import compare_drafts
from lcdraft.diff.drafts import open_draft
from lcdraft.diff.model import Cause, CauseKind, Comparison
from lcdraft.workspace import load_workspace

REPORT = "6-thang-2025"
NOW, LAST, PLAN = f"data/so-lieu/{REPORT}.yaml", "data/so-lieu/6-thang-2024.yaml", "data/ke-hoach/2025.yaml"
BAN_LE = "Tổng mức bán lẻ hàng hóa"


@pytest.fixture
def compared(workspace, repository):
    """Change files of the workspace, then compare the report with that of the last commit."""

    def change(*changes: tuple[str, str, str]) -> Comparison:
        for name, old, new in changes:
            workspace.change(name, old, new)
        old = open_draft(f"{REPORT}@HEAD", workspace.root)
        return compare_drafts(old, open_draft(REPORT, workspace.root))

    return change


def said(cause: Cause) -> tuple[Any, ...]:
    return cause.kind, cause.name, cause.old, cause.new, len(cause.figures)


def test_one_input_shows_once_with_all_that_follows(compared) -> None:
    comparison = compared(
        (NOW, "ban_le: 2.327", "ban_le: 2.410"), (NOW, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    )
    assert [(figure.old, figure.new) for figure in comparison.figures] == [
        ("2.327", "2.410"),
        ("2", "6"),
        ("47,6", "49,3"),
    ]
    first, second = comparison.causes
    assert said(first) == (CauseKind.INPUT, BAN_LE, "2.327 tỷ đồng", "2.410 tỷ đồng", 3)
    assert (str(first.old_place), str(first.new_place)) == (f"HEAD:{NOW}:5:11", f"{NOW}:5:11")
    # Typed anew too, and no sentence shows it.
    assert said(second) == (CauseKind.INPUT, "Doanh thu thương nghiệp", "2.173 tỷ đồng", "2.256 tỷ đồng", 0)
    assert [figure.causes for figure in comparison.figures] == [(0,), (0,), (0,)]
    assert {figure.indicator for figure in comparison.figures} == {"ban_le"}


def test_a_plan(compared) -> None:
    comparison = compared((PLAN, "ban_le: 4.889", "ban_le: 5.000"))
    assert [(figure.old, figure.new, figure.suffix) for figure in comparison.figures] == [
        ("47,6", "46,5", "kế hoạch giao")
    ]
    assert [said(cause) for cause in comparison.causes] == [
        (CauseKind.PLAN, BAN_LE, "4.889 tỷ đồng", "5.000 tỷ đồng", 1)
    ]
    assert comparison.causes[0].new_place is not None
    assert comparison.causes[0].new_place.path == PLAN


def test_the_same_period_last_year(compared) -> None:
    comparison = compared((LAST, "ban_le: 2.280", "ban_le: 2.400"))
    assert [(figure.old, figure.new, figure.delta) for figure in comparison.figures] == [
        ("tăng 2%", "giảm 3%", "−5 điểm phần trăm")
    ]
    assert [said(cause) for cause in comparison.causes] == [
        (CauseKind.BASE, f"{BAN_LE} (cùng kỳ năm trước)", "2.280 tỷ đồng", "2.400 tỷ đồng", 1)
    ]


def test_two_causes_of_one_figure(compared) -> None:
    comparison = compared(
        (NOW, "ban_le: 2.327", "ban_le: 2.500"),
        (NOW, "thuong_nghiep: 2.173", "thuong_nghiep: 2.346"),
        (LAST, "ban_le: 2.280", "ban_le: 2.200"),
    )
    growth = next(figure for figure in comparison.figures if figure.suffix.startswith("so với"))
    assert [comparison.causes[index].kind for index in growth.causes] == [CauseKind.INPUT, CauseKind.BASE]


def test_the_template_or_the_catalogue(compared) -> None:
    catalogue = "data/chi-tieu.yaml"
    comparison = compared(
        (catalogue, "    gom: [thuong_nghiep, dich_vu]", "    gom: [thuong_nghiep, dich_vu]\n    so_le_ty_le: 0")
    )
    assert [(figure.old, figure.new) for figure in comparison.figures] == [("47,6", "48")]
    (cause,) = comparison.causes
    assert cause.kind is CauseKind.TEMPLATE
    assert cause.new_place is not None
    assert cause.new_place.path == catalogue


def test_the_words_of_a_passage(compared) -> None:
    report = f"data/bao-cao/{REPORT}.yaml"
    comparison = compared((report, "{{ ban_le.dat_kh }}", "{{ ban_le.dat_kh(so_le=3) }}"))
    assert [(figure.old, figure.new) for figure in comparison.figures] == [("47,6", "47,597")]
    assert [said(cause) for cause in comparison.causes] == [(CauseKind.TEMPLATE, BAN_LE, "47,6%", "47,597%", 1)]
    assert comparison.causes[0].new_place is None


def test_figures_typed_into_a_text_have_no_cause(compared) -> None:
    report = f"data/bao-cao/{REPORT}.yaml"
    comparison = compared((report, "Thương mại ổn định.", "Thương mại ổn định, có 12 chợ."))
    assert comparison.figures == ()
    assert comparison.causes == ()


def test_a_value_that_a_new_sentence_shows_is_no_hidden_one(compared) -> None:
    report = f"data/bao-cao/{REPORT}.yaml"
    comparison = compared(
        (report, "    Thương mại ổn định.", "    Thương mại ổn định.\n\n    {{ dich_vu.ten }} {{ dich_vu.uoc_dat }}."),
        (NOW, "ban_le: 2.327", "ban_le: 2.328"),
        (NOW, "dich_vu: 154", "dich_vu: 155"),
    )
    assert "dich_vu" not in {cause.indicator for cause in comparison.causes}


def test_a_gap_that_was_filled(compared, workspace, repository) -> None:
    workspace.change(NOW, "  ban_le: 2.327\n", "  ban_le:\n    gia_tri:\n")
    repository.commit()
    workspace.change(NOW, "  ban_le:\n    gia_tri:\n", "  ban_le: 2.327\n")
    comparison = compared()
    assert ("[…]", "2.327") in {(figure.old, figure.new) for figure in comparison.figures}
    assert said(comparison.causes[0])[:4] == (CauseKind.INPUT, BAN_LE, "", "2.327 tỷ đồng")
    assert comparison.causes[0].old_place is None


def test_without_data_on_both_sides_there_are_no_causes(workspace, repository, tmp_path: Path) -> None:
    path = tmp_path / "cu.docx"
    path.write_bytes(load_workspace(workspace.root).export(REPORT, "docx"))
    workspace.change(PLAN, "ban_le: 4.889", "ban_le: 5.000")
    comparison = compare_drafts(open_draft(str(path)), open_draft(REPORT, workspace.root))
    assert [(figure.old, figure.new) for figure in comparison.figures] == [("47,6", "46,5")]
    assert comparison.causes == ()


def test_nothing_changed_nothing_said(compared) -> None:
    comparison = compared()
    assert not comparison.changed
    assert (comparison.figures, comparison.causes) == ((), ())


def test_reports_of_two_periods_have_a_cause_per_indicator(sample_root: Path) -> None:
    old, new = (open_draft(report, sample_root) for report in ("9-thang-2024", REPORT))
    comparison = compare_drafts(old, new)
    indicators = [cause.indicator for cause in comparison.causes]
    assert len(indicators) == len(set(indicators)) > 20
    assert all(cause.figures for cause in comparison.causes)
    retail = next(cause for cause in comparison.causes if cause.indicator == "ban_le")
    assert said(retail)[:4] == (
        CauseKind.INPUT,
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng",
        "3.314 tỷ đồng",
        "2.327 tỷ đồng",
    )
    assert len(retail.figures) > 3
    # Both ends of the links agree.
    for number, cause in enumerate(comparison.causes):
        assert all(number in comparison.figures[index].causes for index in cause.figures)


def test_the_parts_of_a_total_are_named(sample_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "w"
    for name in ("data", "templates"):
        shutil.copytree(sample_root / name, root / name)
    shutil.copy(sample_root / "lcdraft.yaml", root)
    path = root / NOW
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("gia_tri: 2.327\n", "gia_tri: 2.410\n").replace("gia_tri: 2.173\n", "gia_tri: 2.256\n")
    )
    comparison = compare_drafts(open_draft(REPORT, sample_root), open_draft(REPORT, root))
    names = {figure.name for figure in comparison.figures if figure.old == "2.173"}
    assert names == {"Doanh thu thương nghiệp theo giá hiện hành"}
    assert [cause.indicator for cause in comparison.causes] == ["ban_le", "ban_le_thuong_nghiep"]
    assert all(figure.causes for figure in comparison.figures)
