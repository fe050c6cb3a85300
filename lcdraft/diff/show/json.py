"""A comparison as plain data; the contract stands in ``docs/so-sanh-json.md``."""

from __future__ import annotations

import json
from dataclasses import asdict

from lcdraft.diff.model import Cause, Comparison, Line, Piece
from lcdraft.diff.show.entries import Entry, Kind, entries_of, tally_of
from lcdraft.diff.show.paths import Path, heading_paths
from lcdraft.diff.show.tokens import shown_pieces
from lcdraft.diff.show.words import plain_text, printable
from lcdraft.errors import Place

__all__ = ["as_json", "json_text"]


def as_json(comparison: Comparison) -> dict[str, object]:
    """What `json.dumps` can print: the changes in reading order, what caused them, and the summary."""
    paths = list(heading_paths(comparison.rows))
    return {
        "old": printable(comparison.old_name),
        "new": printable(comparison.new_name),
        "changes": [_change(comparison, entry, paths[entry.row]) for entry in entries_of(comparison)],
        "causes": [_cause(cause) for cause in comparison.causes],
        "summary": _summary(comparison),
    }


def json_text(comparison: Comparison) -> str:
    """`as_json` as text: every change and every cause on a line of its own, so that two comparisons can be compared."""
    parts = []
    for key, value in as_json(comparison).items():
        if isinstance(value, list) and value:
            lines = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
            parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{" + ",\n".join(parts) + "}\n"


def _summary(comparison: Comparison) -> dict[str, object]:
    counts = asdict(tally_of(comparison))
    unchanged = counts.pop("equal")
    return {
        "changed": comparison.changed,
        **counts,
        "unchanged": unchanged,
        "ignored": [{"name": printable(item.name), "count": item.count} for item in comparison.ignored],
        "uncompared": [printable(item) for item in comparison.uncompared],
    }


def _change(comparison: Comparison, entry: Entry, path: Path) -> dict[str, object]:
    row = comparison.rows[entry.row]
    change: dict[str, object] = {"kind": entry.kind.value, "where": printable(row.line.where)}
    if entry.kind is Kind.FIGURE and entry.figure is not None:
        change |= _figure(comparison, entry.figure)
    else:
        change |= {"old": _text(row.old), "new": _text(row.new)}
    change |= {
        "headings": list(path),
        "line": row.line.kind.name.lower(),
        "block": row.line.block,
        "row": row.line.row,
        "note": entry.note,
    }
    if entry.kind is Kind.TEXT:
        change["pieces"] = [_piece(piece) for piece in shown_pieces(row)]
    if entry.kind is Kind.MOVED and row.old is not None:
        change["from"] = {"where": printable(row.old.where), "block": row.old.block, "row": row.old.row}
    return change


def _figure(comparison: Comparison, index: int) -> dict[str, object]:
    figure = comparison.figures[index]
    return {
        "where": printable(figure.where or comparison.rows[figure.row].line.where),
        "old": printable(figure.old),
        "new": printable(figure.new),
        "name": printable(figure.name),
        "unit": printable(figure.unit),
        "prefix": printable(figure.prefix),
        "suffix": printable(figure.suffix),
        "delta": printable(figure.delta),
        "percent": printable(figure.percent),
        "indicator": printable(figure.indicator),
        "causes": list(figure.causes),
    }


def _piece(piece: Piece) -> dict[str, object]:
    text = plain_text(piece.text)
    return {"status": piece.status.value, "text": text, "figure": piece.figure is not None, "note": piece.note}


def _text(line: Line | None) -> str:
    return plain_text(f"{line.label} {line.text}" if line.label else line.text) if line is not None else ""


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "kind": cause.kind.value,
        "indicator": printable(cause.indicator),
        "name": printable(cause.name),
        "old": printable(cause.old),
        "new": printable(cause.new),
        "old_place": _place(cause.old_place),
        "new_place": _place(cause.new_place),
        "figures": len(cause.figures),
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {"file": printable(place.path), "line": place.line, "column": place.column}
