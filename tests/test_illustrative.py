"""``minh_hoa: true``: made-up values of a sample are told from published ones wherever somebody may meet them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from lcdraft.check.run import check_workspace
from lcdraft.cli import main
from lcdraft.document import Origin, Span
from lcdraft.frame import ILLUSTRATIVE
from lcdraft.periods import parse_period
from lcdraft.template.session import Session
from lcdraft.template.views import Reading, indicator_views
from lcdraft.write.docx import write_docx
from lcdraft.write.html import write_html
from lcdraft.write.markdown import write_markdown

if TYPE_CHECKING:
    from tests.conftest import Workspace

FIGURES = "data/so-lieu/6-thang-2025.yaml"
REPORT = "data/bao-cao/6-thang-2025.yaml"
LETTERHEAD = Path(__file__).parents[1] / "templates" / "bao-cao.docx"

MIXED = """\
ky: 6-thang-2025
so_lieu:
  ban_le:
    gia_tri: 2.327
    cung_ky: 2.280
    trong_ky:
      gia_tri: 1.180
      minh_hoa: true
  don_thu:
    gia_tri: 75
    minh_hoa: true
    suy_ra: true
    uoc_ca_nam: 150
  dich_vu: 154
"""


def illustrative(workspace: Workspace) -> dict[str, tuple[bool, ...]]:
    figures = workspace.dataset().figures["6-thang-2025"]
    return {
        key: tuple(amount.illustrative for amount in figure.amounts) for key, figure in figures.by_indicator.items()
    }


def test_a_value_says_it_for_itself_and_a_figure_for_all_its_values(workspace: Workspace) -> None:
    workspace.write(FIGURES, MIXED)
    assert illustrative(workspace) == {"ban_le": (False, True, False), "don_thu": (True, True), "dich_vu": (False,)}
    assert workspace.dataset().figures["6-thang-2025"].illustrative == 3


def test_a_file_says_it_for_all_values_but_those_that_deny_it(workspace: Workspace) -> None:
    workspace.write(
        FIGURES, MIXED.replace("so_lieu:", "minh_hoa: true\nso_lieu:").replace("2.327", "2.327\n    minh_hoa: false")
    )
    assert illustrative(workspace) == {"ban_le": (False, True, False), "don_thu": (True, True), "dich_vu": (True,)}


def test_the_key_takes_true_or_false_only(workspace: Workspace) -> None:
    workspace.write(FIGURES, "ky: 6-thang-2025\nminh_hoa: một phần\nso_lieu:\n  ban_le: 2.327\n")
    _, problems = workspace.load()
    assert [(problem.code, problem.place.line) for problem in problems] == [("LC023", 2)]


def origin_of(workspace: Workspace, indicator: str, phrase: str, *, single: bool = False) -> Origin:
    session = Session()
    views = indicator_views(Reading(workspace.dataset(), parse_period("6-thang-2025"), session))
    view = views[indicator].trong_ky if single else views[indicator]
    str(getattr(view, phrase))
    (span,) = (span for span in session.spans if span.origin is not None)
    assert span.origin is not None
    return span.origin


def test_provenance_names_what_was_made_up(workspace: Workspace) -> None:
    workspace.write(FIGURES, MIXED)
    (operand,) = origin_of(workspace, "ban_le", "gia_tri", single=True).operands
    assert operand.name.endswith(" (số minh họa)")
    (operand,) = origin_of(workspace, "don_thu", "gia_tri").operands
    assert operand.name.endswith(" (suy ra, số minh họa)")
    (operand,) = origin_of(workspace, "ban_le", "gia_tri").operands
    assert "minh họa" not in operand.name


@pytest.mark.parametrize("where", ["report", "figures"])
def test_the_page_says_it_at_the_top_and_the_text_does_not(workspace: Workspace, where: str) -> None:
    assert workspace.document().properties.notice == ""
    assert ILLUSTRATIVE not in write_html(workspace.document(), title="Báo cáo")
    if where == "report":
        workspace.change(REPORT, "ky: 6-thang-2025\n", "ky: 6-thang-2025\nminh_hoa: true\n")
    else:
        workspace.change(FIGURES, "so_lieu:\n", "minh_hoa: true\nso_lieu:\n")
    document = workspace.document()
    page = write_html(document, title="Báo cáo")
    assert page.count(f'<p class="notice" role="note">{ILLUSTRATIVE}</p>') == 1
    assert ILLUSTRATIVE not in write_markdown(document)
    with zipfile.ZipFile(io.BytesIO(write_docx(document, template=LETTERHEAD.read_bytes()))) as package:
        told = [name for name in package.namelist() if ILLUSTRATIVE in package.read(name).decode(errors="replace")]
    assert told == ["docProps/core.xml"]


def test_a_check_counts_made_up_values_and_finds_no_fault_with_them(workspace: Workspace) -> None:
    before = check_workspace(workspace.root, workspace.folders)
    assert before.illustrative == 0
    workspace.change(FIGURES, "so_lieu:\n", "minh_hoa: true\nso_lieu:\n")
    result = check_workspace(workspace.root, workspace.folders)
    assert result.illustrative > 0
    assert [(found.code, found.message) for found in result.findings] == [
        (found.code, found.message) for found in before.findings
    ]
    run = CliRunner().invoke(main, ["check", "-C", str(workspace.root)])
    assert f"(có {result.illustrative} giá trị minh họa): 0 lỗi" in run.stderr
    told = json.loads(CliRunner().invoke(main, ["check", "--format", "json", "-C", str(workspace.root)]).stdout)
    assert told["summary"]["illustrative"] == result.illustrative


def test_spans_of_made_up_values_reach_the_document(workspace: Workspace) -> None:
    workspace.change(FIGURES, "so_lieu:\n", "minh_hoa: true\nso_lieu:\n")
    spans = [
        inline
        for block in workspace.document().walk()
        for inline in getattr(block, "inlines", ())
        if isinstance(inline, Span) and inline.origin is not None
    ]
    assert any("số minh họa" in operand.name for span in spans if span.origin for operand in span.origin.operands)
