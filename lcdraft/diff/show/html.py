"""A comparison as one web page that fetches nothing: figures with links, then the text with every change in it.

Without its script the page shows the whole text with the changes marked; with it unchanged text is folded, the drafts
can stand side by side, and keys lead from change to change. A content security policy names the only script and the
only style sheet that may run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from lcdraft.diff.model import Comparison, LineKind, Row, Status
from lcdraft.diff.show.entries import Tally, tally_of
from lcdraft.diff.show.html_figures import figures_section
from lcdraft.diff.show.html_rows import HtmlRows, escape
from lcdraft.diff.show.html_tables import column_rules, tables_of, wide_tables
from lcdraft.diff.show.paths import Path, heading_paths, short_path
from lcdraft.diff.show.words import ignored_words, summary_words, uncompared_words

__all__ = ["write_page"]

_CONTEXT = 1
_SHORT_FOLD = 2
"""So few unchanged rows are shown rather than folded."""


def write_page(comparison: Comparison) -> str:
    """The page; the same comparison gives the same page."""
    tally = tally_of(comparison)
    rows = comparison.rows
    tables = tables_of(rows)
    rules = column_rules(rows, tables)
    css, js = f"{_resource('page.css')}{rules}\n", _resource("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; base-uri 'none'; form-action 'none'"
    )
    title = f"So sánh {comparison.old_name} và {comparison.new_name}"
    text = list(_text(rows, tables))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="vi">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>{css}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#van-ban">Đến phần văn bản</a>',
        *(_bar(tally) if comparison.changed else ()),
        '<main tabindex="-1">',
        *_head(comparison, tally),
        *figures_section(comparison),
        '<section class="draft" id="van-ban" aria-labelledby="thay-doi" tabindex="-1">',
        '<h2 id="thay-doi">Toàn văn và các chỗ thay đổi</h2>',
        '<div class="sides" aria-hidden="true">'
        f"<p>Bản cũ: {escape(comparison.old_name)}</p><p>Bản mới: {escape(comparison.new_name)}</p></div>",
        *text,
        "</section>",
        "</main>",
        *_foot(tally, sum(len(line.encode("utf-8", "replace")) for line in text)),
        *_help(),
        f"<script>{js}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _head(comparison: Comparison, tally: Tally) -> Iterator[str]:
    yield '<header class="panel">'
    yield "<h1>So sánh hai dự thảo</h1>"
    yield f'<dl class="names"><div><dt>Bản cũ</dt><dd>{escape(comparison.old_name)}</dd></div>'
    yield f"<div><dt>Bản mới</dt><dd>{escape(comparison.new_name)}</dd></div></dl>"
    if comparison.changed:
        yield f'<ul class="tally">{"".join(_counts(tally))}</ul>'
    else:
        yield f'<p class="same">{escape(summary_words(comparison))}</p>'
    if comparison.uncompared:
        yield f'<p class="notice" role="note">{escape(uncompared_words(comparison.uncompared))}</p>'
    if comparison.ignored:
        yield f'<p class="quiet">{escape(ignored_words(comparison.ignored))}</p>'
    yield "</header>"


def _counts(tally: Tally) -> Iterator[str]:
    for key, count, name in (
        ("figure", tally.figures, "số liệu đổi"),
        ("text", tally.texts, "đoạn đổi câu chữ"),
        ("added", tally.added, "đoạn thêm"),
        ("removed", tally.removed, "đoạn bớt"),
        ("moved", tally.moved, "đoạn chuyển chỗ"),
        ("note", tally.notes, "đoạn đổi chú thích"),
    ):
        yield f'<li class="{key if count else "none"}"><b>{count}</b> {name}</li>'


def _bar(tally: Tally) -> Iterator[str]:
    """The controls; hidden until the script is there to serve them."""
    yield '<div class="bar" role="toolbar" aria-label="Công cụ so sánh" hidden>'
    yield '<div class="group"><button type="button" id="lui" title="Thay đổi trước (p)">‹ Trước</button>'
    yield '<span id="vi-tri" role="status"></span>'
    yield '<button type="button" id="toi" title="Thay đổi sau (n)">Sau ›</button></div>'
    yield '<div class="group" role="group" aria-label="Chỉ xem những chỗ có">'
    for key, count, name in (
        ("figure", tally.figures, "Số liệu"),
        ("text", tally.texts, "Câu chữ"),
        ("added", tally.added, "Thêm"),
        ("removed", tally.removed, "Bớt"),
        ("moved", tally.moved, "Chuyển"),
        ("note", tally.notes, "Chú thích"),
    ):
        state = f'data-filter="{key}" aria-pressed="false"{"" if count else " disabled"}'
        yield f'<button type="button" class="{key}" {state}>{name} <b>{count}</b></button>'
    yield "</div>"
    yield '<div class="group"><button type="button" id="kieu" aria-pressed="false" title="Hai cột hoặc một cột (v)">'
    yield "Hai cột</button>"
    yield '<button type="button" id="mo" aria-pressed="false" title="Hiện hoặc gấp các đoạn không đổi (e)">'
    yield "Hiện đoạn không đổi</button>"
    yield '<button type="button" id="giup" aria-haspopup="dialog" title="Phím tắt (?)">Phím tắt</button></div>'
    yield "</div>"


def _text(rows: Sequence[Row], tables: Sequence[int | None]) -> Iterator[str]:
    """The whole text: stretches with changes under their heading path, and folds of what did not change."""
    writer = HtmlRows(rows, tables, wide_tables(rows, tables))
    paths = list(heading_paths(rows))
    near = _near_changes(rows)
    path: Path = ()
    for shown, group in groupby(range(len(rows)), key=lambda number: near[number]):
        numbers = list(group)
        if not shown:
            yield from _fold(writer, numbers)
            continue
        yield '<div class="hunk">'
        over = paths[numbers[0]]
        if over and over != path and numbers[0] > 0:
            shown, whole = (escape(" › ".join(texts)) for texts in (short_path(over), over))
            yield f'<p class="path" title="{whole}">{shown}</p>'
        yield from (writer.row(number) for number in numbers)
        yield "</div>"
        path = paths[numbers[-1]]


def _fold(writer: HtmlRows, numbers: Sequence[int]) -> Iterator[str]:
    told = f"{len(numbers)} đoạn không đổi"
    closed, opened = f'<span class="closed">Hiện {told}</span>', f'<span class="opened">Gấp {told}</span>'
    yield f'<details class="fold" open><summary data-print="{told}">{closed}{opened}</summary>'
    yield from (writer.row(number) for number in numbers)
    yield "</details>"


def _near_changes(rows: Sequence[Row]) -> list[bool]:
    """Which rows are shown: what changed, a row of context, headings beside those, and gaps too small to fold."""
    near = [row.status is not Status.EQUAL for row in rows]
    for number in [number for number, changed in enumerate(near) if changed]:
        for other in range(max(0, number - _CONTEXT), min(len(rows), number + _CONTEXT + 1)):
            near[other] = True
    for number in range(len(rows) - 1, 0, -1):
        if near[number] and rows[number - 1].line.kind is LineKind.HEADING:
            near[number - 1] = True
    at = 0
    for shown, group in groupby(list(near)):
        size = len(list(group))
        if not shown and size <= _SHORT_FOLD:
            near[at : at + size] = [True] * size
        at += size
    return near


def _foot(tally: Tally, size: int) -> Iterator[str]:
    weight = f"{size / 1e6:.1f} MB".replace(".", ",") if size >= 100_000 else f"{max(size // 1000, 1)} kB"
    told = f"{tally.equal} đoạn không đổi; phần văn bản của trang này nặng {weight}."
    yield f'<footer class="foot"><p>{told}</p></footer>'


def _help() -> Iterator[str]:
    yield '<dialog id="tro-giup" aria-labelledby="phim-tat"><h2 id="phim-tat">Phím tắt</h2><dl>'
    for keys, said in (
        (("n", "j"), "thay đổi sau"),
        (("p", "k"), "thay đổi trước"),
        (("f",), "đến các nút lọc"),
        (("v",), "hai cột hoặc một cột"),
        (("e",), "hiện hoặc gấp các đoạn không đổi"),
        (("s",), "về bảng số liệu"),
        (("?",), "bảng này"),
    ):
        yield f"<div><dt>{' '.join(f'<kbd>{key}</kbd>' for key in keys)}</dt><dd>{said}</dd></div>"
    yield "</dl>"
    yield '<p><label><input type="checkbox" id="co-phim" checked autocomplete="off"> Dùng phím tắt</label></p>'
    yield '<button type="button" id="dong">Đóng</button></dialog>'


@cache
def _resource(name: str) -> str:
    return files("lcdraft.diff.show").joinpath(name).read_text("utf-8")


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
