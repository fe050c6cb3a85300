"""Annexes of a report from data to files: titles, mentions, numbers, and the command that prints the tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from lcdraft.check.run import check_workspace
from lcdraft.cli import main
from lcdraft.document import Span, Table, inlines_text
from lcdraft.errors import Problem
from lcdraft.frame import mentioned_annexes
from lcdraft.read.docx import read_docx
from lcdraft.read.markdown import read_markdown
from lcdraft.workspace import load_workspace
from lcdraft.write.html import write_html
from lcdraft.write.markdown import write_markdown

if TYPE_CHECKING:
    from tests.conftest import Workspace

PERIOD = "6-thang-2025"
REPORT, FIGURES = f"data/bao-cao/{PERIOD}.yaml", f"data/so-lieu/{PERIOD}.yaml"
MAIN = """\
tieu_de: "**Chỉ tiêu** chủ yếu {{ ky.nhan }}"
nhom:
  - ten: Kinh tế
    chi_tieu: [ban_le, don_thu]
ghi_chu: Tổng mức bán lẻ {{ ban_le.uoc_dat }}^[Theo {{ co_quan.viet_tat }}.].
"""
OTHER = "tieu_de: Xã hội\nkho_doc: true\nnhom:\n  - ten: Một\n    chi_tieu: [truong_chuan]\n"

Build = Callable[..., "Workspace"]


@pytest.fixture
def annexed(new_workspace: Build) -> Callable[..., Workspace]:
    """A workspace whose report comes with annexes and says what ``said`` about them."""

    def build(names: str = "chinh", said: str = "Chi tiết tại {{ phu_luc() }} kèm theo.", more: str = "") -> Workspace:
        workspace = new_workspace({"data/phu-luc/chinh.yaml": MAIN, "data/phu-luc/xa-hoi.yaml": OTHER})
        workspace.change(REPORT, "    Thương mại ổn định.\n", f"    Thương mại ổn định. {said}\n")
        text = workspace.root.joinpath(REPORT).read_text(encoding="utf-8")
        workspace.write(REPORT, f"{text}phu_luc: [{names}]\n{more}")
        return workspace

    return build


def body_text(workspace: Workspace) -> str:
    blocks = workspace.document().blocks
    return "\n".join(inlines_text(block.inlines) for block in blocks if not isinstance(block, Table))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


# The report with its annexes


def test_one_annex_has_no_number(annexed: Callable[..., Workspace]) -> None:
    rendering = annexed().render()
    assert rendering.problems == ()
    assert rendering.document is not None
    [annex] = rendering.document.annexes
    assert (annex.label, annex.title, annex.landscape) == ("Phụ lục", "CHỈ TIÊU CHỦ YẾU 6 THÁNG ĐẦU NĂM 2025", True)
    assert [table.id for table in rendering.tables] == ["chinh"]
    note = annex.blocks[1]
    assert not isinstance(note, Table)
    assert inlines_text(note.inlines) == "Tổng mức bán lẻ ước đạt 2.327 tỷ đồng."
    assert any(isinstance(inline, Span) and inline.origin for inline in note.inlines)
    assert len(list(rendering.document.footnotes())) == 1


def test_several_annexes_have_roman_numbers(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed("chinh, xa-hoi")
    annexes = workspace.document().annexes
    assert [(annex.label, annex.landscape) for annex in annexes] == [("Phụ lục I", True), ("Phụ lục II", False)]
    assert "Chi tiết tại các Phụ lục I và II kèm theo." in body_text(workspace)
    assert workspace.render().problems == ()


def test_an_annex_is_named_by_its_file(annexed: Callable[..., Workspace]) -> None:
    said = "Xem {{ phu_luc('xa-hoi') }} và {{ phu_luc('chinh') }}."
    workspace = annexed("chinh, xa-hoi", said)
    assert "Xem Phụ lục II và Phụ lục I." in body_text(workspace)
    assert "Xem Phụ lục." in body_text(annexed("chinh", "Xem {{ phu_luc('chinh') }}."))


def test_without_annexes_nothing_is_said(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed("", "{% if phu_luc() %}Có.{% endif %}Hết.")
    assert workspace.document().annexes == ()
    assert "ổn định. Hết." in body_text(workspace)


def test_an_unknown_annex_in_a_sentence_is_an_error(annexed: Callable[..., Workspace]) -> None:
    rendering = annexed("chinh", "Xem {{ phu_luc('chnih') }}.").render()
    assert rendering.document is None
    [problem] = [problem for problem in rendering.problems if problem.severity == "error"]
    assert (problem.code, problem.advice) == ("LC050", 'Có phải "chinh"?')
    assert problem.place.path == REPORT
    assert problem.place.line > 1


def test_an_annex_that_the_text_never_mentions_is_a_warning(annexed: Callable[..., Workspace]) -> None:
    [problem] = annexed("chinh, xa-hoi", "Xem Phụ lục I.").render().problems
    assert (problem.code, problem.severity, problem.place.path) == ("LC313", "warning", REPORT)
    assert 'Phụ lục II ("xa-hoi")' in problem.message
    assert "{{ phu_luc('xa-hoi') }}" in problem.advice
    assert codes(annexed("chinh", "Không nhắc.").render().problems) == ["LC313"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("chi tiết tại phụ lục kèm theo", {"Phụ lục"}),
        ("các Phụ lục I, II và IV", {"Phụ lục I", "Phụ lục II", "Phụ lục IV"}),
        ("Phụ lục I; Phụ lục II", {"Phụ lục I", "Phụ lục II"}),
        ("Phụ lục Ia", {"Phụ lục"}),
        ("không có gì", set()),
    ],
)
def test_mentions_typed_by_hand_count(text: str, labels: set[str]) -> None:
    assert mentioned_annexes(text) == labels


@pytest.mark.parametrize(
    ("more", "reference"),
    [
        ("", "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2025 của Ủy ban nhân dân xã Mẫu)"),
        (
            "so_ky_hieu: 123\nngay: 5/6/2025\n",
            "(Kèm theo Báo cáo số 123/BC-UBND ngày 05 tháng 6 năm 2025 của Ủy ban nhân dân xã Mẫu)",
        ),
    ],
)
def test_the_reference_is_filled_in_as_far_as_it_is_known(
    annexed: Callable[..., Workspace], more: str, reference: str
) -> None:
    assert annexed(more=more).document().annexes[0].reference == reference


def test_indicators_of_an_annex_count_as_used(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed()
    unused = {problem.message.split(":")[0] for problem in check(workspace) if problem.code == "LC114"}
    assert "don_thu" not in unused
    assert "truong_chuan" in unused


def check(workspace: Workspace) -> tuple[Problem, ...]:
    return check_workspace(workspace.root, workspace.folders).findings


def test_check_tells_what_is_wrong_in_an_annex_and_goes_on(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed("chinh, xa-hoi")
    workspace.write("data/phu-luc/chinh.yaml", "tieu_de: [\n")
    workspace.change("data/phu-luc/xa-hoi.yaml", "tieu_de: Xã hội", "tieu_de: Xã hội {{ khong_co }}")
    found = [problem for problem in check(workspace) if problem.severity == "error"]
    assert {problem.place.path for problem in found} == {"data/phu-luc/chinh.yaml", "data/phu-luc/xa-hoi.yaml"}


def test_mistakes_in_title_and_note_have_their_line(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed()
    workspace.change("data/phu-luc/chinh.yaml", "ban_le.uoc_dat", "ban_lee.uoc_dat")
    [problem] = workspace.render().problems
    assert (problem.code, problem.place.path, problem.place.line) == ("LC302", "data/phu-luc/chinh.yaml", 5)


def test_every_format_shows_the_annex(annexed: Callable[..., Workspace], sample_root: Path) -> None:
    workspace = annexed("chinh, xa-hoi")
    document = workspace.document()
    markdown = write_markdown(document)
    assert read_markdown(markdown).annexes[0].title == document.annexes[0].title
    template = sample_root / "templates/bao-cao.docx"
    data = load_workspace(workspace.root).export(PERIOD, "docx", template=template)
    printed = write_markdown(read_docx(data))
    assert printed.partition("**Phụ lục I**")[1:] == markdown.partition("**Phụ lục I**")[1:]
    page = write_html(document, title="T")
    assert page.count('<section class="sheet annex"') == 2
    assert 'colspan="' in page
    for annex in document.annexes:
        assert annex.title in page
        assert annex.reference in page


# lcdraft table


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_table_is_printed_as_markdown(annexed: Callable[..., Workspace]) -> None:
    result = run("table", PERIOD, "-C", annexed().root)
    assert result.exit_code == 0
    assert result.stdout.startswith("**Phụ lục**<br>**CHỈ TIÊU CHỦ YẾU 6 THÁNG ĐẦU NĂM 2025**<br>_(Kèm theo")
    assert "| 1 | Tổng mức bán lẻ hàng hóa | tỷ đồng | 4.889 | 2.280 | 2.327 | 47,6 | +2 |  |" in result.stdout


def test_the_format_follows_the_output(annexed: Callable[..., Workspace], tmp_path: Path) -> None:
    root = annexed().root
    for ending, start in (("xlsx", b"PK"), ("html", b"<!DOCTYPE html>"), ("md", b"**Ph")):
        target = tmp_path / f"bang.{ending}"
        result = run("table", PERIOD, "-o", target, "-C", root)
        assert (result.exit_code, result.stdout) == (0, f"Đã ghi {target}\n")
        assert target.read_bytes().startswith(start)


def test_excel_goes_to_a_file_of_its_own_by_default(
    annexed: Callable[..., Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = annexed().root
    monkeypatch.chdir(tmp_path)
    assert run("table", PERIOD, "--to", "xlsx", "-C", root).exit_code == 0
    assert (tmp_path / f"{PERIOD}.xlsx").read_bytes().startswith(b"PK")


def test_an_annex_that_the_report_does_not_come_with_can_be_asked_for(annexed: Callable[..., Workspace]) -> None:
    root = annexed().root
    result = run("table", PERIOD, "--phu-luc", "xa-hoi", "-C", root)
    assert result.exit_code == 0
    assert "**XÃ HỘI**" in result.stdout
    assert "CHỦ YẾU" not in result.stdout
    both = run("table", PERIOD, "--annex", "xa-hoi", "--annex", "chinh", "-C", root).stdout
    assert both.index("**Phụ lục I**<br>**XÃ HỘI**") < both.index("**Phụ lục II**<br>**CHỈ TIÊU")


@pytest.mark.parametrize(
    ("names", "arguments", "said"),
    [
        ("chinh", ["--annex", "xa-hoii"], 'không có phụ lục "xa-hoii"\n  Có phải "xa-hoi"?'),
        ("", [], "báo cáo không kèm phụ lục nào"),
        ("chinh", ["--to", "docx"], "chọn một trong: md, html, xlsx"),
    ],
)
def test_what_cannot_be_made_is_explained(
    annexed: Callable[..., Workspace], names: str, arguments: list[str], said: str
) -> None:
    result = run("table", PERIOD, *arguments, "-C", annexed(names).root)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_warnings_go_to_stderr(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed()
    workspace.change(FIGURES, "  don_thu:\n    gia_tri: 75\n    trang_thai: thuc_hien\n", "  don_thu:\n")
    result = run("table", PERIOD, "-C", workspace.root)
    assert result.exit_code == 0
    assert "| **[…]** |" in result.stdout
    assert "cảnh báo LC121: don_thu: chưa có số liệu" in result.stderr


def test_a_mistake_in_the_annex_ends_with_two_and_no_file(annexed: Callable[..., Workspace], tmp_path: Path) -> None:
    workspace = annexed()
    workspace.change("data/phu-luc/chinh.yaml", "{{ ky.nhan }}", "{{ ky.nhna }}")
    result = run("table", PERIOD, "-o", tmp_path / "a.xlsx", "-C", workspace.root)
    assert result.exit_code == 2
    assert "data/phu-luc/chinh.yaml:1:" in result.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_findings_of_annexes_come_as_json_too(annexed: Callable[..., Workspace]) -> None:
    workspace = annexed()
    workspace.change("data/phu-luc/chinh.yaml", "[ban_le,", "[ban_lee,")
    result = run("check", "--format", "json", "-C", workspace.root)
    [finding] = [found for found in json.loads(result.stdout)["findings"] if found["severity"] == "error"]
    assert (finding["file"], finding["line"], finding["column"], finding["code"]) == (
        "data/phu-luc/chinh.yaml",
        4,
        16,
        "LC026",
    )
