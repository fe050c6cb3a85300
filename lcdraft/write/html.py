"""A document as one web page: nothing is fetched, every computed figure says where it came from.

The page works without its script: cards open on hover and focus by style sheet alone. A content security
policy names the only script and the only style sheet that may run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from lcdraft import wordml as names
from lcdraft.document import (
    NOT_WRITTEN,
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
    Signature,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
    shown_cells,
)
from lcdraft.frame import ADDRESSEES, MOTTO, RECIPIENTS, STATE, TOTAL, list_lines
from lcdraft.text import capitalize_first
from lcdraft.write.html_status import Line, progress_bar, status_panel

__all__ = ["write_html"]

_DEEPEST_HEADING = 6
_HEADING_SHAPES = {names.PART: ' class="part"', names.LETTER: ' class="point"'}
"""What sets a heading apart in print too: a part is centred, a point is plain."""
_DEEPEST_ITEM = 3
_ROOM = 11
"""Columns that a table may have on the sheet; one with more gets smaller letters and, if need be, a scroll bar."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBER_CELL = re.compile(r"[-−+]?\d[\d.,]*\s?[%‰]?")


def write_html(document: Document, *, title: str, language: str = "vi") -> str:
    """The document as a page of its own; the same document gives the same page.

    ``title`` stands in the browser's tab and in the bar at the top.
    """
    writer = _Writer()
    body = [
        *(writer.letterhead(document.letterhead) if document.letterhead else ()),
        *writer.blocks(document.blocks),
        *(writer.signature(document.signature) if document.signature else ()),
    ]
    annexes = [line for annex in document.annexes for line in writer.annex(annex)]
    body += writer.notes()
    outline = _outline(writer.headings)
    css, js = _resource("page.css"), _resource("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; base-uri 'none'; form-action 'none'"
    )
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_escape(title)}</title>",
        f"<style>{css}</style>",
        "</head>",
        '<body class="report">' if document.letterhead else "<body>",
        '<a class="skip" href="#noi-dung">Đến nội dung báo cáo</a>',
        *_bar(title, writer.figures, writer.gaps),
        *_notice(document.properties.notice),
        f'<div class="{"page" if outline else "page plain"}">',
        *outline,
        '<main id="noi-dung" tabindex="-1">',
        *status_panel(writer.progress),
        *(('<article class="sheet">', *body, "</article>") if body else ()),
        *annexes,
        "</main>",
        "</div>",
        f"<script>{js}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes the parts of a page, and counts what the bar and the outline show of them."""

    def __init__(self) -> None:
        self.figures = 0
        self.gaps = 0
        self.headings: list[tuple[Heading, str]] = []
        self.progress: list[Line] = []
        self._notes: list[Footnote] = []
        self._ids = {"noi-dung", "marks", "nhin-nhanh"}

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for is_item, group in groupby(blocks, key=lambda block: isinstance(block, ListItem)):
            if is_item:
                yield "<ul>"
                yield from (self._item(block) for block in group if isinstance(block, ListItem))
                yield "</ul>"
            else:
                for block in group:
                    yield from self._block(block)

    def letterhead(self, letterhead: Letterhead) -> Iterator[str]:
        yield '<header class="letterhead">'
        yield '<div class="head">'
        yield "<div>"
        yield from (_line(name) for name in letterhead.superior)
        last = len(letterhead.agency) - 1
        for number, name in enumerate(letterhead.agency):
            yield _line(name, "strong ruled" if number == last else "strong")
        yield "</div>"
        yield f'<div class="state-block">{_line(STATE, "state")}{_line(MOTTO, "motto ruled")}</div>'
        yield f'<div class="line">{_line(letterhead.number)}</div>'
        yield f'<div class="line">{_line(letterhead.place_date, "date")}</div>'
        yield "</div>"
        # A line of the subject should not begin with the dash of "kinh tế - xã hội".
        subject = _escape(letterhead.subject).replace(" - ", "&nbsp;- ")
        yield f'<div class="title ruled"><h1><span>{_escape(letterhead.kind)}</span> <span>{subject}</span></h1></div>'
        yield from self._addressees(letterhead.addressees)
        yield "</header>"

    def _addressees(self, addressees: Sequence[str]) -> Iterator[str]:
        if len(addressees) == 1:
            yield f'<div class="to"><p>{ADDRESSEES} {_escape(addressees[0])}</p></div>'
        elif addressees:
            yield f'<div class="to"><p>{ADDRESSEES}</p>{"".join(_line(line) for line in list_lines(addressees))}</div>'

    def signature(self, signature: Signature) -> Iterator[str]:
        yield '<footer class="sign">'
        yield '<div class="receivers">'
        if signature.recipients:
            yield f'<p class="label">{RECIPIENTS}</p>'
            yield f"<ul>{''.join(f'<li>{_escape(line)}</li>' for line in list_lines(signature.recipients))}</ul>"
        yield "</div>"
        yield '<div class="signer">'
        yield from (_line(line) for line in signature.authority)
        yield _line(signature.name, "person")
        yield "</div>"
        yield "</footer>"

    def annex(self, annex: Annex) -> Iterator[str]:
        """An annex as a section of its own, which the outline names."""
        anchor = self._anchor("phu-luc")
        self.headings.append((Heading(1, annex.label, (Text(annex.title),) if annex.title else ()), anchor))
        yield f'<section class="sheet annex" aria-labelledby="{anchor}">'
        title = f" <span>{_escape(annex.title)}</span>" if annex.title else ""
        yield f'<h2 id="{anchor}" class="part"><span>{_escape(annex.label)}</span>{title}</h2>'
        yield _line(annex.reference, "kem ruled")
        yield from self.blocks(annex.blocks)
        yield "</section>"

    def notes(self) -> Iterator[str]:
        """The notes gathered so far, with links back to their marks."""
        if not self._notes:
            return
        yield '<section class="notes" role="doc-endnotes" aria-labelledby="chu-thich">'
        yield '<h2 id="chu-thich">Chú thích</h2>'
        yield "<ol>"
        number = 0
        while number < len(self._notes):
            note = self._notes[number]
            number += 1
            parts = list(self.blocks(note.blocks))
            label = f"Về chỗ đánh dấu chú thích {number}"
            back = f'<a class="back" href="#cn-dau-{number}" role="doc-backlink" aria-label="{label}">↩</a>'
            if parts and parts[-1].endswith("</p>"):
                parts[-1] = f"{parts[-1].removesuffix('</p>')} {back}</p>"
            else:
                parts.append(back)
            yield f'<li id="cn-{number}" role="doc-endnote">{"".join(parts)}</li>'
        yield "</ol>"
        yield "</section>"

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(inlines, role):
                yield f'<p class="{"text basis" if role == "basis" else "text"}">{self._inlines(inlines)}</p>'
            case ListItem():
                yield self._item(block)
            case Table():
                yield from self._table(block)

    def _heading(self, heading: Heading) -> str:
        anchor = self._anchor(heading.id or f"muc-{len(self.headings) + 1}")
        self.headings.append((heading, anchor))
        tag = f"h{min(heading.level + 1, _DEEPEST_HEADING)}"
        shape = _HEADING_SHAPES.get(names.heading_style(heading.number, heading.level), "")
        number = f'<span class="no">{_escape(heading.number)}</span> ' if heading.number else ""
        return f'<{tag} id="{_escape(anchor)}"{shape}>{number}{self._inlines(heading.inlines)}</{tag}>'

    def _anchor(self, wanted: str) -> str:
        # Ids of notes, gaps and cards begin so; a heading id may not take their place.
        anchor = f"muc-{wanted}" if wanted.startswith(("cn-", "o-", "trong-", "chu-thich")) else wanted
        number = 2
        unique = anchor
        while unique in self._ids:
            unique = f"{anchor}-{number}"
            number += 1
        self._ids.add(unique)
        return unique

    def _item(self, item: ListItem) -> str:
        level = min(item.level, _DEEPEST_ITEM)
        shape = f' class="l{level}"' if level > 1 else ""
        return f'<li{shape}><span class="marker">{_escape(item.marker)}</span> {self._inlines(item.inlines)}</li>'

    def _table(self, table: Table) -> Iterator[str]:
        measured = any(cell.progress for row in table.rows for cell in row)
        wide = max(map(len, table.rows), default=0) > _ROOM
        yield f'<div class="table{" measured" if measured else ""}{" wide" if wide else ""}"><table>'
        head, rest = table.rows[: table.header_rows], table.rows[table.header_rows :]
        if head:
            yield f"<thead>{''.join(self._row(row, 'th', table.align) for row in head)}</thead>"
        yield f"<tbody>{''.join(self._row(row, 'td', table.align) for row in rest)}</tbody>"
        yield "</table></div>"

    def _row(self, row: Sequence[Cell], tag: str, align: Sequence[str]) -> str:
        cells: list[str] = []
        column = 0
        for cell, span in shown_cells(row):
            cells.append(self._cell(cell, tag, span, align[column] if column < len(align) else ""))
            column += span
        progress = next((cell.progress for cell in row if cell.progress), None)
        if progress is None:
            group = tag == "td" and len(cells) < len(row)
            return f'<tr class="group">{"".join(cells)}</tr>' if group else f"<tr>{''.join(cells)}</tr>"
        anchor = self._anchor("ct-1")
        self.progress.append(Line(anchor, _name_of(row), progress))
        return f'<tr id="{anchor}" class="{progress.pace}">{"".join(cells)}</tr>'

    def _cell(self, cell: Cell, tag: str, span: int, align: str) -> str:
        only = cell.blocks[0] if len(cell.blocks) == 1 else None
        text = ""
        if isinstance(only, Paragraph):
            content = self._inlines(only.inlines)
            text = inlines_text(only.inlines).strip()
        else:
            content = "".join(self.blocks(cell.blocks))
        wide = f' colspan="{span}"' if span > 1 else ""
        if tag == "th":
            words = ' class="words"' if align == "left" else ""
            return f'<th scope="col"{words}{wide}>{content}</th>'
        number = _NUMBER_CELL.match(text)
        value = f' data-v="{_plain_number(number[0])}"' if number and align == "right" else ""
        if cell.progress is not None:
            content += progress_bar(cell.progress)
        if align == "right" or (not align and number and number.end() == len(text)):
            return f'<td class="figure"{wide}{value}>{content}</td>'
        return f'<td class="middle"{wide}>{content}</td>' if align == "center" else f"<td{wide}>{content}</td>"

    def _inlines(self, inlines: Iterable[Inline]) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return _escape(text)
            case Span():
                return self._span(inline)
            case Strong(children):
                return f"<strong>{self._inlines(children)}</strong>"
            case Emphasis(children):
                return f"<em>{self._inlines(children)}</em>"
            case LineBreak():
                return "<br>"
            case Footnote():
                return self._mark(inline)

    def _span(self, span: Span) -> str:
        if not span.unreviewed:
            return self._figure(span)
        shown = self._figure(span)
        return shown if span.gap else f'<mark class="unreviewed" title="Chưa rà soát">{shown}</mark>'

    def _figure(self, span: Span) -> str:
        text = _escape(span.text)
        if span.gap:
            self.gaps += 1
            anchor = f' id="trong-{self.gaps}"'
            if span.origin is None or span.origin.formula == NOT_WRITTEN:
                return f'<mark class="gap"{anchor} tabindex="-1" title="Chưa có số liệu">{text}</mark>'
        elif span.origin is None:
            return text
        else:
            anchor = ""
        self.figures += 1
        card = f"o-{self.figures}"
        described = f'tabindex="0" aria-describedby="{card}"'
        shown = f'<span class="card" role="tooltip" id="{card}">{_card(span.origin, gap=span.gap)}</span>'
        if span.gap:
            return f'<mark class="gap fig"{anchor} {described}>{text}{shown}</mark>'
        return f'<span class="fig" {described}>{text}{shown}</span>'

    def _mark(self, note: Footnote) -> str:
        self._notes.append(note)
        number = len(self._notes)
        texts = [inlines_text(block.inlines) for block in note.blocks if not isinstance(block, Table)]
        told = _escape(" ".join(" ".join(texts).split()))
        link = f'href="#cn-{number}" role="doc-noteref" aria-label="Chú thích {number}" title="{told}"'
        return f'<sup class="mark" id="cn-dau-{number}"><a {link}>{number}</a></sup>'


def _name_of(row: Sequence[Cell]) -> str:
    """What a row is about: its first text of more than a number or a mark, without the word that marks a total."""
    texts = [inlines_text(block.inlines) for cell in row for block in cell.blocks if isinstance(block, Paragraph)]
    name = next((text for text in texts if sum(letter.isalpha() for letter in text) > 1), "")
    return capitalize_first(name.removeprefix(TOTAL))


def _plain_number(printed: str) -> str:
    """A printed number as scripts read it: "+1.234,5%" as 1234.5."""
    return printed.strip("%‰ +").replace(".", "").replace(",", ".").replace("−", "-")


def _card(origin: Origin, *, gap: bool) -> str:
    """What is known of a computed figure; only phrasing content, for it stands inside a paragraph."""
    parts = ["<b>Chưa có số liệu</b>"] if gap else []
    parts += ["<b>Chỉ tiêu</b>", f"<span>{_escape(origin.indicator)}</span>"]
    if origin.formula:
        parts += ["<b>Cách tính</b>", f'<span class="formula">{_escape(origin.formula)}</span>']
    if origin.operands:
        parts.append("<b>Số liệu gốc</b>")
    for operand in origin.operands:
        place = f"<code>{_escape(str(operand.place))}</code>" if operand.place else ""
        shown = f"<span>{_escape(operand.name)}</span> <strong>{_escape(operand.value)}</strong>"
        parts.append(f'<span class="operand">{shown} {place}</span>')
    return " ".join(parts)


def _bar(title: str, figures: int, gaps: int) -> Iterator[str]:
    yield '<header class="bar" aria-label="Công cụ xem báo cáo">'
    yield f'<p class="name">{_escape(title)}</p>'
    if figures:
        yield (
            '<label><input type="checkbox" id="marks" checked autocomplete="off">'
            f" Hiện đánh dấu {figures} số liệu tính</label>"
        )
    if gaps:
        yield f'<a class="gaps" href="#trong-1">Còn {gaps} chỗ trống</a>'
    else:
        yield '<span class="done">Không còn chỗ trống</span>'
    yield "</header>"


def _notice(text: str) -> Iterator[str]:
    """A line across the page, printed too, that is no part of the text."""
    if text:
        yield f'<p class="notice" role="note">{_escape(text)}</p>'


def _outline(headings: Sequence[tuple[Heading, str]]) -> list[str]:
    """Nested lists of links; a level that the document skips is skipped here too."""
    if not headings:
        return []
    lines = ['<details class="outline" open>', "<summary>Mục lục</summary>", '<nav aria-label="Mục lục">']
    open_levels: list[int] = []
    for heading, anchor in headings:
        while open_levels and open_levels[-1] > heading.level:
            lines.append("</li></ol>")
            open_levels.pop()
        if open_levels and open_levels[-1] == heading.level:
            lines.append("</li>")
        else:
            lines.append("<ol>")
            open_levels.append(heading.level)
        stop = "." if heading.number and heading.number[-1].isalnum() else ""
        label = f"{heading.number}{stop} {inlines_text(heading.inlines)}".strip()
        lines.append(f'<li><a href="#{_escape(anchor)}">{_escape(label)}</a>')
    lines += ["</li></ol>"] * len(open_levels)
    return [*lines, "</nav>", "</details>"]


def _line(text: str, shape: str = "") -> str:
    if not text:
        return ""
    return f'<p class="{shape}">{_escape(text)}</p>' if shape else f"<p>{_escape(text)}</p>"


def _escape(text: str) -> str:
    return html.escape(_UNPRINTABLE.sub("\ufffd", text))


@cache
def _resource(name: str) -> str:
    return files("lcdraft.write").joinpath(name).read_text("utf-8")


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
