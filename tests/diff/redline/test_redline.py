"""Redlines of small drafts: what is marked, and that both drafts come back, settled here by other means."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import docx as python_docx
import pytest
from redline_files import NAMESPACES, Parts, W, changes, docx, fn, p, plain, r, said, table, tracked

from lcdraft.diff.redline import Redline, make_redline
from lcdraft.errors import DocumentError

DATE = datetime(2025, 6, 20, 8, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF muc </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def drawing(id: str) -> str:
    graphic = f'<pic:pic><pic:blipFill><a:blip r:embed="{id}"/></pic:blipFill></pic:pic>'
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Hình"/><a:graphic><a:graphicData uri="hinh">'
        f"{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def compared(old: bytes, new: bytes) -> Redline:
    """The redline of two drafts, after it was seen that both come back from it."""
    redline = make_redline(old, new, author="Trần Văn A", date=DATE)
    assert said(redline.data, "accept") == said(new)
    assert said(redline.data, "reject") == said(old)
    for change in changes(redline.data):
        if change.tag in (f"{W}ins", f"{W}del") and change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            assert len(change), "nothing stands in a change"
    return redline


class TestWords:
    def test_only_the_words_that_differ_are_marked(self) -> None:
        made = compared(docx(p("Đạt 2.327 tỷ đồng.")), docx(p("Đạt 2.410 tỷ đồng.")))
        assert (tracked(made.data, "del"), tracked(made.data, "ins")) == (["2.327"], ["2.410"])
        assert made.unexpressed == ()

    def test_drafts_that_are_equal_have_no_change(self) -> None:
        draft = docx(p("Một.") + table("ab", "cd") + p(), notes={})
        assert changes(compared(draft, draft).data) == []

    def test_runs_that_word_cut_up_are_no_change(self) -> None:
        assert changes(compared(docx(p("Một", " hai ba")), docx(p("Một ha", "i b", "a"))).data) == []

    def test_spelling_and_blanks_count(self) -> None:
        made = compared(docx(p("hoà bình  và")), docx(p("hòa bình và")))
        assert "hoà" in "".join(tracked(made.data, "del"))

    def test_texts_with_nothing_in_common_are_replaced_whole(self) -> None:
        made = compared(docx(p("Một hai ba bốn.") + p("Cuối")), docx(p("Xyz, uvw; rst!") + p("Cuối")))
        assert tracked(made.data, "del") == ["Một hai ba bốn."]

    def test_signs_tabs_breaks_and_private_characters(self) -> None:
        old = p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c \ue100 \U000f0001</w:t></w:r>")
        new = p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:noBreakHyphen/><w:t>c \U000f0002</w:t></w:r>")
        compared(docx(old), docx(new))

    def test_characters_of_xml_survive(self) -> None:
        made = compared(docx(p("R&amp;D &lt;10 ha &quot;a&quot;")), docx(p("R&amp;D &lt;12 ha &gt; &quot;a&quot;")))
        assert plain(said(made.data)) == 'R&D <12 ha > "a"'

    def test_a_field_is_one_thing(self) -> None:
        made = compared(docx(p("Xem mục ", FIELD.format("1"), " nhé")), docx(p("Xem mục ", FIELD.format("2"), " nhé")))
        main = Parts.of(made.data).xml("word/document.xml")
        assert [code.text for code in main.iter(f"{W}delInstrText")] == [" REF muc "]

    def test_a_field_over_several_paragraphs(self) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        old = p(begin, "Mục một") + p("Mục hai", end) + p("Văn bản.")
        compared(docx(old), docx(p(begin, "Mục mốt") + p("Mục ba") + p("Mục hai", end) + p("Văn bản.")))

    def test_simple_fields_formulas_and_smart_tags(self) -> None:
        simple = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
        math = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        tag = '<w:smartTag w:element="a" w:uri="b"><w:r><w:t>Lai</w:t></w:r></w:smartTag>'
        compared(docx(p("a ", math, " b")), docx(p(tag, " a ", math.replace("1", "2"), " b c")))
        compared(docx(p("Trang ", simple, " cũ")), docx(p("Trang ", simple, " mới")))


class TestLooks:
    def test_a_changed_look_of_equal_words(self) -> None:
        made = compared(docx(p("Một hai ba")), docx(p("Một ", r("hai", "<w:b/>"), " ba")))
        assert tracked(made.data, "ins") == []
        assert len([each for each in changes(made.data) if each.tag == f"{W}rPrChange"]) == 1

    def test_looks_that_are_cut_elsewhere(self) -> None:
        old = p(r("abc def", "<w:b/>"), r(" ghi", "<w:i/>"), " jkl")
        compared(docx(old), docx(p(r("abc", "<w:i/>"), r(" def ghi", "<w:b/>"), r(" jkl mno", "<w:i/>"))))

    def test_languages_are_no_look(self) -> None:
        new = p(r("Một", '<w:lang w:val="vi-VN"/>'))
        assert changes(make_redline(docx(p("Một")), docx(new), author="A", date=DATE).data) == []

    def test_another_style_of_a_paragraph(self) -> None:
        made = compared(docx(p("Mục")), docx(p("Mục", style="H1")))
        assert [each.tag for each in changes(made.data)] == [f"{W}pPrChange"]

    def test_a_style_that_only_the_old_draft_has_comes_along(self) -> None:
        base = '<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/></w:style>'
        own = (
            '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Riêng"/><w:basedOn w:val="Goc"/>'
            "<w:rPr><w:b/></w:rPr></w:style>"
        )
        taken = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Khác"/></w:style>'
        made = make_redline(
            docx(p("Một", style="X") + p("Hai"), styles=base + own),
            docx(p("Hai"), styles=taken),
            author="A",
            date=DATE,
        )
        styles = Parts.of(made.data).xml("word/styles.xml")
        names = {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles}
        assert names == {"Normal": "Normal", "H1": "heading 1", "X": "Khác", "XCu": "Riêng", "Goc": "Gốc"}
        assert plain(said(made.data, "reject")) == "Một\nHai"

    def test_styles_of_one_name_that_differ_are_told(self) -> None:
        style = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Riêng"/><w:rPr><w:{}/></w:rPr></w:style>'
        old = docx(p("Một", style="X"), styles=style.format("b"))
        made = compared(old, docx(p("Một", style="X"), styles=style.format("i")))
        assert any("Riêng" in line for line in made.unexpressed)

    def test_a_list_of_the_old_draft_comes_along(self) -> None:
        kind = (
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )
        item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        old = docx(p("Một", properties=item) + p("Hai", properties=item) + p("Cuối"), numbering=kind.format(5))
        new = docx(p("Một", properties=item) + p("Cuối"), numbering=kind.format(1))
        made = make_redline(old, new, author="A", date=DATE)
        numbering = Parts.of(made.data).xml("word/numbering.xml")
        assert [num.get(f"{W}numId") for num in numbering.iter(f"{W}num")] == ["1", "2"]
        assert made.unexpressed == ()
        assert plain(said(made.data, "reject")) == "Một\nHai\nCuối"


class TestBlocks:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("abc", "abc"),
            ("bc", "abc"),
            ("ab", "abc"),
            ("abcd", "ad"),
            ("ad", "abcd"),
            ("abc", "xyz"),
            ("abcdef", "defabc"),
            ("a", "abcde"),
            ("abcde", "a"),
            ("abTcd", "abcd"),
            ("abcd", "abTcd"),
            ("aTb", "aUb"),
            ("aTUb", "aUTb"),
            ("Ta", "a"),
            ("a", "Ta"),
            ("aTb", "b"),
            ("aT.", "a"),
            ("a", "aT."),
            ("a.T.b", "a.U.b"),
            ("....", ".."),
            (".a.", "a"),
            ("a", "..a.."),
            ("aTbUc", "aUbTc"),
        ],
    )
    def test_paragraphs_and_tables_come_and_go(self, old: str, new: str) -> None:
        tables = {"T": table("ab", "cd"), "U": table("xyz", "uvw", "rst")}
        texts = {letter: p(f"{letter * 3} Đoạn {letter} nói về việc {letter}{letter}.") for letter in "abcdefxyz"}
        known = {**tables, **texts, ".": p()}
        compared(docx("".join(map(known.get, old))), docx("".join(map(known.get, new))))

    def test_a_moved_paragraph_is_marked_as_moved(self) -> None:
        texts = [p(f"Đoạn thứ {n} nói về một việc khác hẳn, việc số {n * 17}.") for n in range(1, 8)]
        made = compared(docx("".join(texts)), docx("".join([texts[5], *texts[:5], texts[6]])))
        names = {each.tag.removeprefix(W) for each in changes(made.data)}
        assert names == {"moveFrom", "moveTo"}
        root = Parts.of(made.data).xml("word/document.xml")
        ranges = [(each.tag.removeprefix(W), each.get(f"{W}name")) for each in root.iter() if "Range" in each.tag]
        assert sorted(ranges, key=str) == [
            ("moveFromRangeEnd", None),
            ("moveFromRangeStart", "lcdraft1"),
            ("moveToRangeEnd", None),
            ("moveToRangeStart", "lcdraft1"),
        ]

    def test_a_paragraph_cut_in_two_and_two_made_one(self) -> None:
        whole = p("Kinh tế ổn định và phát triển. Xã hội an toàn, trật tự.") + p("Cuối")
        parts = p("Kinh tế ổn định và phát triển.") + p("Xã hội an toàn, trật tự.") + p("Cuối")
        compared(docx(whole), docx(parts))
        compared(docx(parts), docx(whole))

    def test_no_table_touches_another(self) -> None:
        made = compared(
            docx(p("a") + table("ab") + p("b") + p("c")), docx(p("a") + table("xyz", "uvw") + p("b") + p("c"))
        )
        body = Parts.of(made.data).xml("word/document.xml").find(f"{W}body")
        assert all((a.tag, b.tag) != (f"{W}tbl", f"{W}tbl") for a, b in pairwise(body))

    def test_sections(self) -> None:
        section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        one, two = p("Một hai ba"), p("", properties=section)
        compared(docx(one + two + p("Phụ lục")), docx(one + p("Cuối")))
        compared(docx(one + p("Cuối")), docx(one + two + p("Phụ lục")))
        made = compared(docx(one + two + p("Hết")), docx(one + two.replace("16838", "11906") + p("Hết")))
        root = Parts.of(made.data).xml("word/document.xml")
        assert len(list(root.iter(f"{W}sectPrChange"))) == 1

    def test_content_controls_are_taken_off_and_told(self) -> None:
        wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Một')}{p('Hai')}</w:sdtContent></w:sdt>{p('Ba')}"
        made = compared(docx(wrapped), docx(p("Một") + p("Ba")))
        assert any("content control" in line for line in made.unexpressed)


class TestTables:
    def test_rows_come_and_go(self) -> None:
        rows = [["1", "Lúa", "2.327"], ["2", "Ngô", "154"], ["3", "Chè", "10.815"], ["4", "Sắn", "7"]]
        old = docx(table(*rows) + p())
        new = docx(table(rows[0], ["1a", "Khoai", "33"], ["2", "Ngô", "155"], rows[3]) + p())
        root = Parts.of(compared(old, new).data).xml("word/document.xml")
        marks = [[mark.tag.removeprefix(W) for mark in row.iterfind(f"{W}trPr/*")] for row in root.iter(f"{W}tr")]
        assert sorted(marks) == [[], [], [], ["del"], ["ins"]]

    @pytest.mark.parametrize(
        ("old", "new"),
        [("a", "ab"), ("ab", "a"), ("ab", "b"), ("abc", "xyz"), ("", "a"), ("a", ""), ("abc", "c"), ("a", "cba")],
    )
    def test_paragraphs_of_a_cell(self, old: str, new: str) -> None:
        cells = ["".join(p(f"{letter * 4} ô") for letter in letters) or p() for letters in (old, new)]
        compared(*(docx(table([cell, "bên"]) + p("sau")) for cell in cells))

    def test_merged_cells_make_another_row(self) -> None:
        wide = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>{p('a')}</w:tc><w:tc>"
        wide += f'{p("b")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("c d")}</w:tc></w:tr>'
        wide += "</w:tbl>"
        compared(docx(table("ab", ["c", "d"]) + p()), docx(wide + p()))

    def test_tables_in_cells(self) -> None:
        inner = table("xy") + p("sau")
        compared(docx(table([inner, "b"]) + p()), docx(table([inner.replace(">x<", ">z<"), "b"], ["c", "d"]) + p()))

    def test_a_letterhead_is_tracked_like_any_table(self, samples: dict[str, bytes]) -> None:
        parts = Parts.of(samples["thang-2023-02"])
        main = parts.data["word/document.xml"].decode()
        parts.data["word/document.xml"] = main.replace("/BC-UBND", "12/BC-UBND").encode()
        made = compared(samples["thang-2023-02"], parts.packed())
        assert any("12" in text for text in tracked(made.data, "ins"))


class TestNotes:
    def test_a_note_comes(self) -> None:
        old = docx(p("Một hai"), notes={})
        made = compared(old, docx(p("Một", fn(4), " hai"), notes={4: "Chú thích"}))
        notes = Parts.of(made.data).xml("word/footnotes.xml")
        assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1"]
        assert notes[2].find(f"{W}p/{W}ins") is not None

    def test_a_note_goes_and_takes_its_text_along(self) -> None:
        old = docx(p("Một", fn(1), " hai", fn(2)), notes={1: "Chú thích một", 2: "Hai"})
        made = compared(old, docx(p("Một hai", fn(1)), notes={1: "Hai"}))
        notes = Parts.of(made.data).xml("word/footnotes.xml")
        texts = ["".join(t.text for t in note.iter(f"{W}delText")) for note in notes]
        assert texts == ["", "", "Chú thích một", ""]

    def test_the_new_draft_has_no_notes_at_all(self) -> None:
        made = compared(docx(p("Một", fn(1)), notes={1: p("a") + p("b")}), docx(p("Một")))
        parts = Parts.of(made.data)
        kinds = [note.get(f"{W}type") for note in parts.xml("word/footnotes.xml")]
        assert kinds == ["separator", "continuationSeparator", None]
        assert b"footnotes.xml" in parts.data["[Content_Types].xml"]
        assert b"footnotes.xml" in parts.data["word/_rels/document.xml.rels"]
        assert b"footnotePr" in parts.data["word/settings.xml"]

    def test_words_of_a_note_and_a_mark_cited_twice(self) -> None:
        old = docx(p("Một", fn(1), " hai", fn(1)), notes={1: p("Số liệu 5") + p("thêm")})
        compared(old, docx(p("Một", fn(1), " hai", fn(1)), notes={1: p("Số liệu 6")}))

    def test_notes_are_numbered_in_the_order_of_their_marks(self) -> None:
        old = docx(p("Đoạn một có chú thích", fn(1)) + p("Cuối", fn(2)), notes={1: "Bỏ đi", 2: "Giữ"})
        made = compared(old, docx(p("Mở đầu mới", fn(1)) + p("Cuối", fn(2)), notes={1: "Xyz", 2: "Giữ"}))
        root = Parts.of(made.data).xml("word/document.xml")
        ids = [mark.get(f"{W}id") for mark in root.iter(f"{W}footnoteReference")]
        notes = [note.get(f"{W}id") for note in Parts.of(made.data).xml("word/footnotes.xml")]
        assert (ids, notes) == (["1", "2", "3"], ["-1", "0", "1", "2", "3"])

    def test_a_mark_without_a_note_is_left_out(self) -> None:
        made = make_redline(docx(p("Một", fn(9)), notes={}), docx(p("Hai", fn(7)), notes={}), author="A", date=DATE)
        assert (plain(said(made.data)), plain(said(made.data, "reject"))) == ("Hai", "Một")


class TestWhatIsReferredTo:
    def test_a_removed_link_keeps_its_address(self) -> None:
        link = '<w:hyperlink r:id="rL"><w:r><w:t>trang tin</w:t></w:r></w:hyperlink>'
        made = compared(docx(p("Xem ", link, " nhé"), links={"rL": "https://a.example"}), docx(p("Xem nhé")))
        parts = Parts.of(made.data)
        found = parts.xml("word/document.xml").find(f".//{W}hyperlink")
        assert found.find(f"{W}del") is not None
        assert b"https://a.example" in parts.data["word/_rels/document.xml.rels"]
        id = found.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        assert f'Id="{id}"'.encode() in parts.data["word/_rels/document.xml.rels"]

    def test_a_removed_picture_comes_along(self) -> None:
        made = compared(docx(p("Hình ", drawing("rA"), " cũ"), images={"rA": PNG}), docx(p("Hình mới")))
        parts = Parts.of(made.data)
        assert [name for name in parts.data if name.endswith(".png")] == ["word/media/rA-cu1.png"]
        assert parts.data["word/media/rA-cu1.png"] == PNG

    def test_the_same_picture_under_another_id_is_no_change(self) -> None:
        old = docx(p("Hình ", drawing("rA")), images={"rA": PNG})
        assert (
            changes(make_redline(old, docx(p("Hình ", drawing("rB")), images={"rB": PNG}), author="A", date=DATE).data)
            == []
        )

    def test_a_picture_that_is_missing_is_told(self) -> None:
        made = make_redline(docx(p("Hình ", drawing("rA"))), docx(p("Hình")), author="A", date=DATE)
        assert any("hình" in line for line in made.unexpressed)

    def test_bookmarks_and_comments_of_the_new_draft_stay(self) -> None:
        mark = '<w:bookmarkStart w:id="1" w:name="_lc_0001_0123456789"/><w:bookmarkEnd w:id="1"/>'
        comment = (
            '<w:commentRangeStart w:id="5"/>{}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
        )
        old = docx(p(comment.format(r("Một")), " hai"))
        made = compared(old, docx(p(mark, comment.format(r("Một")), " ba")))
        text = Parts.of(made.data).data["word/document.xml"].decode()
        assert text.count("_lc_0001_0123456789") == text.count("commentReference") == 1
        assert any("comment" in line for line in made.unexpressed)
        ids = [each.get(f"{W}id") for each in changes(made.data)]
        assert len(set(ids)) == len(ids)
        assert "1" not in ids


class TestRunningHeads:
    def draft(self, head: str, foot: str = "", text: str = "Thu đạt 37 tỷ đồng.") -> bytes:
        document = python_docx.Document()
        document.add_paragraph(text)
        document.sections[0].header.paragraphs[0].text = head
        document.sections[0].footer.paragraphs[0].text = foot
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def told(self, old: bytes, new: bytes) -> list[str]:
        made = make_redline(old, new, author="A", date=DATE, names=("cu.docx", "moi.docx"))
        return [line for line in made.unexpressed if "trang" in line]

    def test_other_words_are_told(self) -> None:
        head, foot = self.told(self.draft("Dự thảo lần 1", "Lưu VT"), self.draft("Dự thảo lần 2"))
        assert head == ('phần đầu trang khác nhau giữa hai bản, dùng theo moi.docx: "Dự thảo lần 1" → "Dự thảo lần 2"')
        assert foot == 'phần chân trang khác nhau giữa hai bản, dùng theo moi.docx: "Lưu VT" → (không có)'

    def test_the_same_words_and_page_numbers_are_not(self) -> None:
        old = self.draft("Dự  thảo", "2")
        assert self.told(old, self.draft("Dự thảo", "3", text="Thu đạt 41 tỷ đồng.")) == []

    def test_a_long_one_is_cut(self) -> None:
        [head] = self.told(self.draft("Dự thảo " * 50), self.draft("Dự thảo"))
        assert len(head) < 250
        assert "…" in head


class TestDraftsWithChanges:
    def test_pending_changes_count_as_accepted_and_are_told(self) -> None:
        pending = p("Một ", '<w:ins w:id="1" w:author="B"><w:r><w:t>hai</w:t></w:r></w:ins>')
        pending += '<w:p><w:pPr><w:rPr><w:del w:id="2" w:author="B"/></w:rPr></w:pPr></w:p>' + p("Cuối")
        made = make_redline(docx(pending), docx(p("Một hai ba") + p("Cuối")), author="A", date=DATE)
        assert plain(said(made.data, "reject")) == "Một hai\nCuối"
        assert all(each.get(f"{W}author") == "A" for each in changes(made.data))
        assert len(made.unexpressed) == 1


class TestTheFile:
    def test_author_and_date(self) -> None:
        local = datetime(2025, 6, 20, 8, tzinfo=timezone(timedelta(hours=7)))
        made = make_redline(docx(p("Một")), docx(p("Hai")), author='A & "B"\x00', date=local)
        assert {(each.get(f"{W}author"), each.get(f"{W}date")) for each in changes(made.data)} == {
            ('A & "B"', "2025-06-20T01:00:00Z")
        }

    def test_the_same_drafts_give_the_same_bytes(self, samples: dict[str, bytes]) -> None:
        pair = samples["thang-2022-07"], samples["thang-2023-02"]
        once, again = (make_redline(*pair, author="A", date=DATE).data for _ in range(2))
        assert once == again

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html/>"])
    def test_what_is_no_docx_is_refused(self, data: bytes) -> None:
        sound = docx(p("Một"))
        for pair in ((data, sound), (sound, data)):
            with pytest.raises(DocumentError, match=r"bản (cũ|mới)"):
                make_redline(*pair, author="A", date=DATE)

    def test_a_body_that_is_missing_is_refused(self) -> None:
        parts = Parts.of(docx(p("Một")))
        parts.data["word/document.xml"] = f"<w:document {NAMESPACES}/>".encode()
        with pytest.raises(DocumentError, match="không có nội dung"):
            make_redline(parts.packed(), docx(p("Một")), author="A", date=DATE)

    def test_strict_open_xml_is_written_in_the_usual_names(self) -> None:
        parts = Parts.of(docx(p("Một hai")))
        for name, data in parts.data.items():
            transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            strict = data.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            parts.data[name] = strict.replace(office, b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        made = make_redline(docx(p("Một")), parts.packed(), author="A", date=DATE)
        assert plain(said(made.data)) == "Một hai"
        assert not any(b"purl.oclc.org" in data for data in Parts.of(made.data).data.values())
