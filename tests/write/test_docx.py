"""What the .docx writer makes, opened again as files: by zipfile, by python-docx, by our own reader."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from lcdraft.document import (
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
    Paragraph,
    Properties,
    Signature,
    Span,
    Strong,
    Table,
    Text,
)
from lcdraft.errors import DocumentError, TemplateError
from lcdraft.metrics import text_width
from lcdraft.read.docx import read_docx
from lcdraft.wordml import W
from lcdraft.write.docx import write_docx

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "bao-cao.docx").read_bytes()
HOSTILE = "R&D <10 ha> \"x\" 'y' {{ 7*7 }} {% if %} ]]> &amp;x"


def paragraph(*inlines: Inline | str, role: str = "body") -> Paragraph:
    return Paragraph(tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines), role)


def heading(level: int, number: str, title: str) -> Heading:
    return Heading(level, number, (Text(title),))


def note(*texts: str) -> Footnote:
    return Footnote(tuple(paragraph(text) for text in texts))


def table(*rows: tuple[str, ...], header_rows: int = 1) -> Table:
    return Table(tuple(tuple(Cell((paragraph(text),)) for text in row) for row in rows), header_rows)


HEAD = Letterhead(
    agency=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ MẪU"),
    number="Số: 12/BC-UBND",
    place_date="Mẫu, ngày 14 tháng 6 năm 2025",
    subject="Tình hình kinh tế - xã hội 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025",
    addressees=("Ủy ban nhân dân tỉnh", "Sở Tài chính"),
)
SIGNED = Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn A", ("Thường trực Thành ủy", "Lưu: VT, TH"))
REPORT = Document(
    (
        paragraph("Căn cứ Quyết định số 34/2019/QĐ-UBND;", role="basis"),
        heading(1, "Phần I", "ĐÁNH GIÁ TÌNH HÌNH"),
        heading(2, "I.", "KINH TẾ"),
        heading(3, "1.", "Thương mại"),
        heading(4, "đ)", "Du lịch"),
        paragraph(
            "Doanh thu đạt 2.327 tỷ đồng", note("Thương nghiệp 2.173.", "Dịch vụ 154."), note("Số ước."), ", tăng."
        ),
        ListItem((Text("Chợ: "), Strong((Text("đậm"),)), Emphasis((Text(" nghiêng"),))), "-"),
        ListItem((Text("Thu hút "), Span("đạt […] dự án", gap=True), Text(".")), "+", 2),
        table(("TT", "Chỉ tiêu", "6 tháng"), ("1", "Bán lẻ", "2.327"), ("2", "Dịch vụ", "154,5")),
        table(("A", "B"), header_rows=0),
        paragraph("Dòng một", LineBreak(), "dòng hai", note("Cuối.")),
        paragraph("Trên đây là báo cáo./."),
    ),
    HEAD,
    SIGNED,
    Properties("Báo cáo & <mẫu>", 'UBND "thành phố"', date(2025, 6, 14)),
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(data)[part])


def texts_of(data: bytes, part: str = "word/document.xml") -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in xml_of(data, part).iter(f"{W}p")]


def styles_of(data: bytes) -> list[str]:
    return [style.get(f"{W}val", "") for style in xml_of(data).iter(f"{W}pStyle")]


def rezip(data: bytes, changes: dict[str, bytes | Callable[[bytes], bytes] | None]) -> bytes:
    """The package with some parts replaced, changed, or (None) left out."""
    parts = parts_of(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            change = changes.get(name, content)
            if change is not None:
                archive.writestr(name, change(content) if callable(change) else change)
        for name in changes.keys() - parts.keys():
            added = changes[name]
            assert isinstance(added, bytes)
            archive.writestr(name, added)
    return out.getvalue()


def template_with(*paragraphs: str, extra: str = "") -> bytes:
    """The letterhead's package with other paragraphs in it; each is a text, or runs if it begins with "<"."""
    runs = (text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>" for text in paragraphs)
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}{extra}<w:sectPr/></w:body></w:document>'
    return rezip(TEMPLATE, {"word/document.xml": document.encode()})


def write(document: Document = REPORT, template: bytes = TEMPLATE, **values: object) -> bytes:
    return write_docx(document, template=template, context=values)


class TestLetterhead:
    def test_is_what_the_tool_makes(self) -> None:
        tool = {"__name__": "tool", "__file__": str(ROOT / "tools" / "make_letterhead.py")}
        exec((ROOT / "tools" / "make_letterhead.py").read_text(encoding="utf-8"), tool)
        assert parts_of(tool["letterhead"]()) == parts_of(TEMPLATE)  # type: ignore[operator]

    def test_python_docx_opens_it_with_the_decrees_geometry(self) -> None:
        section = docx.Document(io.BytesIO(TEMPLATE)).sections[0]
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides if side] == [20, 20, 30, 15]
        assert [round(side.mm) for side in (section.page_width, section.page_height) if side] == [210, 297]
        assert section.different_first_page_header_footer

    def test_every_style_is_times_new_roman_and_named_as_its_id(self) -> None:
        styles = xml_of(TEMPLATE, "word/styles.xml")
        fonts = {font for fonts in styles.iter(f"{W}rFonts") for font in fonts.attrib.values()}
        assert fonts == {"Times New Roman"}
        for style in styles.iter(f"{W}style"):
            id, name = style.get(f"{W}styleId", ""), style.find(f"{W}name").get(f"{W}val")  # type: ignore[union-attr]
            if id.startswith("ND30"):
                assert id == name

    def test_page_number_from_page_two(self) -> None:
        assert b" PAGE " in parts_of(TEMPLATE)["word/header1.xml"]
        assert b"PAGE" not in parts_of(TEMPLATE)["word/header2.xml"]

    def test_number_and_date_stand_in_one_row(self) -> None:
        rows = list(xml_of(write()).iter(f"{W}tr"))
        assert "".join(t.text or "" for t in rows[1].iter(f"{W}t")) == "Số: 12/BC-UBNDMẫu, ngày 14 tháng 6 năm 2025"

    def test_one_addressee_stands_on_the_line(self) -> None:
        one = Letterhead(("A",), addressees=("Ủy ban nhân dân tỉnh",))
        assert "Kính gửi: Ủy ban nhân dân tỉnh" in texts_of(write(Document((), one)))

    def test_several_addressees_stand_below(self) -> None:
        texts = texts_of(write())
        start = texts.index("Kính gửi:")
        assert texts[start : start + 3] == ["Kính gửi:", "- Ủy ban nhân dân tỉnh;", "- Sở Tài chính."]
        assert texts[texts.index("Nơi nhận:") + 2] == "- Lưu: VT, TH."

    def test_what_is_not_used_leaves_nothing_behind(self) -> None:
        plain = write(Document((paragraph("Nội dung"),)))
        assert [text for text in texts_of(plain) if text] == ["Nội dung"]
        assert xml_of(plain).find(f".//{W}tbl") is None
        no_subject = write(Document((), Letterhead(("A",), subject="")))
        assert "ND30TrichYeu" not in styles_of(no_subject)
        assert "ND30KinhGui" not in styles_of(no_subject)

    def test_the_empty_cell_of_an_agency_without_name_stays_sound(self) -> None:
        for cell in xml_of(write(Document((), Letterhead(()), Signature()))).iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"

    @pytest.mark.parametrize(("above", "share"), [("ND30TieuNgu", 1.0), ("ND30CoQuan", 0.42), ("ND30TrichYeu", 0.42)])
    def test_rules_are_as_long_as_the_decree_says(self, above: str, share: float) -> None:
        rule, lines = rule_below(write(), above)
        widths = [text_width(line, 13 if above == "ND30CoQuan" else 14, bold=True) * 20 for line in lines]
        column = {"ND30TieuNgu": 5640, "ND30CoQuan": 3715, "ND30TrichYeu": 9355}[above]
        length = column - int(rule.get(f"{W}left", 0)) - int(rule.get(f"{W}right", 0))
        longest = min(max(widths), column)
        assert length == pytest.approx(longest * share, rel=0.15 if above == "ND30TrichYeu" else 0.01)
        assert rule.get(f"{W}left") == rule.get(f"{W}right")

    def test_rules_follow_moved_margins(self) -> None:
        def move(xml: bytes) -> bytes:
            return xml.replace(b'w:left="1701"', b'w:left="2835"')

        before = rule_below(write(), "ND30TrichYeu")[0]
        after = rule_below(write(template=rezip(TEMPLATE, {"word/document.xml": move})), "ND30TrichYeu")[0]
        assert before.get(f"{W}left") != after.get(f"{W}left")


def rule_below(data: bytes, style: str) -> tuple[etree._Element, list[str]]:
    """The indents of the rule below the lines of a style, and those lines."""
    lines = [p for p in xml_of(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]
    rule = lines[-1].getnext()
    assert rule is not None
    indents = rule.find(f"{W}pPr/{W}ind")
    assert indents is not None
    return indents, ["".join(t.text or "" for t in line.iter(f"{W}t")) for line in lines]


class TestText:
    def test_python_docx_reads_the_text(self) -> None:
        texts = [p.text for p in docx.Document(io.BytesIO(write())).paragraphs]
        for expected in (
            "Phần I",
            "ĐÁNH GIÁ TÌNH HÌNH",
            "I. KINH TẾ",
            "1. Thương mại",
            "đ) Du lịch",
            "- Chợ: đậm nghiêng",
        ):
            assert expected in texts

    def test_styles_by_the_form_of_the_number(self) -> None:
        styles = styles_of(write())
        expected = ["ND30CanCu", "ND30Phan", "ND30PhanTen", "ND30Muc", "ND30Khoan", "ND30Diem", "ND30Body"]
        start = styles.index("ND30CanCu")
        assert styles[start : start + 7] == expected
        assert "ND30DauDong2" in styles

    def test_levels_are_outline_levels(self) -> None:
        levels = [level.get(f"{W}val") for level in xml_of(write()).iter(f"{W}outlineLvl")]
        assert levels == ["0", "0", "1", "2", "3"]

    @pytest.mark.parametrize("part", ["text", "note", "cell", "letterhead", "signature", "properties", "context"])
    def test_nothing_of_a_hostile_text_is_lost(self, part: str) -> None:
        blocks: dict[str, Block] = {
            "text": paragraph(HOSTILE),
            "note": paragraph("Chữ", note(HOSTILE)),
            "cell": table((HOSTILE,), header_rows=0),
        }
        head = Letterhead((HOSTILE,), (HOSTILE,), HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
        document = Document(
            (blocks.get(part, paragraph("Chữ")),),
            head if part == "letterhead" else None,
            Signature((HOSTILE,), HOSTILE, (HOSTILE,)) if part == "signature" else None,
            Properties(HOSTILE, HOSTILE) if part == "properties" else Properties(),
        )
        template = template_with("{{ x }}", "{{ vb.than_bai }}") if part == "context" else TEMPLATE
        made = write(document, template, x=HOSTILE)
        docx.Document(io.BytesIO(made))
        file = {"note": "word/footnotes.xml", "properties": "docProps/core.xml"}.get(part, "word/document.xml")
        text = "".join(str(piece) for piece in xml_of(made, file).itertext())
        assert text.count(HOSTILE) == {"letterhead": 7, "signature": 3, "properties": 3}.get(part, 1)

    @pytest.mark.parametrize("bad", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x85", "\ud800", "\ufffe"])
    @pytest.mark.parametrize("place", ["text", "note", "number", "marker", "letterhead", "properties"])
    def test_what_xml_cannot_hold_is_refused(self, bad: str, place: str) -> None:
        blocks: dict[str, Block] = {
            "text": paragraph(f"Chữ {bad}x"),
            "note": paragraph("Chữ", note(f"Chú thích {bad}")),
            "number": heading(2, f"I{bad}.", "KINH TẾ"),
            "marker": ListItem((Text("Chữ"),), f"-{bad}"),
        }
        head = Letterhead(("A",), subject=f"Tình hình {bad}") if place == "letterhead" else None
        title = Properties(f"Tên {bad}") if place == "properties" else Properties()
        with pytest.raises(DocumentError) as caught:
            write(Document((blocks.get(place, paragraph("Chữ")),), head, None, title))
        assert [problem.code for problem in caught.value.problems] == ["LC406"]
        assert f"U+{ord(bad):04X}" in str(caught.value)

    def test_every_bad_character_is_told(self) -> None:
        with pytest.raises(DocumentError) as caught:
            write(Document((heading(2, "I.", "KINH TẾ"), paragraph("a\x01"), paragraph("b\x02"))))
        assert len(caught.value.problems) == 2
        assert "I. KINH TẾ" in str(caught.value)

    def test_a_gap_is_marked_and_only_the_gap(self) -> None:
        runs = [run for run in xml_of(write()).iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
        assert ["".join(t.text or "" for t in run.iter(f"{W}t")) for run in runs] == ["[…]"]

    def test_text_is_composed(self) -> None:
        assert "Hoà" in texts_of(write(Document((paragraph("Hoa\u0300"),))))

    def test_tabs_and_line_ends_stay(self) -> None:
        run = next(xml_of(write(Document((paragraph("a\tb\nc"),)))).iter(f"{W}tab")).getparent()
        assert run is not None
        assert [str(child.tag).removeprefix(W) for child in run] == ["t", "tab", "t", "br", "t"]

    def test_the_last_paragraph_stays_with_the_signature(self) -> None:
        last = [p for p in xml_of(write()).iter(f"{W}p") if "./." in "".join(t.text or "" for t in p.iter(f"{W}t"))]
        assert last[0].find(f"{W}pPr/{W}keepNext") is not None


class TestTables:
    def test_header_rows_repeat_and_rows_stay_whole(self) -> None:
        first = tables_of(write())[1]
        rows = list(first.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)

    def test_numbers_stand_at_the_right(self) -> None:
        rows = list(tables_of(write())[1].iter(f"{W}tr"))
        places = [jc.get(f"{W}val") for jc in rows[1].iter(f"{W}jc")]
        assert places == ["center", "right"]

    def test_widths_fill_the_text(self) -> None:
        for made in tables_of(write())[1:3]:
            assert sum(int(column.get(f"{W}w", 0)) for column in made.iter(f"{W}gridCol")) == 9355

    def test_no_two_tables_touch(self) -> None:
        for made in tables_of(write()):
            after = made.getnext()
            assert after is not None
            assert after.tag == f"{W}p"

    def test_short_rows_are_filled_up(self) -> None:
        ragged = Table(((Cell((paragraph("a"),)), Cell((paragraph("b"),))), (Cell((paragraph("c"),)),)), 0)
        made = write(Document((ragged,)))
        assert [len(list(row.iter(f"{W}tc"))) for row in xml_of(made).iter(f"{W}tr")] == [2, 2]

    def test_many_columns_still_fit(self) -> None:
        wide = table(tuple("Chỉ tiêu phát triển" for _ in range(30)))
        columns = [int(c.get(f"{W}w", 0)) for c in xml_of(write(Document((wide,)))).iter(f"{W}gridCol")]
        assert sum(columns) == 9355
        assert min(columns) > 0


def tables_of(data: bytes) -> list[etree._Element]:
    return list(xml_of(data).iter(f"{W}tbl"))


class TestFootnotes:
    def test_one_note_for_each_mark_in_order(self) -> None:
        made = write()
        marks = [mark.get(f"{W}id") for mark in xml_of(made).iter(f"{W}footnoteReference")]
        notes = notes_of(made)
        assert marks == ["1", "2", "3"]
        assert list(notes) == marks
        assert list(notes.values()) == [" Thương nghiệp 2.173.Dịch vụ 154.", " Số ước.", " Cuối."]

    def test_neighbours_are_parted_by_a_raised_comma(self) -> None:
        marks = list(xml_of(write()).iter(f"{W}footnoteReference"))
        between = marks[0].getparent().getnext()  # type: ignore[union-attr]
        assert between is not None
        assert between.find(f"{W}t").text == ","  # type: ignore[union-attr]
        assert between.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "FootnoteReference"  # type: ignore[union-attr]

    def test_marks_in_headings_and_cells_count_too(self) -> None:
        cells = Table(((Cell((paragraph("a", note("hai")),)), Cell((paragraph("b", note("ba")),))),))
        made = write(Document((Heading(1, "I.", (Text("KINH TẾ"), note("một"))), cells, paragraph("c", note("bốn")))))
        assert list(notes_of(made).values()) == [" một", " hai", " ba", " bốn"]

    def test_a_note_that_opens_with_a_table_has_its_mark(self) -> None:
        made = write(Document((paragraph("a", Footnote((table(("x",), header_rows=0),))),)))
        assert len(list(xml_of(made, "word/footnotes.xml").iter(f"{W}footnoteRef"))) == 1

    def test_notes_in_notes_are_refused(self) -> None:
        inner = Footnote((paragraph("ngoài", note("trong")),))
        with pytest.raises(DocumentError, match="chú thích"):
            write(Document((paragraph("a", inner),)))

    def test_separators_and_settings_agree(self) -> None:
        made = write()
        kinds = [
            n.get(f"{W}type") for n in xml_of(made, "word/footnotes.xml").iter(f"{W}footnote") if n.get(f"{W}type")
        ]
        assert kinds == ["separator", "continuationSeparator"]
        listed = [n.get(f"{W}id") for n in xml_of(made, "word/settings.xml").iter(f"{W}footnote")]
        assert listed == ["-1", "0"]

    def test_notes_of_the_template_are_counted_in(self) -> None:
        footnotes = (
            f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
            '<w:footnote w:type="continuationNotice" w:id="2"><w:p/></w:footnote>'
            + "".join(f'<w:footnote w:id="{id}"><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:footnote>' for id, t in NOTES)
            + "</w:footnotes>"
        )
        mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
        template = template_with(mark.format(4), "{{ vb.than_bai }}", mark.format(3))
        template = rezip(template, {"word/footnotes.xml": footnotes.encode()})
        made = write(Document((paragraph("a", note("của báo cáo")),)), template, ten="R&D")
        assert notes_of(made) == {"1": "trước", "2": " của báo cáo", "3": "sau R&D"}
        assert [m.get(f"{W}id") for m in xml_of(made).iter(f"{W}footnoteReference")] == ["1", "2", "3"]


NOTES = ((3, "sau {{ ten }}"), (4, "trước"), (5, "không ai nhắc"))


def notes_of(data: bytes) -> dict[str | None, str]:
    return {
        item.get(f"{W}id"): "".join(t.text or "" for t in item.iter(f"{W}t"))
        for item in xml_of(data, "word/footnotes.xml").iter(f"{W}footnote")
        if item.get(f"{W}type") is None
    }


class TestTemplates:
    def test_tags_split_over_runs_work(self) -> None:
        """Word cuts a run where the spelling checker, a language or a revision begins."""

        def split(xml: bytes) -> bytes:
            def cut(found: re.Match[bytes]) -> bytes:
                run = b'</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:t xml:space="preserve">'
                return run.join(re.findall(rb".{1,3}", found[0]))

            return re.sub(rb"\{[{%][^}]*[}%]\}", cut, xml)

        made = write(template=rezip(TEMPLATE, {"word/document.xml": split}))
        assert texts_of(made) == texts_of(write())
        assert styles_of(made) == styles_of(write())

    def test_styles_are_found_by_name_and_edits_survive(self) -> None:
        """Ids rebuilt by another program, another font, other margins: all stay as the editor left them."""

        def edit(xml: bytes) -> bytes:
            return xml.replace(b'w:styleId="ND30Body"', b'w:styleId="a5"').replace(
                b'<w:basedOn w:val="ND30Body"/>', b'<w:basedOn w:val="a5"/>'
            )

        def refer(xml: bytes) -> bytes:
            return xml.replace(b'<w:pStyle w:val="ND30Body"/>', b'<w:pStyle w:val="a5"/>')

        edited = rezip(TEMPLATE, {"word/styles.xml": edit, "word/document.xml": refer})
        made = write(template=edited)
        assert "a5" in styles_of(made)
        assert "ND30Body" not in styles_of(made)
        assert read_docx(made) == read_docx(write())

    def test_fonts_of_the_template_stay(self) -> None:
        def rename(xml: bytes) -> bytes:
            return xml.replace(b"Times New Roman", b"Arial")

        made = write(template=rezip(TEMPLATE, {"word/styles.xml": rename}))
        assert b"Times New Roman" not in parts_of(made)["word/styles.xml"]

    def test_a_style_renamed_in_word_keeps_its_id(self) -> None:
        def rename(xml: bytes) -> bytes:
            return xml.replace(b'<w:name w:val="ND30Body"/>', '<w:name w:val="Thân bài"/>'.encode())

        made = write(template=rezip(TEMPLATE, {"word/styles.xml": rename}))
        assert "ND30Body" in styles_of(made)
        assert parts_of(made)["word/styles.xml"].count(b'w:styleId="ND30Body"') == 1

    def test_any_document_of_word_will_do(self) -> None:
        """python-docx's blank document: no styles of ours, no footnotes, theme fonts."""
        blank = docx.Document()
        blank.add_paragraph("Tiêu đề: {{ vb.trich_yeu }}")
        blank.add_paragraph("{{ vb.than_bai }}")
        made = write(template=saved(blank))
        again = read_docx(made)
        assert [b for b in again.blocks if not isinstance(b, Paragraph)] == [
            b for b in read_docx(write()).blocks if not isinstance(b, Paragraph)
        ]
        assert list(notes_of(made)) == ["1", "2", "3"]
        docx.Document(io.BytesIO(made))

    def test_a_template_without_the_text_has_its_tags_filled_in(self) -> None:
        made = write(REPORT, template_with("{{ don_vi.ten }} — {{ vb.ten_loai }}"), don_vi={"ten": "UBND & HĐND"})
        assert texts_of(made) == ["UBND & HĐND — BÁO CÁO"]
        assert notes_of(made) == {}

    def test_headers_are_filled_in(self) -> None:
        header = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>{{{{ ten }}}}</w:t></w:r></w:p></w:hdr>'
        made = write(template=rezip(TEMPLATE, {"word/header1.xml": header.encode()}), ten="R&D")
        assert texts_of(made, "word/header1.xml") == ["R&D"]

    def test_the_text_can_stand_in_a_cell_and_in_a_control(self) -> None:
        cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{{ vb.than_bai }}</w:t></w:r></w:p></w:tc>"
        extra = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl><w:p/>"
        made = write(Document((paragraph("Trong ô"),)), template_with("x", extra=extra))
        assert "Trong ô" in texts_of(made)
        assert all(cell[-1].tag == f"{W}p" for cell in xml_of(made).iter(f"{W}tc"))

    def test_values_are_not_templates(self) -> None:
        assert texts_of(write(REPORT, template_with("{{ x }}"), x="{{ vb.ten_loai }}")) == ["{{ vb.ten_loai }}"]

    @pytest.mark.parametrize(
        ("paragraphs", "said", "advice"),
        [
            (["a", "{{ vb.ten"], "không đủ cặp", "trọn trong một đoạn"),
            (["{{ a", "}}"], "không đủ cặp", "trọn trong một đoạn"),
            (["{% p if vb.co_ky %}"], "dấu cách thừa", "{%p"),
            (["{{p x }}"], "chèn XML thô", "{{ … }}"),
            (["Chữ {%p if vb.co_ky %}", "{%p endif %}"], "đứng chung", "một mình"),
            (["Chữ {{ vb.than_bai }}"], "đứng chung", "một mình"),
            (["{{ vb.than_bai }}", "{{ vb.than_bai }}"], "hơn một lần", "một thẻ"),
            (["{%p if vb.co_dau %}", "{{ vb.than_bai }}"], "thiếu {% endif %}", "{%p endif %}"),
            (["{%p khi vb.co_dau %}"], 'không có lệnh "khi"', "{%p if"),
            (["{{ vb.ten_loai | | }}"], "sai cú pháp", "{{ tên }}"),
            (["{{ vb.ten_loai.__class__.__mro__ }}"], "không được phép", ""),
            (["{{ 1 / 0 }}"], "không tính được", ""),
            (["{%p if 1 > 2 %}", "{{ vb.than_bai }}", "{%p endif %}"], "sẽ mất hoặc lặp lại", "Đưa thẻ ra ngoài"),
        ],
    )
    def test_broken_tags_are_explained(self, paragraphs: list[str], said: str, advice: str) -> None:
        escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
        with pytest.raises(TemplateError) as caught:
            write(template=template_with(*escaped))
        problem = caught.value.problems[0]
        assert problem.code == "LC404"
        assert said in problem.message
        assert advice in problem.advice
        assert problem.place.path == "bao-cao.docx"

    def test_commands_that_tear_the_document_apart_are_refused(self) -> None:
        row = "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p></w:tc></w:tr>"
        torn = template_with("{% if 1 > 2 %}a", extra=f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl><w:p/>")
        with pytest.raises(TemplateError, match="cấu trúc của Word"):
            write(template=torn)

    def test_the_paragraph_of_a_broken_tag_is_told(self) -> None:
        with pytest.raises(TemplateError) as caught:
            write(template=template_with("một", "hai", "ba {{ vb.trich_yu }} và {{ la }}", "{{ vb.tenloai }}"))
        places = [(problem.code, problem.place.line) for problem in caught.value.problems]
        assert places == [("LC405", 3), ("LC405", 3), ("LC405", 4)]
        first = min(caught.value.problems, key=lambda problem: "trich_yu" not in problem.message)
        assert "{{ vb.trich_yu }}" in first.message
        assert first.advice == "Có phải vb.trich_yeu?"

    def test_every_broken_paragraph_is_told_at_once(self) -> None:
        with pytest.raises(TemplateError) as caught:
            write(template=template_with("{{ a", "{{p b }}", "{{ vb.than_bai }} c"))
        assert [problem.place.line for problem in caught.value.problems] == [1, 2, 3]

    def test_control_characters_in_values_are_refused(self) -> None:
        with pytest.raises(TemplateError, match=r"U\+000C"):
            write(REPORT, template_with("{{ x }}"), x="trang\x0cmới")

    def test_macros_and_old_files_are_refused(self) -> None:
        def macro(xml: bytes) -> bytes:
            return xml.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )

        for template in (
            rezip(TEMPLATE, {"[Content_Types].xml": macro}),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        ):
            with pytest.raises(DocumentError) as caught:
                write(template=template)
            assert caught.value.problems[0].code == "LC401"

    def test_a_template_without_package_relationships_is_refused(self) -> None:
        with pytest.raises(DocumentError) as caught:
            write(template=rezip(TEMPLATE, {"_rels/.rels": None}))
        assert caught.value.problems[0].code == "LC401"


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_letterhead_is_filled_in_alike_with_and_without_docxtpl(monkeypatch: pytest.MonkeyPatch) -> None:
    from lcdraft.write import docx_template

    asked: list[str] = []
    real = docx_template._docxtpl
    monkeypatch.setattr(docx_template, "_docxtpl", lambda: asked.append("docxtpl") or real())
    plain = write()
    assert not asked
    monkeypatch.setattr(docx_template, "_PLAIN", re.compile("nothing is plain"))
    assert write() == plain
    assert asked


class TestReproducible:
    def test_same_bytes_in_other_processes(self) -> None:
        """Neither hash seed, time zone nor the clock shows in the file."""
        program = (
            "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from tests.write import test_docx as t; "
            "sys.stdout.write(hashlib.sha256(t.write()).hexdigest())"
        )
        digests = set()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
            environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
            done = subprocess.run(
                [sys.executable, "-c", program, str(ROOT)], env=environment, capture_output=True, text=True, check=True
            )
            digests.add(done.stdout)
        assert len(digests) == 1

    def test_the_zip_is_canonical(self) -> None:
        with zipfile.ZipFile(io.BytesIO(write())) as archive:
            infos = archive.infolist()
        names = [info.filename for info in infos]
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in infos} == {0}

    def test_properties_come_from_the_document(self) -> None:
        core = docx.Document(io.BytesIO(write())).core_properties
        assert (core.title, core.author, core.revision) == ("Báo cáo & <mẫu>", 'UBND "thành phố"', 1)
        assert core.created is not None
        assert core.created.date() == date(2025, 6, 14)


def test_importing_the_writer_is_cheap() -> None:
    program = (
        "import sys, lcdraft.write.docx; print([m for m in ('docx', 'docxtpl', 'jinja2', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_line_that_announces_a_list_stays_with_it() -> None:
    blocks = (
        paragraph("Nổi bật là:"),
        ListItem((Text("Nguyên nhân khách quan:"),), "-"),
        ListItem((Text("Dịch bệnh kéo dài."),), "+", 2),
        paragraph("Cụ thể như sau:"),
        paragraph("Không phải danh sách."),
        ListItem((Text("Một."),), "-"),
    )
    data = write_docx(Document(blocks), template=TEMPLATE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    kept = {
        "".join(leaf.text or "" for leaf in paragraph.iter(f"{W}t")): paragraph.find(f"{W}pPr/{W}keepNext") is not None
        for paragraph in root.iter(f"{W}p")
    }
    assert [text for text, keeps in kept.items() if keeps] == ["Nổi bật là:", "- Nguyên nhân khách quan:"]
    assert {"+ Dịch bệnh kéo dài.", "Cụ thể như sau:", "- Một."} < set(kept)
