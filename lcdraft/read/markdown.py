"""Markdown to a document: the inverse of `lcdraft.write.markdown`, and forgiving towards the Markdown of others.

Heading numbers may be typed or missing, notes may be reference notes or inline ``^[…]``, paragraphs may be
wrapped, line ends and byte order marks of any kind. Links, images, code and HTML stay as the characters they
are: no word of the input is dropped. In a text without any "#", lines in bold that look like headings are headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lcdraft.document import (
    Block,
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
)
from lcdraft.frame import is_annex_label
from lcdraft.inlines import GAP, tidy_inlines
from lcdraft.markup import build_inlines
from lcdraft.read.frame import ANNEX_OPENING, ANNEX_ROLE, split_annexes, take_letterhead, take_signature
from lcdraft.read.headings import marker_level, match_heading, match_marker, nest_levels
from lcdraft.spacing import keep_wrapped_dashes
from lcdraft.text import normalize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["read_markdown"]

# Markdown-it drops, without a word, what is nested deeper than this.
_NESTING_LIMIT = 200
_NOTE_INDENT = 4
_CELL_BREAK = re.compile(r"((?:\A|[^\\])(?:\\\\)*)<br>")
_DELIMITER_CELL = re.compile(r":?-{3,}:?")
_BASIS_START = re.compile(r"[*_]*Căn cứ\s")


def read_markdown(text: str, name: str = "") -> Document:
    """The document that a Markdown text holds; ``name`` is the file it came from, for messages.

    Reading what `write_markdown` wrote gives the same document again, but for what that cannot keep.
    """
    text = keep_wrapped_dashes(normalize(re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))))
    return _Reader(text).document()


class _Reader:
    """Walks the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._markdown = _markdown()
        self._lines = text.split("\n")
        self._env: dict[str, Any] = {}
        self._definitions: dict[str, list[Token]] = {}
        self._used: set[str] = set()
        self._in_note = False
        self._before_headings = True
        self._levels: list[int] = []
        self._lists: list[_List] = []
        tokens: list[Token] = []
        self._markdown.block.parse(text, self._markdown, self._env, tokens)
        self._tokens = self._split_definitions(tokens)
        self._bold_headings = not any(token.type == "heading_open" for token in self._tokens)

    def document(self) -> Document:
        blocks = self._blocks(self._tokens)
        for label, tokens in self._definitions.items():
            if label not in self._used:
                blocks += self._note_blocks(tokens)
        if self._bold_headings:
            blocks = _levelled(blocks)
        blocks, annexes = split_annexes(blocks)
        letterhead, blocks = take_letterhead(blocks)
        signature, blocks = take_signature(blocks)
        return Document(tuple(blocks), letterhead, signature, annexes=annexes)

    def _split_definitions(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens without those of note definitions, which are kept by label."""
        body: list[Token] = []
        target = body
        for token in tokens:
            if token.type == "footnote_reference_open":
                target = self._definitions.setdefault(token.meta["label"], [])
            elif token.type == "footnote_reference_close":
                target = body
            else:
                target.append(token)
        return body

    def _blocks(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            match token.type:
                case "heading_open":
                    blocks.append(self._heading(int(token.tag[1]), tokens[position + 1].content))
                    position += 2
                case "paragraph_open":
                    inline = tokens[position + 1]
                    blocks += self._paragraph(inline.content, (token.map or [0])[0])
                    position += 2
                case "bullet_list_open" | "ordered_list_open":
                    self._lists.append(_List())
                case "list_item_open":
                    self._open_item(token)
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "table_open":
                    end = next(at for at in range(position, len(tokens)) if tokens[at].type == "table_close")
                    blocks.append(self._table(tokens[position:end]))
                    position = end
                case _:
                    pass
            position += 1
        return blocks

    def _heading(self, level: int, content: str) -> Heading:
        self._before_headings = False
        found = match_heading(content, styled=True)
        if found is None:
            return Heading(level, "", self._inlines(content))
        return Heading(level, found[1], self._inlines(found[2]))

    def _paragraph(self, content: str, line: int) -> Iterator[Block]:
        if self._lists and self._lists[-1].marker:
            current = self._lists[-1]
            inlines = self._inlines(content)
            if inlines:
                yield ListItem(inlines, current.marker, current.level)
            current.marker = ""
            return
        marked = match_marker(content)
        if marked is not None:
            indent = self._indent(line)
            level = 1 + indent // 2
            if self._lists:
                self._lists[-1].inner = (indent, level)
            yield ListItem(self._inlines(marked[1]), marked[0], level)
            return
        inlines = self._inlines(content)
        if inlines:
            yield self._plain_paragraph(inlines, content)

    def _plain_paragraph(self, inlines: tuple[Inline, ...], content: str) -> Paragraph | Heading:
        opening = None if self._in_note or self._lists else ANNEX_OPENING.match(content)
        if opening and is_annex_label(opening[1]):
            self._before_headings = False
            return Paragraph(inlines, ANNEX_ROLE)
        alone = inlines[0] if len(inlines) == 1 else None
        if self._before_headings and not self._in_note:
            if isinstance(alone, Emphasis) and content[0] == content[-1] == "_":
                return Paragraph(alone.children, "basis")
            if _BASIS_START.match(content):
                return Paragraph(alone.children if isinstance(alone, Emphasis) else inlines, "basis")
        if self._bold_headings and isinstance(alone, Strong) and content.startswith("**"):
            typed = match_heading(content.strip("*"))
            if typed is not None:
                self._before_headings = False
                return Heading(typed[0], typed[1], self._inlines(typed[2]))
        return Paragraph(inlines)

    def _open_item(self, token: Token) -> None:
        """Note the marker of an item and its level: one below the item that it stands in."""
        indent = self._indent((token.map or [0])[0])
        current = self._lists[-1]
        current.marker = f"{token.info}{token.markup}"
        current.inner = None
        if len(self._lists) == 1:
            current.level = 1 + indent // 2
            return
        above = self._lists[-2]
        current.level = above.level + 1
        if above.inner and above.inner[0] <= indent:
            current.level = above.inner[1] + (above.inner[0] < indent)
        above.inner = (indent, current.level)

    def _indent(self, line: int) -> int:
        text = self._lines[line].expandtabs(4)
        return max(len(text) - len(text.lstrip(" ")) - (_NOTE_INDENT if self._in_note else 0), 0)

    def _table(self, tokens: Sequence[Token]) -> Table:
        contents: list[list[str]] = []
        for token in tokens:
            if token.type == "tr_open":
                contents.append([])
            elif token.type == "inline":
                contents[-1].append(token.content)
        header_rows = 1
        if not any(contents[0]):
            del contents[0]
            header_rows = 0
        rows: list[tuple[Cell, ...]] = []
        for row in contents:
            if rows and all(_DELIMITER_CELL.fullmatch(content) for content in row):
                header_rows = len(rows)
            else:
                rows.append(tuple(self._cell(content) for content in row))
        return Table(tuple(rows), header_rows)

    def _cell(self, content: str) -> Cell:
        blocks: list[Block] = []
        for line in _CELL_BREAK.sub("\\1\n", content).split("\n"):
            marked = match_marker(line)
            inlines = self._inlines(marked[1] if marked else line)
            if marked:
                blocks.append(ListItem(inlines, marked[0], marker_level(marked[0])))
            elif inlines:
                blocks.append(Paragraph(inlines))
        return Cell(tuple(blocks))

    def _inlines(self, content: str) -> tuple[Inline, ...]:
        tokens: list[Token] = []
        self._markdown.inline.parse(content.strip(), self._markdown, self._env, tokens)
        return tidy_inlines(build_inlines(tokens, _text, self._leaf))

    def _leaf(self, token: Token) -> Inline | None:
        if token.type == "gap":
            return Span(GAP, gap=True)
        label = token.meta.get("label")
        if self._in_note:
            return Text(f"[^{label}]" if label else self._env["footnotes"]["list"][token.meta["id"]]["content"])
        if label:
            self._used.add(label)
            return Footnote(tuple(self._note_blocks(self._definitions[label])))
        content = build_inlines(self._env["footnotes"]["list"][token.meta["id"]]["tokens"], _text, self._leaf_of_note)
        return Footnote((Paragraph(tidy_inlines(content)),))

    def _leaf_of_note(self, token: Token) -> Inline | None:
        self._in_note = True
        try:
            return self._leaf(token)
        finally:
            self._in_note = False

    def _note_blocks(self, tokens: Sequence[Token]) -> list[Block]:
        lists, self._lists, self._in_note = self._lists, [], True
        try:
            return self._blocks(tokens)
        finally:
            self._lists, self._in_note = lists, False


class _List:
    """A list that is open.

    ``marker`` is that of the item whose first paragraph has not come yet; ``inner`` holds indent and level of
    the last item inside that item, be it one to Markdown or only to us: "(1). …".
    """

    def __init__(self) -> None:
        self.marker = ""
        self.level = 1
        self.inner: tuple[int, int] | None = None


def _text(text: str) -> Iterator[Inline]:
    yield Text(text)


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Headings known only by their numbers carry ranks; turn them into levels."""
    levels = iter(nest_levels(block.level for block in blocks if isinstance(block, Heading)))
    return [
        Heading(next(levels), block.number, block.inlines, block.id) if isinstance(block, Heading) else block
        for block in blocks
    ]


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote.index import footnote_def, footnote_inline, footnote_ref

    markdown = MarkdownIt("zero", {"maxNesting": _NESTING_LIMIT})
    markdown.enable(["heading", "lheading", "list", "table", "blockquote", "hr"])
    markdown.enable(["emphasis", "escape", "newline", "entity"])
    markdown.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    markdown.inline.ruler.before("emphasis", "gap", _gap_rule)
    markdown.inline.ruler.after("gap", "footnote_inline", footnote_inline)
    markdown.inline.ruler.after("footnote_inline", "footnote_ref", footnote_ref)
    markdown.inline.ruler.after("footnote_ref", "line_break", _line_break_rule)
    markdown.inline.terminator_re = re.compile(r"[\n*_\\\[\]^&<]")
    return markdown


_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def _line_break_rule(state: StateInline, silent: bool) -> bool:
    found = _BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _gap_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(GAP, state.pos):
        return False
    if not silent:
        state.push("gap", "", 0)
    state.pos += len(GAP)
    return True
