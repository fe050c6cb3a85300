"""A document as a row of lines: everything that people read, once, and where computed figures and bold text stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcdraft.anchors import NOTE
from lcdraft.diff.lines import BOLD, ITALIC, lines_of
from lcdraft.diff.model import CELL, LineKind
from lcdraft.document import (
    Annex,
    Block,
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Letterhead,
    LineBreak,
    ListItem,
    Origin,
    Paragraph,
    Signature,
    Span,
    Strong,
    Table,
    Text,
)
from lcdraft.read.files import read_document
from lcdraft.workspace import load_workspace

ROOT = Path(__file__).parents[2]
ORIGIN = Origin("ban_le", "2.327")


def paragraph(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(text),), role)


def cell(*texts: str) -> Cell:
    return Cell(tuple(map(paragraph, texts)))


DOCUMENT = Document(
    (
        paragraph("Căn cứ Luật;", "basis"),
        paragraph("Báo cáo như sau:"),
        Heading(1, "Phần I", (Text("TÌNH HÌNH"),)),
        Heading(2, "1.", (Text("Kinh tế"),)),
        Heading(3, "1.2.", (Text("Thương mại"),)),
        ListItem((Text("Chợ"),), "-", 1),
        paragraph("   "),
        Heading(2, "", (Text("Một đề mục không đánh số mà lại dài hơn hẳn bình thường"),)),
        Table(((cell("TT"), cell("Chỉ tiêu")), (cell("1"), cell("Thóc", "Ngô"))), header_rows=1),
    ),
    Letterhead(
        ("ỦY BAN NHÂN DÂN", "XÃ MẪU"), number="Số: 1/BC-UBND", subject="Tình hình", addressees=("UBND tỉnh", "Sở")
    ),
    Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", ("Như trên", "Lưu: VT")),
    annexes=(Annex("Phụ lục I", "CHỈ TIÊU", "(Kèm theo)", (paragraph("Ghi chú"),)), Annex("Phụ lục II", "", "")),
)


def test_every_line_with_its_place() -> None:
    found = [
        (line.kind, line.label, line.text, line.where, line.block, line.row, line.header)
        for line in (drawn.line for drawn in lines_of(DOCUMENT))
    ]
    untitled = "Một đề mục không đánh số mà lại dài hơn…"
    assert found == [
        (LineKind.FRAME, "", "ỦY BAN NHÂN DÂN\nXÃ MẪU", "cơ quan ban hành", 0, 0, False),
        (LineKind.FRAME, "", "Số: 1/BC-UBND", "số, ký hiệu", 0, 0, False),
        (LineKind.FRAME, "", "BÁO CÁO", "tên loại", 0, 0, False),
        (LineKind.FRAME, "", "Tình hình", "trích yếu", 0, 0, False),
        (LineKind.FRAME, "", "UBND tỉnh", "kính gửi", 0, 0, False),
        (LineKind.FRAME, "", "Sở", "kính gửi", 0, 0, False),
        (LineKind.BASIS, "", "Căn cứ Luật;", "mở đầu", 1, 0, False),
        (LineKind.PARAGRAPH, "", "Báo cáo như sau:", "mở đầu", 2, 0, False),
        (LineKind.HEADING, "Phần I", "TÌNH HÌNH", "mở đầu", 3, 0, False),
        (LineKind.HEADING, "1.", "Kinh tế", "Phần I", 4, 0, False),
        (LineKind.HEADING, "1.2.", "Thương mại", "Phần I.1", 5, 0, False),
        (LineKind.ITEM, "-", "Chợ", "Phần I.1.2", 6, 0, False),
        (LineKind.HEADING, "", "Một đề mục không đánh số mà lại dài hơn hẳn bình thường", "Phần I", 8, 0, False),
        (LineKind.ROW, "", f"TT{CELL}Chỉ tiêu", f"Phần I.{untitled}", 9, 1, True),
        (LineKind.ROW, "", f"1{CELL}Thóc\nNgô", f"Phần I.{untitled}", 9, 2, False),
        (LineKind.FRAME, "-", "Như trên", "nơi nhận", 0, 0, False),
        (LineKind.FRAME, "-", "Lưu: VT", "nơi nhận", 0, 0, False),
        (LineKind.FRAME, "", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "quyền hạn, chức vụ người ký", 0, 0, False),
        (LineKind.FRAME, "Phụ lục I", "CHỈ TIÊU", "tên phụ lục", 0, 0, False),
        (LineKind.FRAME, "", "(Kèm theo)", "phụ lục kèm theo", 0, 0, False),
        (LineKind.PARAGRAPH, "", "Ghi chú", "Phụ lục I", 10, 0, False),
        (LineKind.FRAME, "", "Phụ lục II", "tên phụ lục", 0, 0, False),
    ]


def test_notes_origins_and_looks() -> None:
    note = Footnote((Paragraph((Text("gồm "), Span("5 ha", ORIGIN))), ListItem((Text("chè"),), "-")))
    block = Paragraph(
        (Text("  Đạt "), Strong((Span("2.327", ORIGIN),)), note, LineBreak(), Emphasis((Text("tỷ"),)), Text(" "))
    )
    [drawn] = lines_of(Document((block,)))
    assert drawn.line.text == f"Đạt 2.327{NOTE[0]}gồm 5 ha\n- chè{NOTE[1]}\ntỷ"
    assert [drawn.line.text[start:end] for start, end, _ in drawn.origins] == ["2.327", "5 ha"]
    assert [(drawn.line.text[start:end], look) for start, end, look in drawn.looks] == [("2.327", BOLD), ("tỷ", ITALIC)]


def test_a_note_in_a_cell_and_a_table_in_a_cell() -> None:
    inner = Table(((cell("a"), cell("b")),))
    rows = ((Cell((Paragraph((Text("1"), Footnote((paragraph("ước"),)))),)), Cell((inner,)), Cell(())),)
    [drawn] = lines_of(Document((Table(rows, header_rows=0),)))
    assert drawn.line.text == f"1{NOTE[0]}ước{NOTE[1]}{CELL}a\nb{CELL}"


def test_no_text_can_forge_a_sign() -> None:
    [drawn] = lines_of(Document((paragraph(f"a{NOTE[0]}b{CELL}"),)))
    assert drawn.line.text == "a\ufffdb\ufffd"


@pytest.mark.parametrize("blocks", [(), (paragraph(" "),)])
def test_an_empty_document_has_no_lines(blocks: tuple[Block, ...]) -> None:
    assert lines_of(Document(blocks)) == []


@pytest.mark.parametrize("name", ["6-thang-2025", "nam-2024", "giua-ky-2021-2025"])
def test_a_report_and_its_docx_have_the_same_lines(name: str) -> None:
    rendered = lines_of(load_workspace(ROOT).render(name)[0])
    read = lines_of(read_document(ROOT / f"examples/{name}/bao-cao.docx"))
    assert [drawn.line for drawn in rendered] == [drawn.line for drawn in read]
    assert any(drawn.origins for drawn in rendered)
    for drawn in rendered:
        assert all(0 <= start < end <= len(drawn.line.text) for start, end, _ in (*drawn.origins, *drawn.looks))
