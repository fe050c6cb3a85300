"""A comparison as a comment on a pull request: Markdown that no text of a draft can break out of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from lcdraft.diff.model import Comparison, FigureChange, LineKind, Row, Status
from lcdraft.diff.show.entries import notes_changed, row_kinds
from lcdraft.diff.show.paths import section_paths, short_path
from lcdraft.diff.show.tokens import Sign, Token, shortened
from lcdraft.diff.show.words import (
    KIND_NAMES,
    delta_words,
    ignored_words,
    periods_words,
    place_words,
    plain_text,
    printable,
    reason_words,
    shown_causes,
    summary_words,
    uncaused_words,
    uncompared_words,
    value_words,
)

__all__ = ["LIMIT", "write_comment"]

LIMIT = 60_000
"""Characters; GitHub takes 65,536 and GitLab 1,000,000."""
_ROOM_FOR_THE_END = 2_000
_SHARE_OF_FIGURES = 0.5
"""Of the room, what figures and causes may take where there are more than fit."""
_LONG = 2_500
"""Characters of one row; a longer one is cut, and says so."""
_LONG_CELL = 300
_TAGS = {Status.ADDED: "ins", Status.REMOVED: "del"}
_MARKS = re.compile(r"[\\`*_\[\]|~$<>]")
_REFERENCES = re.compile(r"[@#~]|!(?=\d|$)|[%&$](?=\d)|GH-(?=\d)|:(?=[a-z+-][a-z0-9_+-]*:)", re.IGNORECASE)
"""What GitHub and GitLab look for in the text of a comment: names, numbers of issues, signs for pictures."""
_LINKS = re.compile(r"(?:https?|ftp|mailto|javascript)(?=:)|www(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"
"""A word joiner: nobody sees it, and "@name" with it inside calls nobody."""


def write_comment(comparison: Comparison) -> str:
    """The comment, never longer than `LIMIT` characters; what did not fit is said with its count."""
    names = f"{_code(comparison.old_name)} → {_code(comparison.new_name)}"
    head = f"### So sánh dự thảo: {names}\n\n**{_escaped(summary_words(comparison))}**\n"
    closing = "\n\n".join(
        _cut(_escaped(text), _ROOM_FOR_THE_END // 2 - 50)
        for text in (ignored_words(comparison.ignored), uncompared_words(comparison.uncompared))
        if text
    )
    room = LIMIT - len(head) - _ROOM_FOR_THE_END
    lines = len(shown_causes(comparison)) + len(comparison.figures)
    figures = _fitted(_figure_parts(comparison), int(room * _SHARE_OF_FIGURES), lines, "dòng về số liệu")
    changes = sum(1 for _ in comparison.changes())
    blocks = _fitted(_block_parts(comparison), room - len(figures), changes, "chỗ thay đổi")
    return "\n".join(part for part in (head, figures, blocks, closing) if part).rstrip() + "\n"


def _fitted(parts: Iterable[tuple[str, int]], room: int, total: int, name: str) -> str:
    """As many parts as there is room for; each says how many of ``name`` it holds, of which there are ``total``."""
    kept: list[str] = []
    used = shown = 0
    for text, holds in parts:
        used += len(text) + 1
        if used > room:
            left = f"Còn {total - shown} {name} không đưa vào đây vì nhận xét có giới hạn độ dài; hãy xem bản HTML."
            return "\n".join([*kept, f"\n_{left}_\n"])
        kept.append(text)
        shown += holds
    return "\n".join(kept)


def _figure_parts(comparison: Comparison) -> Iterator[tuple[str, int]]:
    """The lines of causes and of the table, which count as one each."""
    if not comparison.figures:
        return
    yield "#### Số liệu đổi\n", 0
    causes = shown_causes(comparison)
    for cause in causes:
        yield f"- {_cut(_escaped(reason_words(cause)), 1_000)}", 1
    if causes or comparison.other_periods:
        said = periods_words(comparison) or uncaused_words(comparison)
        lead = "\n" if causes else ""
        yield (f"{lead}{_escaped(said)}\n" if said else ""), 0
    yield "| | Số liệu | Cũ → mới | Chênh lệch |\n| ---: | --- | --- | --- |", 0
    for number, figure in enumerate(comparison.figures, 1):
        yield _figure_line(number, figure), 1
    yield "", 0


def _figure_line(number: int, figure: FigureChange) -> str:
    where = f" ({figure.where})" if figure.where else ""
    cells = (f"{figure.name or 'Số liệu'}{where}", value_words(figure), delta_words(figure))
    return f"| {number} | {' | '.join(_cut(_escaped(cell), _LONG_CELL) for cell in cells)} |"


def _block_parts(comparison: Comparison) -> Iterator[tuple[str, int]]:
    """One part for every row that changed, folded under its heading path."""
    paths = list(section_paths(comparison.rows))
    if not comparison.changed:
        return
    yield "#### Thay đổi\n", 0
    for path, group in groupby(comparison.changes(), key=lambda pair: paths[pair[0]]):
        title = _escaped(" › ".join(short_path(path)) or "Phần đầu văn bản")
        for number, batch in enumerate(_batches(_row(row) for _, row in group)):
            again = " (tiếp)" if number else ""
            yield (
                f"<details><summary>{title}{again} ({len(batch)} chỗ)</summary>\n\n"
                + "\n".join(batch)
                + "\n</details>\n",
                len(batch),
            )


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in lots that a comment of limited length can hold one after the other."""
    lot: list[str] = []
    for text in texts:
        if lot and sum(map(len, lot)) + len(text) > 2 * _LONG:
            yield lot
            lot = []
        lot.append(text)
    if lot:
        yield lot


def _row(row: Row) -> str:
    kinds = ", ".join(KIND_NAMES[kind] for kind in row_kinds(row))
    parts = [f"**{kinds}**", _escaped(place_words(row.line))]
    if row.status is Status.MOVED and row.old is not None:
        parts.append(f"trước ở {_escaped(place_words(row.old))}")
    if row.old is not None and row.new is not None and notes_changed(row):
        parts.append("có trong chú thích")
    return f"- {_cut(' · '.join(part for part in parts if part), _LONG_CELL * 2)}<br>{_content(row)}\n"


def _content(row: Row) -> str:
    """The words of a row; one too long is shortened between words, so that every tag is closed."""
    if row.status is Status.MOVED and not any(piece.status is not Status.EQUAL for piece in row.pieces):
        return _cut(_escaped(" ".join(plain_text(row.line.text).split())), _LONG_CELL)
    parts: list[str] = []
    used = 0
    last = Status.EQUAL
    for status, group in groupby(shortened(row), key=lambda token: token.status):
        words = "".join(_worded(token) for token in group)
        room = _LONG - used
        cut = _cut(words, room) if room > 0 else ""
        blank = " " if words[:1] == " " or (last in _TAGS and status in _TAGS) else ""
        parts.append(f"{blank}{_tagged(cut.strip(), status)}")
        used += len(words)
        if used > _LONG:
            parts.append(" _(còn nữa)_")
            break
        last = status
    text = "".join(parts).strip()
    return f"<b>{text}</b>" if row.line.kind is LineKind.HEADING else text


def _tagged(text: str, status: Status) -> str:
    tag = _TAGS.get(status)
    return f"<{tag}>{text}</{tag}>" if tag and text else text


def _worded(token: Token) -> str:
    match token.sign:
        case Sign.OPEN:
            return " &#91;chú thích:"
        case Sign.CLOSE:
            return "&#93;"
        case Sign.CELL:
            return " │"
        case Sign.BREAK:
            return " ↵"
        case Sign.GAP:
            return " …"
        case Sign.WORD:
            return f"{' ' if token.blank else ''}{_escaped(token.text)}"


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Text that means nothing to Markdown, to HTML, or to those who look for names and numbers of issues in it.

    Entities rather than backslashes: they are read in the same way inside of HTML.
    """
    text = _LINKS.sub(_broken, _REFERENCES.sub(_broken, " ".join(printable(text).split()))).replace("&", "&amp;")
    text = _MARKS.sub(lambda found: f"&#{ord(found[0])};", text)
    # A line that begins with a slash is a command to GitLab.
    return f"&#47;{text[1:]}" if text.startswith("/") else text


def _broken(found: re.Match[str]) -> str:
    return f"{found[0]}{_JOINER}"


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _cut(text: str, size: int) -> str:
    """The text, cut between words where it is longer; an entity stays whole."""
    if len(text) <= size:
        return text
    at = text.rfind(" ", 0, size)
    return f"{text[: at if at > 0 else 0]} …".strip()
