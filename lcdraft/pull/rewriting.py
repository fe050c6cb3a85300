"""The passages and numbers that `pull` changes, put into a data file in the style in which the file is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    ScalarString,
    SingleQuotedScalarString,
)

from lcdraft.errors import Place, Problem
from lcdraft.load.nodes import Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.filling import file_width, one_line, refilled, with_breaks_of
from lcdraft.pull.texts import Key, Slot, Texts
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.pull.yamlmarks import Path

__all__ = ["set_number", "write_passages", "write_words"]

_NUMBER = re.compile(r"[-−]?[\d.,]*\d")
_LINE_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""What other programs take for line ends, and YAML too."""


def write_passages(file: YamlFile, texts: Texts, slots: Iterable[Slot]) -> None:
    """Ask for every changed passage of a file to be replaced, removed or added."""
    writer = _Writer(file, texts)
    for slot in slots:
        writer.write(slot)
    writer.write_new_items()


def set_number(file: YamlFile, place: Place, text: str) -> None:
    """Put another number in the place of the one that stands there, its quotes left as they are."""
    mark = file.marks.at(place.line - 1, place.column - 1)
    if mark is None:
        raise ValueError(place)
    old = file.node(mark.path)
    new = _NUMBER.sub(lambda _: text, old, count=1)
    style = type(old) if isinstance(old, ScalarString) else str
    if style is str and "," in new and file.marks.bracket(mark.path) is not None:
        style = DoubleQuotedScalarString
    file.set(mark.path, style(new))


def write_words(file: YamlFile, name: str, wanted: Mapping[str, Sequence[str]]) -> None:
    """Put other words in the place of those of a list: none, one, or several for each that is named in ``wanted``."""
    for number, item in enumerate(file.node((name,))):
        word = one_line(item)
        first, *others = wanted.get(word, (word,)) or (None,)
        if first is None:
            file.remove((name, number))
        elif first != word:
            file.set((name, number), _one_line(first))
        for other in others:
            file.add_item((name,), number, _one_line(other))


class _Writer:
    def __init__(self, file: YamlFile, texts: Texts) -> None:
        self._file = file
        self._texts = texts
        marks = file.marks
        bodies = [line for mark in marks.by_path.values() if mark.is_block for line in marks.body(mark)]
        self._width = file_width(bodies)
        self._new: dict[tuple[str, Key | None], list[Slot]] = {}

    def write(self, slot: Slot) -> None:
        name, inner = slot.key
        if slot.text is not None and slot.origin is None:
            if name == "noi_dung":
                self._new_section(inner, slot.text)
            else:
                self._remember_item(slot)
            return
        path = self._path(slot.key)
        if slot.text is None:
            self._file.remove(path)
        else:
            self._file.set(path, self._rewritten(path, slot.text))

    def write_new_items(self) -> None:
        for (name, after), slots in self._new.items():
            self._insert_items(name, after, slots)

    def _path(self, key: Key) -> Path:
        """Where a passage of the file stands."""
        name, inner = key
        if name == "phu-luc":
            return (inner.partition("/")[2],)
        if not inner.startswith("#"):
            return (name, inner) if inner else (name,)
        items = [number for number, text in enumerate(self._file.node((name,))) if _has_text(text)]
        return name, items[int(inner[1:]) - 1]

    # A passage in the style of what stands there

    def _rewritten(self, path: Path, text: str) -> ScalarString | str:
        old, mark = self._file.node(path), self._file.mark(path)
        if not mark.is_block or (isinstance(old, FoldedScalarString) and not _has_paragraphs(text)):
            return self._inline(path, old, text)
        body = _dedented(self._file.marks.body(mark))
        margin = self._column(path)
        return _literal(refilled(body, _lines(text), self._room(margin)), ended=old.endswith("\n"))

    def _inline(self, path: Path, old: str, text: str) -> ScalarString | str:
        """A text on one line, in quotes where it has them or needs them; folded where it is too long for a line."""
        in_brackets = self._file.marks.bracket(path) is not None
        if _has_paragraphs(text) and not in_brackets:
            return self._block(text, self._column(path))
        line = one_line(text)
        mark = self._file.mark(path)
        if mark.is_block or (mark.end[0] > mark.start[0] and not in_brackets):
            return self._folded(line, self._column(path), self._broken_lines(path), ended=old.endswith("\n"))
        if in_brackets and (_has_paragraphs(text) or not isinstance(old, ScalarString)):
            return _in_brackets(text)
        if isinstance(old, DoubleQuotedScalarString | SingleQuotedScalarString):
            return _text(line, type(old))
        fits = mark.start[1] + len(line) <= max(self._width, mark.end[1]) or not self._width
        return _one_line(line) if fits else self._folded(line, self._column(path), ())

    def _broken_lines(self, path: Path) -> list[str]:
        """The lines that a text of several lines has in the file, as they are read."""
        mark, lines = self._file.mark(path), self._file.marks.lines
        if mark.is_block:
            return _dedented(self._file.marks.body(mark))
        (first, start), (last, end) = mark.start, mark.end
        parts = [lines[first][start:], *lines[first + 1 : last], lines[last][:end]]
        return [part.strip().strip("\"'") for part in parts]

    def _folded(self, line: str, margin: int, old: Sequence[str], *, ended: bool = False) -> ScalarString:
        lines = refilled(old, with_breaks_of(old, line), self._room(margin))
        lines = [part.strip() for part in lines]
        folded: Any = FoldedScalarString(" ".join(lines) + ("\n" if ended else ""))
        at, breaks = -1, []
        for part in lines[:-1]:
            at += len(part) + 1
            breaks.append(at)
        folded.fold_pos = breaks
        made: ScalarString = folded
        return made

    def _block(self, text: str, margin: int) -> LiteralScalarString:
        return _literal(refilled((), _lines(text), self._room(margin)))

    def _column(self, path: Path) -> int:
        """Where the lines of a block begin: behind the dash of an item, below the key of an entry."""
        mark = self._file.mark(path)
        body = [line for line in self._file.marks.body(mark) if line.strip()] if mark.is_block else []
        if body:
            return min(len(line) - len(line.lstrip()) for line in body)
        return (mark.key[1] if mark.key else 0) + 2

    def _room(self, margin: int) -> int:
        return self._width - margin if self._width else 0

    # Items and sections that are new

    def _new_section(self, section: str, text: str) -> None:
        """Where the section stands empty; else behind the last whose name begins alike, else behind the last of all."""
        sections = self._file.node(("noi_dung",))
        if not isinstance(sections, CommentedMap) or not sections:
            value = CommentedMap({section: self._block(text, 4)})
            self._file.put("noi_dung", value)
            return
        if section in sections:
            path = ("noi_dung", section)
            self._file.set(path, self._block(text, self._column(path)))
            return
        opening = section.partition(".")[0]
        names = [str(name) for name in sections if not self._is_removed(("noi_dung", str(name)))] or list(sections)
        like = [name for name in names if name.partition(".")[0] == opening]
        after = (like or names)[-1]
        beside = ("noi_dung", after)
        in_brackets = self._file.marks.bracket(beside) is not None
        made = _in_brackets(text) if in_brackets else self._block(text, self._column(beside))
        self._file.add_key(("noi_dung",), after, section, made)

    def _is_removed(self, key: Key) -> bool:
        slot = self._texts.slots.get(key)
        return slot is not None and slot.text is None

    def _remember_item(self, slot: Slot) -> None:
        name = slot.key[0]
        keys = self._texts.order[name]
        before = [key for key in keys[: keys.index(slot.key)] if self._texts.slots[key].origin is not None]
        self._new.setdefault((name, before[-1] if before else None), []).append(slot)

    def _insert_items(self, name: str, after: Key | None, slots: Sequence[Slot]) -> None:
        ordered = sorted(slots, key=lambda slot: self._texts.order[name].index(slot.key))
        texts = [slot.text or "" for slot in ordered]
        items = self._file.node((name,))
        if not isinstance(items, CommentedSeq) or not items:
            self._file.put(name, CommentedSeq([self._block(text, 4) for text in texts]))
            return
        number = int(self._path(after)[1]) if after is not None else -1
        beside = (name, max(number, 0))
        for text in texts:
            self._file.add_item((name,), number, self._like(beside, text))

    def _like(self, beside: Path, text: str) -> ScalarString | str:
        """A new item in the style of its neighbour: a block beside blocks, one line beside lines."""
        if self._file.marks.bracket(beside) is not None:
            return _in_brackets(text)
        line = one_line(text)
        margin = self._column(beside)
        if isinstance(self._file.node(beside), LiteralScalarString) or _has_paragraphs(text):
            return self._block(text, margin)
        if not self._width or margin + len(line) <= self._width:
            return _one_line(line)
        return self._folded(line, margin, ())


def _has_text(node: object) -> bool:
    return isinstance(node, str) and bool(node.strip())


def _has_paragraphs(text: str) -> bool:
    return "\n\n" in text.strip()


def _lines(text: str) -> list[str]:
    """The lines of a passage, none of them set in at the start or running on at the end."""
    lines = text.translate(_LINE_ENDS).rstrip().lstrip(" \n").split("\n")
    return [line if line.strip() else "" for line in lines]


def _dedented(lines: Sequence[str]) -> list[str]:
    least = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]


def _literal(lines: Sequence[str], *, ended: bool = True) -> LiteralScalarString:
    made: LiteralScalarString = LiteralScalarString("\n".join(lines) + ("\n" if ended else ""))
    return made


def _text(line: str, style: type[ScalarString]) -> ScalarString:
    made: ScalarString = style(line)
    return made


def _in_brackets(text: str) -> ScalarString | str:
    """A text as a value of a list or mapping in brackets, where a comma would end it."""
    line = text.strip() if _has_paragraphs(text) else one_line(text)
    return _text(line, DoubleQuotedScalarString) if set(line) & set(",[]{}\n") else _one_line(line)


def _one_line(line: str) -> ScalarString | str:
    """A text as one value on a line: plain where it is read as itself, else in double quotes."""
    line = line.translate(_LINE_ENDS)
    return line if _is_plain(line) else _text(line, DoubleQuotedScalarString)


def _is_plain(text: str) -> bool:
    problems: list[Problem] = []
    tree = compose(f"- {text}\n", "", problems)
    if problems or not isinstance(tree, YamlList) or len(tree.items) != 1:
        return False
    [item] = tree.items
    return isinstance(item, Scalar) and item.text == text and not item.style and not item.is_empty
