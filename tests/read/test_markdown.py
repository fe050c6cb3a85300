"""Markdown to documents: what we wrote comes back, what others wrote is understood."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

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
    Origin,
    Paragraph,
    Properties,
    Signature,
    Span,
    Strong,
    Table,
    Text,
)
from lcdraft.inlines import tidy_inlines
from lcdraft.read.markdown import read_markdown
from lcdraft.write.markdown import write_markdown

# --- any document ---------------------------------------------------------------------------------------------------

_LETTERS = "aăâbcdđeêghik ươyÁĐỜ"
_SPECIALS = "*_`[]()<>|\\#&;:!^~-+.=,/%\"'“”–… 0123456789\u00a0"
_words = st.text(alphabet=_LETTERS + _SPECIALS, max_size=14)
_snippets = st.sampled_from(
    [
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
)
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
documents = st.builds(
    lambda start, groups, letterhead, signature: Document(
        tuple(block for group in (*start, *groups) for block in group), letterhead, signature, Properties("x")
    ),
    st.lists(_basis, max_size=2),
    st.lists(st.one_of(_single, _lists()), max_size=6),
    st.none() | _letterheads,
    st.none() | _signatures,
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
    return Document(tuple(_kept_blocks(document.blocks)), letterhead, signature)


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


@settings(max_examples=400, deadline=None)
@given(documents)
def test_reading_gives_back_what_was_written(document: Document) -> None:
    assert read_markdown(write_markdown(document)) == kept(document)
