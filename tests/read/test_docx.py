"""Reading .docx: what we wrote, what LibreOffice made of it, what others write, and what is no document at all."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdraft.document import (
    Annex,
    Block,
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    ListItem,
    Origin,
    Paragraph,
    Properties,
    Signature,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.errors import DocumentError
from lcdraft.inlines import tidy_inlines
from lcdraft.opc import Limits, open_package, write_package
from lcdraft.read.docx import read_docx
from lcdraft.wordml import W
from lcdraft.write.docx import write_docx
from lcdraft.write.pdf import find_soffice

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "bao-cao.docx").read_bytes()
NAMESPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)

# Documents that a report can be

WORDS = [
    "kinh",
    "tế",
    "tăng",
    "47,6%",
    "R&D",
    "<10",
    "ha>",
    '"x"',
    "Ủy",
    "ban",
    "2.327",
    "]]>",
    "{{x}}",
    "đạt",
    "–",
    ";",
]
OPENINGS = ["Tổng", "Đạt", "Kinh", "Công tác", "Hoạt động", "Ủy ban", "Năm"]
MARKERS = ["-", "+", "(1).", "(12).", "a)", "đ)", "1.", "•"]
NUMBERS = ["", "Phần I", "Phần thứ hai", "I.", "XIV.", "A.", "1.", "12.", "1.1.", "2.3.1.", "a)", "đ)"]

tails = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
openings = st.builds(lambda first, rest: f"{first} {rest}".strip(), st.sampled_from(OPENINGS), tails)
leaves = st.one_of(
    st.builds(Text, tails),
    st.builds(Span, tails, st.just(Origin("ban_le", "1 : 2"))),
    st.sampled_from([Span("[…]", gap=True), Span("đạt […]% KH", gap=True), LineBreak(), Text("a\tb  c")]),
)
rows_of_leaves = st.lists(leaves, max_size=3).map(tuple)
marked = st.one_of(
    leaves,
    st.builds(Strong, rows_of_leaves),
    st.builds(Emphasis, rows_of_leaves),
    st.builds(lambda inside: Strong((Text("x"), Emphasis(inside))), rows_of_leaves),
)


def rows_of(inlines: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Inline, ...]]:
    return st.builds(lambda first, rest: (Text(first), *rest), openings, st.lists(inlines, max_size=4))


note_blocks = st.one_of(
    st.builds(Paragraph, rows_of(marked)),
    st.builds(ListItem, rows_of(marked), st.just("-"), st.integers(1, 2)),
)
notes = st.builds(lambda blocks: Footnote(tuple(blocks)), st.lists(note_blocks, min_size=1, max_size=3))
inlines = st.one_of(marked, marked, notes, st.builds(lambda note: Strong((Text("z"), note, Text("y"))), notes))
simple_blocks = st.one_of(
    st.builds(Paragraph, rows_of(inlines), st.sampled_from(["body", "body", "basis"])),
    st.builds(ListItem, rows_of(inlines), st.sampled_from(MARKERS), st.integers(1, 3)),
    st.builds(Heading, st.integers(1, 5), st.sampled_from(NUMBERS), rows_of(inlines)),
)
cell_blocks = st.one_of(
    st.builds(Paragraph, rows_of(inlines)), st.builds(ListItem, rows_of(inlines), st.just("-"), st.integers(1, 2))
)
cells = st.builds(lambda blocks: Cell(tuple(blocks)), st.lists(cell_blocks, max_size=2))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 3))
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=3))
    if draw(st.booleans()):  # a heading over the whole width
        rows.append((Cell(draw(cells).blocks, columns), *(Cell(()),) * (columns - 1)))
    return Table(tuple(rows), draw(st.integers(0, len(rows))))


lines = st.lists(openings.map(str.upper), max_size=3).map(tuple)
names = st.lists(openings.map(lambda text: text.rstrip(" ;.–") or "Ủy ban"), max_size=3).map(tuple)
letterheads = st.builds(
    Letterhead,
    lines,
    lines,
    st.sampled_from(["", "Số:        /BC-UBND", "Số: 12/BC-UBND"]),
    st.sampled_from(["", "Mẫu, ngày 14 tháng 6 năm 2025"]),
    st.just("BÁO CÁO"),
    st.one_of(st.just(""), openings.map(lambda text: " ".join(text.split()))),
    names,
)
signatures = st.builds(Signature, lines, st.sampled_from(["", "Nguyễn Văn A"]), names)
many_blocks = st.lists(st.one_of(simple_blocks, simple_blocks, tables()), max_size=6).map(tuple)
annexes = st.builds(
    Annex,
    st.sampled_from(["Phụ lục", "Phụ lục I", "Phụ lục XIV"]),
    st.one_of(st.just(""), openings.map(lambda text: " ".join(text.upper().split()))),
    st.sampled_from(["", "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2025 của Ủy ban)"]),
    many_blocks,
    st.booleans(),
)
documents = st.builds(
    lambda blocks, head, signature, annexes: Document(blocks, head, signature, annexes=annexes),
    many_blocks,
    st.none() | letterheads,
    st.none() | signatures,
    st.lists(annexes, max_size=2).map(tuple),
)


# The form in which two documents can be compared


def plain(document: Document) -> Document:
    """The document without what a .docx cannot keep: origins of spans, order and doubling of bold and italic."""
    annexes = tuple(replace(annex, blocks=tuple(_blocks(annex.blocks))) for annex in document.annexes)
    return Document(tuple(_blocks(document.blocks)), document.letterhead, document.signature, annexes=annexes)


def _blocks(blocks: Iterable[Block], *, in_head: bool = False) -> Iterable[Block]:
    for block in blocks:
        match block:
            case Table(rows, header_rows):
                made = (
                    tuple(Cell(tuple(_blocks(cell.blocks, in_head=at < header_rows)), cell.span) for cell in row)
                    for at, row in enumerate(rows)
                )
                yield Table(tuple(made), header_rows)
            case Heading(level, number, children):
                italic = number[-1:] != ")" and not (not number and level > 3)
                yield Heading(level, number, _row(children, bold=False, italic=italic))
            case Paragraph(children, role):
                yield Paragraph(_row(children, bold=not in_head, italic=role != "basis"), role)
            case ListItem(children, marker, level):
                yield ListItem(_row(children), marker, level)


def _row(children: Iterable[Inline], *, bold: bool = True, italic: bool = True) -> tuple[Inline, ...]:
    return tidy_inlines(_dressed(tidy_inlines(children, merge_spans=True), (bold, italic), (False, False)))


def _dressed(children: Iterable[Inline], shown: tuple[bool, bool], on: tuple[bool, bool]) -> Iterable[Inline]:
    for child in children:
        match child:
            case Strong(inside):
                yield from _dressed(inside, shown, (shown[0], on[1]))
            case Emphasis(inside):
                yield from _dressed(inside, shown, (on[0], shown[1]))
            case Footnote(blocks):
                yield Footnote(tuple(_blocks(blocks)))
            case LineBreak():
                yield child
            case Span():
                yield Strong((child,))
            case _:
                if on[1]:
                    child = Emphasis((child,))
                yield Strong((child,)) if on[0] else child


def again(document: Document) -> Document:
    return read_docx(write_docx(document, template=TEMPLATE), "x.docx")


class TestRoundTrip:
    @given(documents)
    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
    def test_reading_gives_back_what_was_written(self, document: Document) -> None:
        assert plain(again(document)) == plain(document)

    def test_properties(self) -> None:
        properties = Properties("Báo cáo & <x>", "UBND", date(2025, 6, 14))
        assert again(Document((), properties=properties)).properties == properties

    @pytest.mark.skipif(find_soffice() is None, reason="cần LibreOffice")
    def test_after_libreoffice(self, tmp_path: Path) -> None:
        """LibreOffice renames ids, renumbers notes from 2, and writes w:start for w:left."""
        saved = save_with_libreoffice(write_docx(FULL, template=TEMPLATE), tmp_path)
        assert plain(read_docx(saved)) == plain(FULL)

    @pytest.mark.skipif(find_soffice() is None, reason="cần LibreOffice")
    def test_a_template_edited_in_libreoffice(self, tmp_path: Path) -> None:
        edited = save_with_libreoffice(TEMPLATE, tmp_path)
        assert plain(read_docx(write_docx(FULL, template=edited))) == plain(FULL)


def save_with_libreoffice(data: bytes, folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(data)
    program = find_soffice()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "docx", "--outdir", str(folder / "out"), str(folder / "a.docx")]
    subprocess.run([program, profile, *arguments], check=True, capture_output=True, timeout=120)
    return (folder / "out" / "a.docx").read_bytes()


def p(*inlines: Inline | str, role: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines), role)


FULL = Document(
    (
        p("Căn cứ Quyết định số 34/2019/QĐ-UBND", Footnote((p("Một."), p("Hai."))), ";", role="basis"),
        Heading(1, "Phần I", (Text("ĐÁNH GIÁ TÌNH HÌNH"), Footnote((p("Ba."),)))),
        Heading(2, "I.", (Text("KINH TẾ"),)),
        Heading(3, "1.", (Text("Thương mại"),)),
        Heading(4, "đ)", (Text("Du lịch"),)),
        p(
            "Thường ",
            Strong((Text("đậm"),)),
            " ",
            Emphasis((Text("nghiêng"),)),
            Strong((Emphasis((Text(" cả hai"),)),)),
            ".",
        ),
        p('R&D <10 ha> "x"\tthẻ  hai', LineBreak(), "dòng", Footnote((p("Bốn."),)), Footnote((p("Năm."),)), "."),
        ListItem((Text("Thu hút "), Span("[…]", gap=True), Text(" dự án")), "-"),
        ListItem((Text("Nhỏ hơn"),), "+", 2),
        ListItem((Text("Nhiệm vụ"),), "(1)."),
        Table(
            (
                (Cell((p("TT"),)), Cell((p("Chỉ tiêu"),))),
                (Cell((p("1"),)), Cell((p("Bán lẻ", Footnote((p("Sáu."),))), ListItem((Text("Mục"),), "-")))),
                (Cell(()), Cell((Table(((Cell((p("trong"),)),),), 0),))),
            ),
            1,
        ),
        Table(((Cell((p("liền sau"),)),),), 0),
        Heading(1, "Phần II", (Text("NHIỆM VỤ"),)),
        p("Trên đây là báo cáo./."),
    ),
    Letterhead(
        ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ MẪU"),
        ("TỈNH MẪU",),
        "Số:        /BC-UBND",
        "Mẫu, ngày 14 tháng 6 năm 2025",
        "BÁO CÁO",
        "Tình hình 6 tháng",
        ("Ủy ban nhân dân tỉnh", "Sở Tài chính"),
    ),
    Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn A", ("Thường trực Thành ủy", "Lưu: VT, TH")),
    annexes=(
        Annex(
            "Phụ lục I",
            "HỆ THỐNG CHỈ TIÊU",
            "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2025 của UBND thành phố)",
            (
                Table(
                    (
                        (Cell((p("TT"),)), Cell((p("Chỉ tiêu", Footnote((p("Bảy."),))),)), Cell((p("Số"),))),
                        (Cell((p(Strong((Text("I"),))),)), Cell((p(Strong((Text("Kinh tế"),))),), 2), Cell(())),
                        (Cell((p("-"),)), Cell((p("Bán lẻ"),)), Cell((p("2.327"),))),
                    ),
                    1,
                ),
                p("Ghi chú", Footnote((p("Tám."),)), "."),
            ),
            True,
        ),
        Annex("Phụ lục II", "DANH MỤC", "", (p("Một dòng."),)),
    ),
)


# Documents of others


def package(body: str, **parts: str) -> bytes:
    """A .docx with this body; ``numbering``, ``footnotes`` and ``styles`` may be given as XML."""
    relations, types, made = (
        [],
        [],
        {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"},
    )
    for at, (kind, xml) in enumerate(parts.items()):
        made[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{xml}</w:{kind}>"
        kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relations.append(f'<Relationship Id="r{at}" Type="{kinds}/{kind}" Target="{kind}.xml"/>')
        types.append(f'<Override PartName="/word/{kind}.xml" ContentType="application/xml"/>')
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    made["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{relationships}">{"".join(relations)}</Relationships>'
    )
    made["[Content_Types].xml"] = "<Types/>"
    return write_package({name: xml.encode() for name, xml in made.items()})


def par(text: str, properties: str = "", run: str = "") -> str:
    content = text if text.startswith("<") else f"<w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def blocks_of(body: str, **parts: str) -> tuple[Block, ...]:
    return read_docx(package(body, **parts)).blocks


def text_of(body: str, **parts: str) -> str:
    return "|".join(inlines_text(b.inlines) for b in blocks_of(body, **parts) if not isinstance(b, Table))


class TestRuns:
    def test_tracked_changes_read_as_accepted(self) -> None:
        changes = f"{run('Đạt ')}<w:del>{run('46', 'delText')}</w:del><w:ins>{run('47')}</w:ins>{run('%')}"
        moved = f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run(' mới')}</w:moveTo>"
        assert text_of(par(changes + moved)) == "Đạt 47% mới"

    def test_a_deleted_paragraph_end_joins_two(self) -> None:
        assert text_of(par("Một ", "<w:rPr><w:del/></w:rPr>") + par("hai") + par("ba")) == "Một hai|ba"
        assert text_of(par("Một ", "<w:rPr><w:del/></w:rPr>")) == "Một"

    def test_wrappers_are_looked_into(self) -> None:
        inside = [
            f"<w:hyperlink>{run('a')}</w:hyperlink>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>",
            f"<w:smartTag>{run('c')}</w:smartTag>",
            f"<w:fldSimple w:instr='DATE'>{run('d')}</w:fldSimple>",
            f"<w:customXml>{run('e')}</w:customXml>",
            f"<mc:AlternateContent><mc:Choice>{run('f')}</mc:Choice><mc:Fallback>{run('F')}</mc:Fallback></mc:AlternateContent>",
            "<m:oMath><m:r><m:t>g</m:t></m:r></m:oMath>",
        ]
        assert text_of(par("<w:r/>" + "".join(inside))) == "abcdefg"

    def test_of_a_field_the_result_is_read(self) -> None:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        begin, separate, end = marks
        inner = f"{begin}{run('PAGE', 'instrText')}{run('mã')}{separate}{run('trong mã')}{end}"
        field = f"{begin}{run('IF ', 'instrText')}{inner}{separate}{run('kết quả')}{end}{run(' sau')}"
        assert text_of(par("<w:r/>" + field)) == "kết quả sau"

    def test_signs(self) -> None:
        signs = '<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:br w:type="page"/>'
        assert text_of(par(f"<w:r>{signs}</w:r>")) == "a\tb\nc\u2011d"

    def test_hidden_text_is_left_out(self) -> None:
        assert text_of(par(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>{run('hiện')}")) == "hiện"

    def test_text_boxes_follow_their_paragraph(self) -> None:
        box = f"<w:drawing><wps:txbx><w:txbxContent>{par('trong hộp')}</w:txbxContent></wps:txbx></w:drawing>"
        both = (
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        )
        assert text_of(par(f"<w:r><w:t>trước</w:t>{both}</w:r>") + par("sau")) == "trước|trong hộp|sau"

    def test_bold_of_a_character_style(self) -> None:
        styles = '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        assert blocks_of(par("đậm", "", '<w:rStyle w:val="S"/>'), styles=styles) == (p(Strong((Text("đậm"),))),)

    def test_bold_switched_off(self) -> None:
        assert blocks_of(par("thường", "", '<w:b w:val="0"/>')) == (p("thường"),)

    def test_text_is_composed(self) -> None:
        assert text_of(par("Hoa\u0300")) == "Hoà"


class TestBlocks:
    def test_word_headings(self) -> None:
        document = docx.Document()
        document.add_heading("I. KINH TẾ", 1)
        document.add_heading("1. Thương mại", 2)
        document.add_paragraph("Nội dung")
        document.add_paragraph("Mục", style="List Bullet")
        made = read_docx(bytes_of(document)).blocks
        assert made == (
            Heading(1, "I.", (Text("KINH TẾ"),)),
            Heading(2, "1.", (Text("Thương mại"),)),
            p("Nội dung"),
            ListItem((Text("Mục"),), "-", 1),
        )

    def test_typed_numbers(self) -> None:
        body = (
            par("Phần I") + par("ĐÁNH GIÁ") + par("I. KINH TẾ") + par("1. Thương mại", run="<w:b/>") + par("a) Du lịch")
        )
        body += (
            par("Nội dung.") + par("1. Tập trung chỉ đạo các đơn vị.") + par("- Mục") + par("+ Nhỏ") + par("(1). Việc")
        )
        assert blocks_of(body) == (
            Heading(1, "Phần I", (Text("ĐÁNH GIÁ"),)),
            Heading(2, "I.", (Text("KINH TẾ"),)),
            Heading(3, "1.", (Text("Thương mại"),)),
            Heading(4, "a)", (Text("Du lịch"),)),
            p("Nội dung."),
            ListItem((Text("Tập trung chỉ đạo các đơn vị."),), "1."),
            ListItem((Text("Mục"),), "-"),
            ListItem((Text("Nhỏ"),), "+", 2),
            ListItem((Text("Việc"),), "(1)."),
        )

    def test_numbers_that_word_counts(self) -> None:
        levels = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        )
        numbering = (
            f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
            '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
            '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        )

        def at(depth: int, list_id: int = 1) -> str:
            return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'

        body = par("KINH TẾ", at(0)) + par("Thương mại", at(1), "<w:b/>") + par("Tiếp tục duy trì các chợ.", at(1))
        body += par("Mục", at(0, 2)) + par("XÃ HỘI", at(0)) + par("Giáo dục", at(1), "<w:b/>")
        assert blocks_of(body, numbering=numbering) == (
            Heading(1, "I.", (Text("KINH TẾ"),)),
            Heading(2, "1.", (Text("Thương mại"),)),
            ListItem((Text("Tiếp tục duy trì các chợ."),), "2.", 2),
            ListItem((Text("Mục"),), "-"),
            Heading(1, "II.", (Text("XÃ HỘI"),)),
            Heading(2, "1.", (Text("Giáo dục"),)),
        )

    def test_a_heading_typed_into_one_of_ours(self) -> None:
        """Someone adds a point to our document in Word without using the style."""
        body = par("I. KINH TẾ", '<w:pStyle w:val="ND30Muc"/><w:outlineLvl w:val="1"/>')
        body += par("1. Thương mại", '<w:pStyle w:val="ND30Khoan"/><w:outlineLvl w:val="2"/>')
        body += par("2. Du lịch", '<w:pStyle w:val="ND30Body"/>', "<w:b/>")
        assert [(b.level, b.number) for b in blocks_of(body) if isinstance(b, Heading)] == [
            (2, "I."),
            (3, "1."),
            (3, "2."),
        ]

    def test_our_body_style_is_believed(self) -> None:
        assert blocks_of(par("a) Du lịch", '<w:pStyle w:val="ND30Body"/>')) == (p("a) Du lịch"),)

    def test_bases_before_the_first_heading(self) -> None:
        body = par("Căn cứ Luật A;") + par("I. KINH TẾ") + par("Căn cứ tình hình")
        assert [b.role for b in blocks_of(body) if isinstance(b, Paragraph)] == ["basis", "body"]

    def test_merged_cells_keep_their_columns(self) -> None:
        def cell(text: str, properties: str = "") -> str:
            return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(text)}</w:tc>"

        rows = [
            cell("a", '<w:gridSpan w:val="2"/>') + cell("b", '<w:vMerge w:val="restart"/>'),
            cell("c") + cell("d") + cell("", "<w:vMerge/>"),
        ]
        deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('x')}</w:tr>"
        table = blocks_of(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}{deleted}</w:tbl>")[0]
        assert isinstance(table, Table)
        texts = [[" ".join(inlines_text(b.inlines) for b in c.blocks) for c in row] for row in table.rows]  # type: ignore[union-attr]
        assert texts == [["a", "", "b"], ["c", "d", ""]]

    def test_a_bold_first_row_is_a_header(self) -> None:
        bold = f"<w:tr><w:tc>{par('Chỉ tiêu', run='<w:b/>')}</w:tc></w:tr><w:tr><w:tc>{par('1')}</w:tc></w:tr>"
        assert blocks_of(f"<w:tbl>{bold}</w:tbl>") == (Table(((Cell((p("Chỉ tiêu"),)),), (Cell((p("1"),)),)), 1),)

    def test_footnotes_by_id_wherever_the_separators_are(self) -> None:
        footnotes = "".join(
            f'<w:footnote w:id="{id}"{kind}>{par(text)}</w:footnote>'
            for id, kind, text in ((0, ' w:type="separator"', ""), (7, "", " bảy"), (3, "", " ba"))
        )
        marks = '<w:footnoteReference w:id="{}"/>'
        body = par(f"<w:r><w:t>a</w:t>{marks.format(3)}</w:r><w:r>{marks.format(7)}{marks.format(99)}</w:r>")
        assert blocks_of(body, footnotes=footnotes) == (p("a", Footnote((p("ba"),)), Footnote((p("bảy"),))),)

    def test_endnotes_are_not_lost(self) -> None:
        body = par('<w:r><w:t>a</w:t><w:endnoteReference w:id="2"/></w:r>')
        assert blocks_of(body, endnotes=f'<w:endnote w:id="2">{par("cuối")}</w:endnote>') == (
            p("a", Footnote((p("cuối"),))),
        )


class TestFrame:
    def test_a_letterhead_of_others(self) -> None:
        left = par("UBND TỈNH MẪU") + par(
            "<w:r><w:rPr><w:b/></w:rPr><w:t>SỞ TÀI CHÍNH</w:t><w:br/><w:t>_____</w:t></w:r>"
        )
        right = par("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM") + par("Độc lập – Tự do – Hạnh phúc") + par("———")
        second = f"<w:tc>{par('Số: 12/BC-STC')}</w:tc><w:tc>{par('Mẫu, ngày 05 tháng 3 năm 2025')}</w:tc>"
        top = (
            f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{right}{par('HỎA TỐC')}</w:tc></w:tr><w:tr>{second}</w:tr></w:tbl>"
        )
        centred = '<w:jc w:val="center"/>'
        title = (
            par("BÁO CÁO", centred, "<w:b/>") + par("Tình hình", centred, "<w:b/>") + par("quý I", centred, "<w:b/>")
        )
        to = par("Kính gửi:") + par("- UBND tỉnh;") + par("- Sở Nội vụ.")
        bottom = f"<w:tc>{par('Nơi nhận:')}{par('- Như trên;')}{par('- Lưu: VT.')}</w:tc>"
        bottom += f"<w:tc>{par('GIÁM ĐỐC')}{par('(Đã ký)')}{par('Trần Thị B')}</w:tc>"
        end = f"<w:tbl><w:tr>{bottom}</w:tr></w:tbl>"
        document = read_docx(package(top + par("") + title + to + par("Nội dung.") + end))
        assert document.letterhead == Letterhead(
            ("SỞ TÀI CHÍNH",),
            ("UBND TỈNH MẪU",),
            "Số: 12/BC-STC",
            "Mẫu, ngày 05 tháng 3 năm 2025",
            "BÁO CÁO",
            "Tình hình quý I",
            ("UBND tỉnh", "Sở Nội vụ"),
        )
        assert document.signature == Signature(("GIÁM ĐỐC",), "Trần Thị B", ("Như trên", "Lưu: VT"))
        assert [inlines_text(b.inlines) for b in document.blocks if isinstance(b, Paragraph)] == [
            "HỎA TỐC",
            "Nội dung.",
            "(Đã ký)",
        ]

    def test_the_subject_ends_where_a_title_begins(self) -> None:
        """Some give kind and subject heading styles, and the first part has no number."""
        big = '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>'
        body = "".join(par(text, big, "<w:b/>") for text in ("BÁO CÁO", "Tình hình quý I", "MỞ ĐẦU"))
        document = read_docx(package(body + par("Nội dung.")))
        assert document.letterhead == Letterhead((), subject="Tình hình quý I")
        assert document.blocks == (Heading(1, "", (Text("MỞ ĐẦU"),)), p("Nội dung."))

    def test_a_document_without_frame(self) -> None:
        document = read_docx(package(par("Nội dung.")))
        assert (document.letterhead, document.signature) == (None, None)

    def test_a_list_of_fields_is_no_signature(self) -> None:
        cells = "".join(f"<w:tr><w:tc>{par(name)}</w:tc><w:tc>{par('x')}</w:tc></w:tr>" for name in ("Số", "Nơi nhận"))
        document = read_docx(package(f"<w:tbl>{cells}</w:tbl>"))
        assert document.signature is None
        assert isinstance(document.blocks[0], Table)

    def test_an_ordinary_table_at_the_top_is_a_table(self) -> None:
        assert isinstance(blocks_of(f"<w:tbl><w:tr><w:tc>{par('x')}</w:tc></w:tr></w:tbl>")[0], Table)


def bytes_of(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# Files that are no documents


@lru_cache
def good() -> bytes:
    return write_docx(FULL, template=TEMPLATE)


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def encrypted() -> bytes:
    """The good file with the encryption bit set in every header."""
    data = bytearray(good())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(sign, at + 4)
    return bytes(data)


TYPES = ("[Content_Types].xml", b"<Types/>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TestAnnexes:
    """Annexes typed by hand in Word: no style says what they are."""

    SIGNED = (
        "<w:tbl><w:tr><w:tc>" + par("Nơi nhận:") + par("- Lưu: VT.") + "</w:tc><w:tc>" + par("CHỦ TỊCH")
        + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    CENTRED = '<w:jc w:val="center"/>'
    WIDE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'

    def typed(self, *paragraphs: str, section: str = "") -> Document:
        return read_docx(package(par("Nội dung.") + self.SIGNED + "".join(paragraphs) + section))

    def test_label_title_and_reference(self) -> None:
        document = self.typed(
            par("PHỤ LỤC 1", self.CENTRED, "<w:b/>"),
            par("HỆ THỐNG CHỈ TIÊU", self.CENTRED, "<w:b/>"),
            par("năm 2025", self.CENTRED, "<w:b/>"),
            par("(Kèm theo Báo cáo số 12/BC-UBND)", self.CENTRED, "<w:i/>"),
            par("Dòng đầu."),
            "<w:tbl><w:tr><w:tc>" + par("TT") + "</w:tc></w:tr></w:tbl>",
            section=self.WIDE,
        )
        [annex] = document.annexes
        assert (annex.label, annex.title) == ("PHỤ LỤC 1", "HỆ THỐNG CHỈ TIÊU năm 2025")
        assert annex.reference == "(Kèm theo Báo cáo số 12/BC-UBND)"
        assert [type(block) for block in annex.blocks] == [Paragraph, Table]
        assert annex.landscape
        assert [inlines_text(b.inlines) for b in document.blocks if isinstance(b, Paragraph)] == ["Nội dung."]

    def test_several_annexes_each_with_its_own_paper(self) -> None:
        wide = f"<w:p><w:pPr>{self.WIDE}</w:pPr></w:p>"
        document = self.typed(
            par("Phụ lục I", self.CENTRED), par("A", self.CENTRED), par("Một."), wide,
            par("Phụ lục II", self.CENTRED), par("Hai."), section='<w:sectPr><w:pgSz w:w="11906"/></w:sectPr>',
        )  # fmt: skip
        assert [(annex.label, annex.landscape) for annex in document.annexes] == [
            ("Phụ lục I", True),
            ("Phụ lục II", False),
        ]
        assert [len(annex.blocks) for annex in document.annexes] == [1, 1]

    def test_before_the_signature_the_words_are_text(self) -> None:
        body = par("Phụ lục", self.CENTRED, "<w:b/>") + par("Nội dung.") + self.SIGNED
        assert read_docx(package(body)).annexes == ()

    def test_a_line_of_text_that_only_begins_so_is_text(self) -> None:
        document = self.typed(par("Phụ lục kèm theo gồm 3 trang.", self.CENTRED), par("Phụ lục"))
        assert document.annexes == ()


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("data", "code", "said"),
        [
            pytest.param(b"", "LC401", "không phải tệp .docx", id="empty"),
            pytest.param(b"hello", "LC401", "không phải tệp .docx", id="text"),
            pytest.param(good()[:-30], "LC401", "không phải tệp .docx", id="cut-off"),
            pytest.param(zipped(("a.txt", b"x")), "LC401", "không phải tệp Word", id="some-zip"),
            pytest.param(zipped(TYPES), "LC401", "không có phần văn bản", id="no-text"),
            pytest.param(OLE + bytes(600), "LC401", ".doc kiểu cũ", id="old-doc"),
            pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "LC401", "mật khẩu", id="password"),
            pytest.param(encrypted(), "LC401", "mật khẩu", id="zip-password"),
            pytest.param(zipped(TYPES, ("../x", b"")), "LC401", "không hợp lệ", id="climbing-name"),
            pytest.param(zipped(TYPES, ("/etc/x", b"")), "LC401", "không hợp lệ", id="absolute-name"),
            pytest.param(zipped(TYPES, ("C:\\x", b"")), "LC401", "không hợp lệ", id="drive-name"),
            pytest.param(zipped(TYPES, ("A", b""), ("a", b"")), "LC401", "trùng nhau", id="same-name"),
            pytest.param(
                zipped(TYPES, ("a", b"x"), method=zipfile.ZIP_BZIP2), "LC401", "không dùng", id="other-method"
            ),
            pytest.param(zipped(TYPES, ("a", bytes(8_000_000))), "LC402", "bom nén", id="ratio"),
            pytest.param(zipped(TYPES, ("a", bytes(65 * 2**20))), "LC402", "quá lớn", id="bomb"),
            pytest.param(zipped(TYPES, *((f"{n}", b"") for n in range(5000))), "LC402", "tệp con", id="entries"),
        ],
    )
    def test_are_refused_with_a_reason(self, data: bytes, code: str, said: str) -> None:
        with pytest.raises(DocumentError) as caught:
            read_docx(data, "vao.docx")
        problem = caught.value.problems[0]
        assert (problem.code, problem.place.path) == (code, "vao.docx")
        assert said in problem.message
        assert problem.advice

    def test_total_size_and_file_size(self) -> None:
        for limits in (Limits(total_size=1000), Limits(file_size=1000)):
            with pytest.raises(DocumentError) as caught:
                open_package(good(), limits=limits)
            assert caught.value.problems[0].code == "LC402"

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentError) as caught:
            read_docx(tmp_path / "khong-co.docx")
        assert caught.value.problems[0].code == "LC401"

    @pytest.mark.parametrize(
        "xml",
        [
            pytest.param(b"<w:document", id="not-closed"),
            pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', id="entity"),
            pytest.param(b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', id="outside"),
            pytest.param(b"<a>" * 400 + b"</a>" * 400, id="deep"),
        ],
    )
    def test_xml_that_no_word_writes(self, xml: bytes) -> None:
        with pytest.raises(DocumentError) as caught:
            read_docx(zipped(TYPES, ("word/document.xml", xml)))
        assert caught.value.problems[0].code == "LC403"

    def test_a_damaged_part(self) -> None:
        data = bytearray(good())
        at = data.find(b"word/document.xml") + 60
        data[at : at + 40] = bytes(40)
        with pytest.raises(DocumentError) as caught:
            read_docx(bytes(data))
        assert caught.value.problems[0].code == "LC401"

    @given(st.binary(max_size=300), st.integers(0, 5000))
    def test_no_damage_ends_in_another_error(self, noise: bytes, at: int) -> None:
        data = bytearray(good())
        data[at : at + len(noise)] = noise
        with suppress(DocumentError):
            read_docx(bytes(data))
