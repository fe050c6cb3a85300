"""The figures that changed as a table of links, and what made them change with all that follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from lcdraft.diff.model import Cause, CauseKind, Comparison, FigureChange
from lcdraft.diff.show.html_rows import escape, figure_link, marked_tokens
from lcdraft.diff.show.tokens import Token, near_figure, tokens_of
from lcdraft.diff.show.words import (
    cause_kind,
    cause_place,
    cause_values,
    periods_words,
    shown_causes,
    uncaused_words,
    value_pair,
)

__all__ = ["figures_section"]

_MANY = 14
"""Causes, and rows of the table, that stand open; more scroll in a box of their own."""


def figures_section(comparison: Comparison) -> Iterator[str]:
    """The section, or nothing where no figure changed."""
    if not comparison.figures:
        return
    yield '<section class="panel figures" aria-labelledby="so-lieu">'
    yield f'<h2 id="so-lieu">Số liệu đổi <span class="count">{len(comparison.figures)}</span></h2>'
    yield from _causes(comparison)
    yield from _table(comparison)
    yield "</section>"


def _causes(comparison: Comparison) -> Iterator[str]:
    if comparison.other_periods:
        yield f'<p class="quiet">{escape(periods_words(comparison))}</p>'
    causes = shown_causes(comparison)
    if not causes:
        return
    yield f'<h3>Nguyên nhân <span class="count">{len(causes)}</span></h3>'
    many = len(causes) > _MANY
    if many:
        yield '<div class="box many" tabindex="0" role="region" aria-label="Nguyên nhân">'
    tokens: dict[int, list[Token]] = {}
    yield '<ol class="causes">'
    for number, cause in enumerate(causes, 1):
        yield f'<li id="c-{number}">{_cause(cause)}<details><summary>{_follow(cause)}</summary><ul>'
        for index in cause.figures:
            figure = comparison.figures[index]
            if figure.row not in tokens:
                tokens[figure.row] = tokens_of(comparison.rows[figure.row])
            text = marked_tokens(near_figure(tokens[figure.row], index))
            yield f'<li><a href="#{figure_link(index)}">{escape(figure.where) or "Đến chỗ này"}</a> {text}</li>'
        yield "</ul></details></li>"
    yield "</ol>"
    if many:
        yield "</div>"
    uncaused = uncaused_words(comparison)
    if uncaused:
        yield f'<p class="quiet">{escape(uncaused)}</p>'


def _cause(cause: Cause) -> str:
    kind = cause_kind(cause)
    head = f"{kind[0].upper()}{kind[1:]} đổi"
    place = f' <code class="place">{escape(cause_place(cause))}</code>' if cause_place(cause) else ""
    values = f" <b>{escape(cause_values(cause))}</b>" if cause_values(cause) else ""
    tag = "tag k-text" if cause.kind is CauseKind.TEMPLATE else "tag k-figure"
    return f'<span class="{tag}">{head}</span> {escape(cause.name or cause.indicator)}{values}{place}'


def _follow(cause: Cause) -> str:
    return f"kéo theo {len(cause.figures)} chỗ"


def _table(comparison: Comparison) -> Iterator[str]:
    with_causes = bool(shown_causes(comparison))
    heads = ("TT", "Số liệu", "Bản cũ", "Bản mới", "Chênh lệch", *(("Nguyên nhân",) if with_causes else ()))
    titles = "".join(f'<th scope="col">{name}</th>' for name in heads)
    many = len(comparison.figures) > _MANY
    box = ' class="box many" tabindex="0" role="region" aria-label="Bảng số liệu đổi"' if many else ' class="box"'
    yield f"<div{box}><table><thead><tr>{titles}</tr></thead><tbody>"
    for index, figure in enumerate(comparison.figures):
        yield _row(index, figure, with_causes=with_causes)
    yield "</tbody></table></div>"


def _row(index: int, figure: FigureChange, *, with_causes: bool) -> str:
    name = escape(figure.name or "Số liệu")
    where = f' <span class="at">{escape(figure.where)}</span>' if figure.where else ""
    old, new = value_pair(figure)
    difference = " ".join(f"<span>{escape(part)}</span>" for part in (figure.delta, figure.percent) if part)
    cells: tuple[str, ...] = (
        f'<td class="no">{index + 1}</td>',
        f'<td class="name"><a href="#{figure_link(index)}" title="Đến chỗ này trong văn bản">{name}</a>{where}</td>',
        f'<td class="old">{_led(figure.prefix, old, "")}</td>',
        f'<td class="new">{_led(figure.prefix, new, figure.suffix)}</td>',
        f'<td class="delta">{difference}</td>',
    )
    if with_causes:
        links = " ".join(f'<a href="#c-{cause + 1}">{cause + 1}</a>' for cause in figure.causes)
        cells = (*cells, f'<td class="why">{links}</td>')
    return f'<tr id="s-{index + 1}">{"".join(cells)}</tr>'


def _led(prefix: str, value: str, suffix: str) -> str:
    parts = (
        f'<span class="quiet">{escape(prefix)}</span>' if prefix else "",
        f"<b>{escape(value)}</b>",
        f'<span class="quiet">{escape(suffix)}</span>' if suffix else "",
    )
    return " ".join(part for part in parts if part)
