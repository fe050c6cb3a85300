"""What the two names of a comparison mean, and what a reader of a file does not see."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from lcdraft.diff.drafts import open_draft, open_drafts
from lcdraft.diff.unread import unread_in_docx
from lcdraft.document import Document, Paragraph, Text
from lcdraft.errors import LcdraftError, UsageError
from lcdraft.opc import write_package
from lcdraft.wordml import W
from lcdraft.workspace import load_workspace

REPORT = "6-thang-2025"
SCHEMAS = "http://schemas.openxmlformats.org"
SPACES = {
    "w": W[1:-1],
    "r": f"{SCHEMAS}/officeDocument/2006/relationships",
    "wp": f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "a": f"{SCHEMAS}/drawingml/2006/main",
    "pic": f"{SCHEMAS}/drawingml/2006/picture",
    "c": f"{SCHEMAS}/drawingml/2006/chart",
    "m": f"{SCHEMAS}/officeDocument/2006/math",
    "mc": f"{SCHEMAS}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMES = " ".join(f'xmlns:{short}="{name}"' for short, name in SPACES.items())


def codes(error: LcdraftError) -> list[str]:
    return [problem.code for problem in error.problems]


def docx_with(body: str = "", **parts: str) -> bytes:
    """A .docx with XML put at the end of its text; ``header`` and ``comments`` are parts of their own."""
    document = docx.Document()
    document.add_paragraph("Báo cáo có 12 hộ.")
    if "header" in parts:
        document.sections[0].header.paragraphs[0].text = parts["header"]
    out = io.BytesIO()
    document.save(out)
    with ZipFile(out) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    main = made["word/document.xml"].decode()
    extra = body.replace("<w:p>", f"<w:p {NAMES}>")
    made["word/document.xml"] = main.replace("<w:sectPr", f"{extra}<w:sectPr", 1).encode()
    if "comments" in parts:
        made["word/comments.xml"] = f"<w:comments {NAMES}>{parts['comments']}</w:comments>".encode()
        rels = made["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        new = f'<Relationship Id="rId99" Type="{kind}" Target="comments.xml"/></Relationships>'
        made["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", new).encode()
    return write_package(made)


def run(inner: str) -> str:
    return f"<w:p><w:r>{inner}</w:r></w:p>"


BOX = "<w:txbxContent><w:p><w:r><w:t>Lưu ý</w:t></w:r></w:p></w:txbxContent>"


def drawing(inner: str) -> str:
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return f"<w:drawing><wp:inline><wp:extent cx='900000' cy='900000'/>{graphic}</wp:inline></w:drawing>"


PICTURE = drawing("<pic:pic/>")
EITHER = f"<mc:Choice Requires='wps'>{PICTURE}</mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback>"


def uncompared(tmp_path: Path, body: str = "", **parts: str) -> tuple[str, ...]:
    path = tmp_path / "x.docx"
    path.write_bytes(docx_with(body, **parts))
    return open_draft(str(path)).uncompared


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", ()),
        (run(PICTURE) * 3, ("3 hình ảnh",)),
        (run("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>"), ("1 hình ảnh",)),
        (
            run(drawing("<c:chart/>")),
            ("1 biểu đồ",),
        ),
        (run("<w:object><v:shape><v:imagedata/></v:shape></w:object>"), ("1 đối tượng nhúng",)),
        ("<w:p><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>", ("1 công thức (chỉ so phần chữ)",)),
        (
            "<w:p><w:ins w:id='1' w:author='A'><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>",
            ("1 sửa đổi theo dõi (Track Changes), đọc như đã chấp nhận",),
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r></w:p>", ("1 đoạn chữ ẩn",)),
        # A text box whose text is read like a paragraph is compared.
        (run(f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"), ()),
        (
            run(f"<mc:AlternateContent>{EITHER}</mc:AlternateContent>"),
            ("1 hình ảnh",),
        ),
    ],
)
def test_what_a_docx_has_beside_its_text_is_counted(tmp_path: Path, body: str, said: tuple[str, ...]) -> None:
    assert uncompared(tmp_path, body) == said


def test_a_text_box_that_is_not_read_is_counted(tmp_path: Path) -> None:
    data = docx_with(run(f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"))
    without = Document((Paragraph((Text("Báo cáo có 12 hộ."),)),))
    assert unread_in_docx(data, "x.docx", without) == ("1 hộp văn bản",)


def test_running_heads_and_comments_are_counted(tmp_path: Path) -> None:
    comments = "<w:comment w:id='1'><w:p/></w:comment><w:comment w:id='2'><w:p/></w:comment>"
    assert uncompared(tmp_path, header="DỰ THẢO", comments=comments) == ("1 phần đầu trang", "2 bình luận")
    assert uncompared(tmp_path, header="- 2 -") == ()


def test_our_own_docx_is_compared_whole(sample_root: Path) -> None:
    for path in sorted((sample_root / "examples").glob("*/bao-cao.*")):
        if path.suffix in (".docx", ".md"):
            assert open_draft(str(path)).uncompared == (), path


def test_text_and_markdown_say_what_they_lack(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Một câu.\n", encoding="utf-8")
    (tmp_path / "x.md").write_text("Một câu.\n\n![Bản đồ](ban-do.png)\n", encoding="utf-8")
    assert open_draft(str(tmp_path / "x.txt")).uncompared == ("bảng (tệp .txt chỉ giữ các dòng chữ)",)
    assert open_draft(str(tmp_path / "x.md")).uncompared == ("1 hình ảnh",)


def test_a_report_by_its_id_its_file_and_a_file_it_was_rendered_to(workspace, tmp_path) -> None:
    by_id = open_draft(REPORT, workspace.root / "data")
    by_file = open_draft(str(workspace.root / f"data/bao-cao/{REPORT}.yaml"))
    assert by_id.document == by_file.document
    assert (by_id.report, by_file.report) == (REPORT, REPORT)
    path = tmp_path / f"{REPORT}.docx"
    path.write_bytes(load_workspace(workspace.root).export(REPORT, "docx"))
    by_docx = open_draft(str(path))
    assert by_docx.docx == path.read_bytes()
    assert by_docx.workspace is None


def test_a_file_wins_only_with_an_ending_or_a_separator(workspace, monkeypatch) -> None:
    workspace.write(REPORT, "Không phải báo cáo")
    workspace.write(f"{REPORT}.md", "Một câu.\n")
    monkeypatch.chdir(workspace.root)
    assert open_draft(REPORT).report == REPORT
    assert open_draft(f"{REPORT}.md").report == ""
    with pytest.raises(LcdraftError) as error:
        open_draft(f"./{REPORT}")
    assert codes(error.value) == ["LC504"]


def test_an_at_sign_in_the_name_of_a_file(tmp_path) -> None:
    path = tmp_path / "gửi@phòng.md"
    path.write_text("Một câu.\n", encoding="utf-8")
    assert len(open_draft(str(path)).document.blocks) == 1
    with pytest.raises(LcdraftError) as error:
        open_draft(str(tmp_path / "x.docx@2.docx"))
    assert codes(error.value) == ["LC001"]


def test_errors_of_both_drafts_are_shown_at_once(workspace, tmp_path) -> None:
    with pytest.raises(LcdraftError) as error:
        open_drafts("6-thang-2052", str(tmp_path / "thiếu.docx"), workspace.root)
    assert codes(error.value) == ["LC502", "LC001"]
    assert error.value.problems[0].advice == 'Có phải "6-thang-2025"?'


def test_an_error_of_the_data_is_shown_once_for_both(workspace) -> None:
    workspace.change(f"data/so-lieu/{REPORT}.yaml", "dich_vu: 154", "dich_vu: x")
    with pytest.raises(LcdraftError) as error:
        open_drafts(REPORT, "thang-2025-01", workspace.root)
    assert codes(error.value) == ["LC101"]


@pytest.mark.parametrize("name", ["cũ", "", "@", "@HEAD"])
def test_a_name_that_is_nothing_outside_a_workspace(tmp_path, monkeypatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        open_draft(name)
    assert codes(error.value) == ["LC503"]


def test_files_of_other_kinds(tmp_path) -> None:
    (tmp_path / "x.doc").write_bytes(b"x")
    for name, code in (("x.doc", "LC504"), ("x.yaml", "LC001"), (".", "LC504")):
        with pytest.raises(LcdraftError) as error:
            open_draft(str(tmp_path / name) if name != "." else f"{tmp_path}/")
        assert codes(error.value) == [code], name
