"""Markdown to documents: what we wrote comes back, what others wrote is understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

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
from lcdraft.inlines import tidy_inlines
from lcdraft.read.markdown import read_markdown
from lcdraft.write.markdown import write_markdown

# --- any document ---------------------------------------------------------------------------------------------------

_LETTERS = "aăâbcdđeêghik ươyÁĐỜ"
_SPECIALS = "*_`[]()<>|\\#&;:!^~-+.=,/%\"'“”–… 0123456789\u00a0"
_words = st.text(alphabet=_LETTERS + _SPECIALS, max_size=14)
_snippets_list = [
    "1. Về",
    "(1). Thu",
    "a) Giáo dục",
    "- xã hội",
    "+ 5",
    "I. TÌNH HÌNH",
    "Phần I",
    "2.327 tỷ đồng",
    "47,6%",
    "[…]",
    "[^1]",
    "[^1]: x",
    "^[x]",
    "<br>",
    "<b>",
    "&amp;",
    "| a |",
    "---",
    "***",
    "# x",
    "Căn cứ Quyết định",
    "![x](y)",
    "x\\",
    "~~x~~",
    "> x",
    "__x__",
    "- [ ] x",
    "===",
    "```",
]
_snippets = st.sampled_from(_snippets_list)
_texts = st.one_of(_words, _snippets).map(Text)
_spans = st.one_of(
    st.builds(Span, _words, st.none() | st.just(Origin("x", "1 : 2")), st.just(False)),
    st.just(Span("[…]", None, True)),
    st.just(Span("đạt […] tỷ đồng", None, True)),
)


def _rows(leaf: st.SearchStrategy[Inline]) -> st.SearchStrategy[tuple[Inline, ...]]:
    return st.lists(leaf, max_size=4).map(tuple)


_leaves: st.SearchStrategy[Inline] = st.one_of(_texts, _texts, _spans, st.just(LineBreak()))
_nested: st.SearchStrategy[Inline] = st.recursive(
    _leaves, lambda below: st.one_of(_rows(below).map(Strong), _rows(below).map(Emphasis)), max_leaves=4
)
_plain_rows = _rows(_nested)
_filled = _texts.filter(lambda text: bool(text.text.strip()))
_markers = st.sampled_from(["-", "+", "*", "(1).", "(12)", "1.", "7.", "3)", "a)", "đ)", "–", "•", "2.1."])
_note_blocks: st.SearchStrategy[Block] = st.one_of(
    _plain_rows.map(Paragraph),
    _plain_rows.map(Paragraph),
    st.builds(ListItem, _plain_rows, st.sampled_from(["-", "(1)."]), st.just(1)),
)
_notes = st.lists(_note_blocks, min_size=1, max_size=3).map(lambda blocks: Footnote(tuple(blocks)))
_inlines = _rows(st.one_of(_nested, _nested, _nested, _notes))
_numbers = st.sampled_from(["", "Phần I", "Phần thứ hai", "A.", "I.", "IV.", "1.", "12.", "2.1.", "2.1.3.", "a)", "đ)"])
_headings = st.builds(Heading, st.integers(1, 6), _numbers, _inlines, st.sampled_from(["", "x"]))
_cell_blocks: st.SearchStrategy[Block] = st.one_of(
    _inlines.map(Paragraph), st.builds(ListItem, _inlines, st.sampled_from(["-", "(1)."]), st.just(1))
)
_cells = st.lists(_cell_blocks, max_size=3).map(lambda blocks: Cell(tuple(blocks)))


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    height = draw(st.integers(1, 4))
    rows = tuple(tuple(draw(_cells) for _ in range(width)) for _ in range(height))
    return Table(rows, draw(st.integers(0, height)))


@st.composite
def _lists(draw: st.DrawFn) -> list[Block]:
    """List items whose level goes down by at most one step at a time, as every list of people does."""
    items: list[Block] = []
    level = draw(st.integers(1, 2))
    for _ in range(draw(st.integers(1, 4))):
        items.append(ListItem((draw(_filled), *draw(_inlines)), draw(_markers), level))
        level = draw(st.integers(1, level + 1))
    return items


_single = st.one_of(_inlines.map(Paragraph), _headings, _tables()).map(lambda block: [block])
_like_annexes = st.builds(
    lambda label, rest: [Paragraph((Strong((Text(label),)), LineBreak(), *rest))],
    st.sampled_from(["Phụ lục", "phụ lục IV", "PHỤ LỤC 2", "Phụ lục này"]),
    _plain_rows,
)
_basis = st.builds(Paragraph, _plain_rows, st.just("basis")).map(lambda block: [block])
_names = st.text(alphabet=_LETTERS + "*_|<[].;-", max_size=12).map(lambda text: f"Ủy {text} ban")
_name_rows = st.lists(_names, max_size=3).map(tuple)
_letterheads = st.builds(
    Letterhead,
    agency=_name_rows,
    superior=_name_rows,
    number=st.sampled_from(["Số: 12/BC-UBND", "Số:        /BC-UBND", ""]),
    place_date=st.one_of(st.just(""), _names),
    kind=_names,
    subject=st.one_of(st.just(""), _names),
    addressees=_name_rows,
)
_signatures = st.builds(Signature, _name_rows, st.one_of(st.just(""), _names), _name_rows)
_groups = st.lists(st.one_of(_single, _lists(), _like_annexes), max_size=6)
_annexes = st.builds(
    lambda label, title, reference, groups, landscape: Annex(
        label, title, reference, tuple(block for group in groups for block in group), landscape
    ),
    st.sampled_from(["Phụ lục", "Phụ lục I", "Phụ lục XIV", "PHỤ LỤC 2."]),
    st.one_of(st.just(""), _names),
    st.sampled_from(["", "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm 2025 của *Ủy ban*)"]),
    _groups,
    st.booleans(),
)
documents = st.builds(
    lambda start, groups, letterhead, signature, annexes: Document(
        tuple(block for group in (*start, *groups) for block in group),
        letterhead,
        signature,
        Properties("x"),
        tuple(annexes),
    ),
    st.lists(_basis, max_size=2),
    _groups,
    st.none() | _letterheads,
    st.none() | _signatures,
    st.lists(_annexes, max_size=2),
)


# --- what Markdown keeps of it --------------------------------------------------------------------------------------


def kept(document: Document) -> Document:
    """The document without what the docstring of the writer says is lost."""
    letterhead = document.letterhead
    if letterhead is not None:
        letterhead = replace(letterhead, addressees=tuple(_bare(name) for name in letterhead.addressees))
    signature = document.signature
    if signature is not None:
        signature = replace(signature, recipients=tuple(_bare(name) for name in signature.recipients))
    annexes = tuple(
        replace(annex, landscape=False, blocks=tuple(_kept_blocks(annex.blocks))) for annex in document.annexes
    )
    return Document(tuple(_kept_blocks(document.blocks)), letterhead, signature, annexes=annexes)


def _bare(name: str) -> str:
    return name.rstrip(" ;.")


def _kept_blocks(blocks: tuple[Block, ...]) -> list[Block]:
    kept_blocks: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(tuple(Cell(tuple(_kept_blocks(cell.blocks))) for cell in row) for row in block.rows)
            kept_blocks.append(Table(rows, block.header_rows))
        elif isinstance(block, Heading):
            kept_blocks.append(Heading(block.level, block.number, _kept_inlines(block.inlines)))
        elif isinstance(block, Paragraph) and block.role == "basis":
            inlines = _kept_inlines((Emphasis(_kept_inlines(block.inlines)),))
            if inlines:
                assert len(inlines) == 1
                assert isinstance(inlines[0], Emphasis)
                kept_blocks.append(Paragraph(inlines[0].children, "basis"))
        elif inlines := _kept_inlines(block.inlines):
            kept_blocks.append(replace(block, inlines=inlines))
    return kept_blocks


def _kept_inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(_kept_notes(tidy_inlines(inlines, merge_spans=True)))


def _kept_notes(inlines: tuple[Inline, ...]) -> list[Inline]:
    kept_inlines: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Footnote):
            kept_inlines.append(Footnote(tuple(_kept_blocks(inline.blocks))))
        elif isinstance(inline, Strong | Emphasis):
            kept_inlines.append(type(inline)(tuple(_kept_notes(inline.children))))
        else:
            kept_inlines.append(inline)
    return kept_inlines


# Whole documents take long to make up: half the usual number of examples, and no complaint about their making.
@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_reading_gives_back_what_was_written(document: Document) -> None:
    assert read_markdown(write_markdown(document)) == kept(document)


# --- the Markdown of others -----------------------------------------------------------------------------------------


def _texts_of(document: Document) -> list[str]:
    return [
        inlines_text(block.inlines, lambda note: "[" + " | ".join(_texts_of(Document(note.blocks))) + "]")
        for block in document.blocks
        if not isinstance(block, Table)
    ]


def test_typed_numbers_and_none() -> None:
    text = "# Phần I: Tình hình\n\n## I. KINH TẾ\n\n### Thương mại\n\n#### a) Bán lẻ\n\nNhiệm vụ\n========"
    assert read_markdown(text).blocks == (
        Heading(1, "Phần I", (Text("Tình hình"),)),
        Heading(2, "I.", (Text("KINH TẾ"),)),
        Heading(3, "", (Text("Thương mại"),)),
        Heading(4, "a)", (Text("Bán lẻ"),)),
        Heading(1, "", (Text("Nhiệm vụ"),)),
    )


def test_byte_order_mark_line_ends_and_wrapped_lines() -> None:
    text = "\ufeffTổng mức bán lẻ\r\nước đạt 2.327 tỷ đồng,\r\ntăng 2%.\r\n\r\nĐoạn hai\rnối tiếp.\r"
    assert _texts_of(read_markdown(text)) == ["Tổng mức bán lẻ ước đạt 2.327 tỷ đồng, tăng 2%.", "Đoạn hai nối tiếp."]


def test_decomposed_letters_become_nfc() -> None:
    text = unicodedata.normalize("NFD", "Ước đạt kế hoạch")
    assert _texts_of(read_markdown(text)) == ["Ước đạt kế hoạch"]


def test_a_wrapped_dash_is_no_list_item() -> None:
    assert _texts_of(read_markdown("phát triển kinh tế\n- xã hội")) == ["phát triển kinh tế - xã hội"]


def test_inline_notes_and_reference_notes() -> None:
    text = (
        "Bán lẻ^[Trong đó: [a].] và du lịch[^dl], thu[^2].\n\n"
        "[^dl]: Dòng một\n    dòng hai.\n\n    Đoạn *hai*.\n\n    - mục\n[^2]: Thu.\n[^khong]: Không ai gọi."
    )
    document = read_markdown(text)
    assert _texts_of(document) == [
        "Bán lẻ[Trong đó: [a].] và du lịch[Dòng một dòng hai. | Đoạn hai. | mục], thu[Thu.].",
        "Không ai gọi.",
    ]


def test_a_mark_without_its_note_stays_text() -> None:
    assert _texts_of(read_markdown("Bán lẻ[^9] tăng.")) == ["Bán lẻ[^9] tăng."]


def test_a_note_in_a_note_stays_text() -> None:
    assert _texts_of(read_markdown("a[^1]\n\n[^1]: b[^2] c\n[^2]: d")) == ["a[b[^2] c]", "d"]
    assert _texts_of(read_markdown("a^[b ^[c] d]")) == ["a[b c d]"]


@pytest.mark.parametrize(
    "text",
    [
        "Xem [cổng](https://a.vn) và ![ảnh](b.png)",
        "dùng `mã` và <b>đậm</b>",
        "<div>khối</div>",
        "~~bỏ~~ và ==nổi==",
    ],
)
def test_what_is_not_understood_stays_as_it_is(text: str) -> None:
    assert _texts_of(read_markdown(text)) == [text]


def test_code_and_quotations_keep_their_words() -> None:
    text = "```python\nmã nguồn\n```\n\n    thụt bốn ô\n\n> trích dẫn\n> hai dòng\n\n---\n\ncuối"
    assert _texts_of(read_markdown(text)) == ["```python mã nguồn ```", "thụt bốn ô", "trích dẫn hai dòng", "cuối"]


def test_lists_of_others() -> None:
    text = "* sao\n    * lùi bốn ô\n\n  đoạn của mục\n\n3. ba\n4. bốn\n\n(1). mục một\n\n(2) mục hai\n\nđ) mục chữ;"
    assert read_markdown(text).blocks == (
        ListItem((Text("sao"),), "*", 1),
        ListItem((Text("lùi bốn ô"),), "*", 2),
        Paragraph((Text("đoạn của mục"),)),
        ListItem((Text("ba"),), "3.", 1),
        ListItem((Text("bốn"),), "4.", 1),
        ListItem((Text("mục một"),), "(1).", 1),
        ListItem((Text("mục hai"),), "(2)", 1),
        ListItem((Text("mục chữ;"),), "đ)", 1),
    )


def test_gaps_typed_by_hand_are_gaps() -> None:
    assert read_markdown("Ước đạt […] tỷ đồng").blocks == (
        Paragraph((Text("Ước đạt "), Span("[…]", None, True), Text(" tỷ đồng"))),
    )


def test_bold_headings_of_a_text_without_headings() -> None:
    text = "**Phần I**\n\n**I. KINH TẾ**\n\n**1. Thương mại**\n\nBán lẻ tăng. **2. Không phải**\n\n**Ghi chú**"
    blocks = read_markdown(text).blocks
    assert [(block.level, block.number) for block in blocks if isinstance(block, Heading)] == [
        (1, "Phần I"),
        (2, "I."),
        (3, "1."),
    ]
    assert blocks[-1] == Paragraph((Strong((Text("Ghi chú"),)),))


def test_legal_bases_before_the_first_heading() -> None:
    text = "*Căn cứ Luật A;*\n\nCăn cứ Nghị định B.\n\n*(Kèm biểu)*\n\n# I. A\n\nCăn cứ C."
    blocks = read_markdown(text).blocks
    assert blocks[:2] == (
        Paragraph((Text("Căn cứ Luật A;"),), "basis"),
        Paragraph((Text("Căn cứ Nghị định B."),), "basis"),
    )
    assert blocks[2] == Paragraph((Emphasis((Text("(Kèm biểu)"),)),))
    assert blocks[4] == Paragraph((Text("Căn cứ C."),))


def test_a_letterhead_that_another_program_exported() -> None:
    text = (
        "| ỦY BAN NHÂN DÂN | **CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Độc lập – Tự do – Hạnh phúc |\n|---|---|\n"
        "| Số: 01/BC-UBND | *Lai Châu, ngày 05 tháng 7 năm 2025* |\n\n**BÁO CÁO**\n\n**Tình hình**\n\n"
        "Kính gửi: UBND tỉnh.\n\nNội dung.\n\n"
        "| Nơi nhận:<br>- Như trên;<br>- Lưu: VT. | CHỦ TỊCH |\n|---|---|\n| | Nguyễn Văn A |\n"
    )
    document = read_markdown(text)
    assert document.letterhead == Letterhead(
        agency=(),
        superior=("ỦY BAN NHÂN DÂN",),
        number="Số: 01/BC-UBND",
        place_date="Lai Châu, ngày 05 tháng 7 năm 2025",
        kind="BÁO CÁO",
        subject="Tình hình",
        addressees=("UBND tỉnh",),
    )
    assert document.signature == Signature(("CHỦ TỊCH",), "Nguyễn Văn A", ("Như trên", "Lưu: VT"))
    assert _texts_of(document) == ["Nội dung."]


def test_an_empty_text_is_an_empty_document() -> None:
    assert read_markdown("") == Document(())
    assert read_markdown("\ufeff\r\n\r\n") == Document(())


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*_snippets_list, "\n", "\n\n", "    ", "  ", "*", "a ", "xã ", "]", "[^", "- "])).map(
        "".join
    )
)
def test_no_word_of_any_markdown_is_lost(text: str) -> None:
    document = read_markdown(text)
    words = " ".join(_all_texts(document.blocks))
    for word in set(re.findall(r"[^\W\d_]{2,}", re.sub(r"&amp;|<br>", " ", text))):
        assert word in words


def _all_texts(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in Document(blocks).walk():
        if isinstance(block, Heading):
            found.append(block.number)
        if not isinstance(block, Table):
            found.append(inlines_text(block.inlines))
    return found
