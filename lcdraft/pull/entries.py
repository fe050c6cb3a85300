"""The entries of ``loi_mau`` in the file of a report: those that changed are written anew, all other lines stay."""

from __future__ import annotations

from collections.abc import Sequence

from lcdraft.dataset import Wording
from lcdraft.errors import DataError, Problem
from lcdraft.load.nodes import Mapping, Node, Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.rewording import WORDINGS, Entry
from lcdraft.text import normalize
from lcdraft.yamltext import quoted, scalar, wrapped

__all__ = ["entry_lines", "write_wordings"]

WIDTH = 110
COMMENT = "# Lời của mẫu nói khác đi trong riêng báo cáo này (cu: chữ của mẫu, moi: chữ thay vào, bo_doan: đoạn bỏ)"


def write_wordings(data: bytes, path: str, before: Sequence[Wording], entries: Sequence[Entry]) -> bytes:
    """The bytes of a report's file with these entries in place of those that it has (``before``).

    Raises:
        DataError: for a file that is no YAML.
    """
    if tuple(entries) == tuple(enumerate(before, 1)):
        return data
    raw = data.decode("utf-8").split("\n")
    ending = "\r" if any(line.endswith("\r") for line in raw) else ""
    lines = [normalize(line.removesuffix("\r")) for line in raw]
    for start, end, made in sorted(_edits(lines, path, before, entries), reverse=True):
        raw[start:end] = [line + ending for line in made]
    return "\n".join(raw).encode()


def entry_lines(wording: Wording, indent: str = "  ") -> list[str]:
    """An entry as a clerk would write it."""
    inner = f"{indent}  "
    lines = [f"{indent}- mau: {scalar(wording.template)}"]
    if wording.new is None:
        return [*lines, *_value("bo_doan", wording.old.text, inner)]
    return [*lines, *_value("cu", wording.old.text, inner), *_value("moi", wording.new.text, inner)]


Lines = tuple[int, int, list[str]]
"""Lines from the first (counted from 0) up to, not including, the second become others."""


def _edits(lines: list[str], path: str, before: Sequence[Wording], entries: Sequence[Entry]) -> list[Lines]:
    key, node = _node(lines, path)
    made = [line for _, wording in entries for line in entry_lines(wording)]
    if key is None:
        end = len(lines)
        while end and not lines[end - 1].strip():
            end -= 1
        return [(end, end, ["", COMMENT, f"{WORDINGS}:", *made])]
    start, end = key.line - 1, _end_of_key(lines, key)
    if not entries:
        own = start > 0 and lines[start - 1] == COMMENT
        first = start - own
        return [(first - (first > 0 and not lines[first - 1].strip()), end, [])]
    if not isinstance(node, YamlList) or not node.items or not all(_has_own_lines(lines, item) for item in node.items):
        return [(start, end, [f"{WORDINGS}:", *made])]
    return _edits_of_items(lines, node, end, before, entries)


def _edits_of_items(
    lines: list[str], node: YamlList, end: int, before: Sequence[Wording], entries: Sequence[Entry]
) -> list[Lines]:
    starts = [item.line - 1 for item in node.items]
    indent = " " * (len(lines[starts[0]]) - len(lines[starts[0]].lstrip(" ")))
    ends = [
        _without_comments(lines, here, there, len(indent))
        for here, there in zip(starts, [*starts[1:], end], strict=True)
    ]
    kept = {number: wording for number, wording in entries if number is not None}
    edits: list[Lines] = []
    for number, (old, item, first, last) in enumerate(zip(before, node.items, starts, ends, strict=True), 1):
        new = kept.get(number)
        if new is None:
            edits.append((first, last, []))
        elif new != old:
            edits.append(_changed(lines, item, (first, last), old, new, indent))
    added = [line for number, wording in entries if number is None for line in entry_lines(wording, indent)]
    return [*edits, (ends[-1], ends[-1], added)] if added else edits


def _changed(lines: list[str], item: Node, span: tuple[int, int], old: Wording, new: Wording, indent: str) -> Lines:
    """The lines of one entry: of the key that changed, where that is only its new words, else of all of it."""
    first, last = span
    whole = (first, last, entry_lines(new, indent))
    if not isinstance(item, Mapping) or _is_in_braces(lines, item):
        return whole
    if new.new is None or old.new is None or old.old.text != new.old.text:
        return whole
    keys = [key for key, _ in item.items]
    at = next(number for number, key in enumerate(keys) if key.text == "moi")
    start = keys[at].line - 1
    end = keys[at + 1].line - 1 if at + 1 < len(keys) else last
    head = lines[start][: keys[at].column - 1]
    if start == first:
        return whole
    end, made = _without_comments(lines, start, end, len(head)), _value("moi", new.new.text, head)
    value = item.items[at][1]
    if isinstance(value, Scalar) and value.end[0] == start + 1 and len(made) == 1:
        made[0] += lines[start][value.end[1] - 1 :]  # a comment behind it
    return start, end, made


def _node(lines: list[str], path: str) -> tuple[Scalar | None, Node | None]:
    problems: list[Problem] = []
    tree = compose("\n".join(lines).removeprefix("\ufeff"), path, problems)
    if problems:
        raise DataError(problems)
    items = tree.items if isinstance(tree, Mapping) else ()
    return next(((key, node) for key, node in items if key.text == WORDINGS), (None, None))


def _end_of_key(lines: list[str], key: Scalar) -> int:
    """The line behind all that belongs to a key of the outermost level; comments before the next key are not."""
    end = key.line
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t-#"):
        end += 1
    return _without_comments(lines, key.line - 1, end, 0)


def _without_comments(lines: list[str], start: int, end: int, indent: int) -> int:
    """The end without the empty lines before it, and without comments that stand no deeper than ``indent``."""
    while end > start + 1:
        line = lines[end - 1]
        bare = line.lstrip(" ")
        if bare.strip() and not (bare.startswith("#") and len(line) - len(bare) <= indent):
            break
        end -= 1
    return end


def _has_own_lines(lines: list[str], item: Node) -> bool:
    """Whether an entry begins on a line of its own."""
    return lines[item.line - 1].lstrip(" ").startswith("- ")


def _is_in_braces(lines: list[str], item: Node) -> bool:
    return lines[item.line - 1].lstrip(" -").startswith("{")


def _value(key: str, text: str, indent: str) -> list[str]:
    """A key with its text: on one line where it is short, else as a block."""
    head = f"{indent}{key}:"
    if not text:
        return [head]
    bare = text.strip()
    if "\n" not in bare:
        line = f"{head} {scalar(text) if text == bare else quoted(text)}"
        if len(line) <= WIDTH or text != bare:
            return [line]
    inner = f"{indent}  "
    pieces = [piece for line in bare.split("\n") for piece in _pieces(line.strip(), WIDTH - len(inner))]
    return [f"{head} |", *(f"{inner}{piece}" if piece else "" for piece in pieces)]


def _pieces(line: str, width: int) -> list[str]:
    return [line] if len(line) <= width or line.startswith("|") else wrapped(line, width)
