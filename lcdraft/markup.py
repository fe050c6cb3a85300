"""Marked-up text, as it comes out of a template, to blocks.

The text is Markdown of a small kind: headings, paragraphs, ``**bold**``, ``*italic*``, lists, pipe tables and
inline notes ``^[…]``. Whatever the program computed stands in it as a fence of private-use characters (see
`lcdraft.fences`), so that a figure is never read as Markdown and keeps its origin. A phrase that the data cannot
supply stands in it as `ABSENT`, and goes together with its separator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lcdraft.document import (
    Block,
    Cell,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.errors import Place, Problem, TemplateError
from lcdraft.fences import ABSENT, FENCE, FENCE_OPEN, MARK_OPEN, MARKS, STRAY, fenced_number
from lcdraft.inlines import tidy_inlines
from lcdraft.numbering import LETTERS, HeadingCounter, Numbering, NumberingError
from lcdraft.spacing import drop_absent, keep_wrapped_dashes, tidy_spacing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Numbering", "build_inlines", "parse_markup"]


_STOP_AGAIN = re.compile(r"\A([\ue003\ue004]*)\.(?!\.)")
_BETWEEN_LINES = re.compile(r"\ue004[ \t]*\n?[ \t]*\ue003")
_LINK = re.compile(r"(?<!\\)\]\(")
_HEADING_MARK = re.compile(r"\s*#{1,6}\s")
# "## Title {#id}", or "## Title {#id .chu}" where one heading is numbered otherwise than its level.
_HEADING_ID = re.compile(r"\s*\{#([\w.-]+)(?: +\.([\w-]+))?\}\s*$")
# Each with the signs without which it cannot be there: looking for those first saves most of the searching.
_NOT_UNDERSTOOD: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "HTML",
        ("<", "&"),
        re.compile(r"(?<!\\)<(?:!--|/?[A-Za-z][^<>]*>)|(?<!\\)&(?:nbsp|amp|lt|gt|quot|[mn]dash|hellip|#\w+);"),
    ),
    ("mã lệnh (dấu `)", ("`", "~~~"), re.compile(r"(?<!\\)`|^[ ]*~~~", re.MULTILINE)),
    ("chú thích tham chiếu [^…]", ("[^",), re.compile(r"(?<!\\)\[\^[^\]\s]+\]")),
    ("hình ảnh", ("![",), re.compile(r"(?<!\\)!\[[^\]]*\]\(")),
    (
        "đường kẻ ngang",
        ("--", "- ", "**", "* ", "__", "_ ", "="),
        re.compile(r"^[ ]*(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}|=+)$", re.MULTILINE),
    ),
    ("khối trích dẫn (dấu > đầu đoạn)", (">",), re.compile(r"\A>")),
    ("mã {#…} không đúng chỗ", ("{#",), re.compile(r"\{#")),
)
_ADVICE = (
    "Chỉ dùng đề mục #, gạch đầu dòng, mục 1., **đậm**, *nghiêng*, bảng | và chú thích ^[…];"
    " muốn in chính ký tự đó thì thêm \\ phía trước."
)


# Markdown-it drops, without a word, what is nested deeper than its own limit; ours lies well below it.
_NESTING_LIMIT, _DEEPEST = 200, 20


def parse_markup(text: str, *, spans: Sequence[Span] = (), numbering: Numbering, path: str = "") -> tuple[Block, ...]:
    """The blocks that the text says, headings and items numbered, fences replaced by their spans.

    ``path`` names the template in messages.

    Raises:
        TemplateError: for everything that was not understood (LC307) and every heading that skips
            a level or cannot be numbered (LC306), all at once.
    """
    builder = _Builder(spans, numbering, path)
    blocks = builder.build(text)
    if builder.problems:
        raise TemplateError(builder.problems)
    return tuple(blocks)


def build_inlines(
    tokens: Iterable[Token], text: Callable[[str], Iterable[Inline]], leaf: Callable[[Token], Inline | None]
) -> tuple[Inline, ...]:
    """Inlines from markdown-it's tokens.

    ``text`` turns literal text into inlines; ``leaf`` turns every other token that stands alone, such as
    the mark of a note, into an inline or nothing.
    """
    rows: list[list[Inline]] = [[]]
    pending: list[str] = []

    def flush() -> None:
        if pending:
            rows[-1].extend(text("".join(pending)))
            pending.clear()

    for token in tokens:
        kind = token.type
        if kind == "text" or kind == "text_special":
            pending.append(token.content)
        elif kind == "softbreak":
            pending.append(" ")
        else:
            flush()
            if kind == "hardbreak":
                rows[-1].append(LineBreak())
            elif token.nesting > 0:
                rows.append([])
            elif token.nesting < 0:
                children = tuple(rows.pop())
                if children:
                    rows[-1].append(Strong(children) if kind == "strong_close" else Emphasis(children))
            else:
                found = leaf(token)
                if found is not None:
                    rows[-1].append(found)
    flush()
    return tuple(rows[0])


class _Builder:
    """Walks the tokens of one text; collects problems instead of stopping at the first."""

    def __init__(self, spans: Sequence[Span], numbering: Numbering, path: str) -> None:
        self.problems: list[Problem] = []
        self._spans = spans
        self._numbering = numbering
        self._place = Place(path)
        self._markdown = _markdown()
        self._headings = HeadingCounter(numbering)
        self._items = 0
        self._lists: list[_List] = []
        self._unreviewed = False

    def build(self, text: str) -> list[Block]:
        text = keep_wrapped_dashes(self._check_fences(text.replace("\r\n", "\n")))
        tokens: list[Token] = []
        self._markdown.block.parse(text, self._markdown, {}, tokens)
        deepest = next((token for token in tokens if token.level > _DEEPEST), None)
        if deepest is not None:
            line = (deepest.map or [0])[0]
            self._not_understood(
                "gạch đầu dòng lồng quá nhiều cấp", text.split("\n")[line], "Bớt số cấp gạch đầu dòng."
            )
        return self._blocks(tokens)

    def _check_fences(self, text: str) -> str:
        """Drop fences that stand for nothing, and report those that cannot be read."""
        count = len(self._spans)

        def check(fence: re.Match[str]) -> str:
            index = fenced_number(fence[1])
            if index >= count:
                self._problem(
                    "LC307", f"không có số liệu thứ {index} trong văn bản", "Lỗi của chương trình; hãy báo lại."
                )
                return ""
            return fence[0] if self._spans[index].text else ABSENT

        text = FENCE.sub(check, text)
        bare = MARKS.sub("", FENCE.sub("", text).replace(ABSENT, ""))
        if STRAY.search(bare):
            for line in bare.splitlines():
                if STRAY.search(line):
                    excerpt = STRAY.sub("□", line).strip()
                    self._problem(
                        "LC307",
                        f"có ký tự lạ (vùng riêng của Unicode) trong đoạn “{_shorten(excerpt)}”",
                        "Xóa ký tự hiện thành ô vuông rồi gõ lại; thường do dán từ tệp dùng phông chữ ký hiệu.",
                        excerpt,
                    )
        return text

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
                    block = self._paragraph(tokens[position + 1].content, before_headings=not self._headings.depth)
                    if block is not None:
                        blocks.append(block)
                    position += 2
                case "bullet_list_open" | "ordered_list_open":
                    self._lists.append(_List(ordered=token.type == "ordered_list_open"))
                case "list_item_open":
                    self._lists[-1].waiting = True
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
        found = _HEADING_ID.search(content)
        if found:
            content = content[: found.start()]
        inlines = self._inlines(content) or ()
        title = inlines_text(inlines)
        if self._lists:
            self._problem(
                "LC307",
                f"đề mục “{_shorten(title)}” nằm trong gạch đầu dòng",
                "Viết đề mục sát lề trái, có dòng trống phía trên.",
                title,
            )
        above = self._headings.depth
        if level > above + 1:
            where = f"đề mục đứng trên nó ở cấp {above}" if above else "trước nó chưa có đề mục nào"
            self._problem(
                "LC306",
                f"đề mục “{_shorten(title)}” ở cấp {level} ({'#' * level}), nhưng {where}",
                f"Thêm đề mục cấp {above + 1} ({'#' * (above + 1)}) ở giữa, hoặc bớt dấu # của đề mục này.",
                title,
            )
            level = above + 1
        self._items = 0
        number = ""
        try:
            number = self._headings.next(level, (found[2] or "") if found else "")
        except NumberingError as error:
            self._problem(
                "LC306", f"“{_shorten(title)}”: {error}", "Sửa danh_so ở đầu mẫu, hoặc cấp của đề mục.", title
            )
        return Heading(level, number, inlines, found[1] if found else "")

    def _paragraph(self, content: str, *, before_headings: bool) -> Paragraph | ListItem | None:
        inlines = self._inlines(content)
        if inlines is None:
            return None
        if self._lists and self._lists[-1].waiting:
            self._lists[-1].waiting = False
            return ListItem(inlines, self._marker(), len(self._lists))
        is_basis = before_headings and not self._lists and inlines_text(inlines).startswith("Căn cứ ")
        return Paragraph(inlines, "basis" if is_basis else "body")

    def _marker(self) -> str:
        current = self._lists[-1]
        if not current.ordered:
            return "-" if sum(not each.ordered for each in self._lists) == 1 else "+"
        current.count += 1
        if len(self._lists) == 1:
            self._items += 1
            return self._numbering.item_marker(self._items)
        if current.count > len(LETTERS):
            self._problem("LC306", f"mục con thứ {current.count}: hết chữ cái để đánh số", "Chia danh sách này ra.")
            return ""
        return f"{LETTERS[current.count - 1]})"

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[list[Cell]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                inlines = self._inlines(token.content)
                rows[-1].append(Cell((Paragraph(inlines),) if inlines else ()))
        bare_head = not any(cell.blocks for cell in rows[0])
        return Table(tuple(tuple(row) for row in (rows[1:] if bare_head else rows)), header_rows=0 if bare_head else 1)

    def _inlines(self, content: str) -> tuple[Inline, ...] | None:
        """The inlines of one paragraph, or None where nothing but absent phrases stood."""
        self._unreviewed = False
        if MARK_OPEN in content:
            content = _BETWEEN_LINES.sub(" ", content)
        self._check(content)
        if ABSENT in content:
            content = drop_absent(content)
            if not any(character.isalnum() or character == FENCE_OPEN for character in content):
                return None
        env: dict[str, Any] = {}
        tokens: list[Token] = []
        self._markdown.inline.parse(tidy_spacing(content), self._markdown, env, tokens)
        self._check_leftovers(tokens)

        def nested(token: Token) -> None:
            self._not_understood(
                "chú thích nằm trong chú thích",
                env["footnotes"]["list"][token.meta["id"]]["content"],
                "Tách thành hai chú thích.",
            )

        def note(token: Token) -> Footnote | None:
            entry = env["footnotes"]["list"][token.meta["id"]]
            if _HEADING_MARK.match(entry["content"]):
                self._not_understood("đề mục nằm trong chú thích", entry["content"], "Bỏ dấu # ở đầu chú thích.")
            self._check_leftovers(entry["tokens"])
            inlines = tidy_inlines(build_inlines(entry["tokens"], self._text, nested))
            return Footnote((Paragraph(inlines),)) if inlines else None

        return tidy_inlines(build_inlines(tokens, self._text, note))

    def _text(self, text: str) -> Iterator[Inline]:
        """Literal text and the spans that stand in it; a stop after a span that ends in one is dropped."""
        after_stop = False
        for position, part in enumerate(FENCE.split(text)):
            if position % 2:
                span = self._spans[fenced_number(part)]
                after_stop = span.text.endswith(".") and not span.text.endswith("..")
                yield replace(span, unreviewed=True) if self._unreviewed else span
            else:
                if after_stop:
                    part = _STOP_AGAIN.sub(r"\1", part)
                yield from self._literal(part)

    def _literal(self, text: str) -> Iterator[Inline]:
        """Text as it was typed; what stands between marks is a span that says so."""
        for part in MARKS.split(text):
            if MARKS.fullmatch(part):
                self._unreviewed = part == MARK_OPEN
            elif part:
                yield Span(part, unreviewed=True) if self._unreviewed else Text(part)

    def _check(self, content: str) -> None:
        for name, signs, pattern in _NOT_UNDERSTOOD:
            if any(sign in content for sign in signs) and (found := pattern.search(content)):
                self._not_understood(name, content[found.start() : found.start() + 60])
        for bracket in _LINK.finditer(content):
            if not _is_no_link(content, bracket.start()):
                self._not_understood(
                    "liên kết [chữ](địa chỉ)", content[max(0, bracket.start() - 30) : bracket.end() + 30]
                )

    def _check_leftovers(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.type != "text":
                continue
            if "**" in token.content:
                self._not_understood(
                    "dấu ** không thành cặp",
                    token.content,
                    "Viết **chữ đậm** sát chữ, có dấu cách ở ngoài; ký tự thường thì viết \\*.",
                )
            if "^[" in token.content:
                self._not_understood(
                    "chú thích ^[ không có dấu ] đóng",
                    token.content,
                    "Mỗi chú thích nằm gọn trong một đoạn: ^[nội dung].",
                )

    def _not_understood(self, what: str, where: str, advice: str = _ADVICE) -> None:
        excerpt = self._readable(where)
        self._problem("LC307", f"không hiểu {what}, ở đoạn “{_shorten(excerpt)}”", advice, excerpt)

    def _problem(self, code: str, message: str, advice: str, excerpt: str = "") -> None:
        self.problems.append(Problem(code, message, self._place, advice, excerpt=excerpt))

    def _readable(self, text: str) -> str:
        """The text with its fences replaced by what they stand for, on one line."""
        shown = FENCE.sub(lambda fence: self._spans[fenced_number(fence[1])].text, text)
        return " ".join(STRAY.sub("", shown).split())


class _List:
    """A list that is open while its items are read."""

    def __init__(self, *, ordered: bool) -> None:
        self.ordered = ordered
        self.count = 0
        self.waiting = False


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote.index import footnote_inline

    markdown = MarkdownIt("zero", {"maxNesting": _NESTING_LIMIT})
    markdown.enable(["heading", "list", "table", "emphasis", "escape", "newline"])
    markdown.inline.ruler.after("image", "footnote_inline", footnote_inline)
    # The default set stops at every ":", "%" and "-", for rules that are not on here.
    markdown.inline.terminator_re = re.compile(r"[\n*_\\\[\]^]")
    return markdown


def _is_no_link(content: str, bracket: int) -> bool:
    """True where the "]" at ``bracket`` ends an inline note, an image (reported elsewhere) or escaped brackets."""
    depth = 0
    for position in range(bracket, -1, -1):
        if content[position] == "]":
            depth += 1
        elif content[position] == "[":
            depth -= 1
            if depth == 0:
                return content[max(0, position - 1)] in "^!\\"
    return True


def _shorten(text: str, width: int = 60) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
