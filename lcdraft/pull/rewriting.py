"""A data file with some of its passages and numbers replaced; every other line stays as it is, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lcdraft.errors import DataError, Place, Problem
from lcdraft.load.nodes import Mapping, Node, Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.texts import Key, Slot, Texts
from lcdraft.text import normalize

__all__ = ["DataFile", "set_number", "write_passages"]

WIDTH = 110
"""Where lines of a passage are broken that grew longer than that."""

_BREAK = re.compile(r" (?![-+#>=|*]|\d+[.)]|\s|$)")
_FIXED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BOM = "\ufeff"


@dataclass(slots=True)
class DataFile:
    """The lines of a file as they lie on disk (``raw``) and as they are read (``lines``), and what replaces them."""

    path: str
    raw: list[str]
    lines: list[str]
    ending: str
    _wanted: list[tuple[int, int, list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, path: str, data: bytes) -> DataFile:
        """The file with these bytes.

        Raises:
            DataError: for a file whose lines cannot be told apart.
        """
        text = data.decode("utf-8")
        if "\r" in text.replace("\r\n", ""):
            message = "tệp có dòng kết thúc bằng ký tự CR đứng một mình"
            advice = "Mở tệp bằng trình soạn thảo, lưu lại với dòng kết thúc kiểu LF hoặc CRLF."
            raise DataError(Problem("LC004", message, Place(path), advice))
        raw = text.split("\n")
        lines = [normalize(line.removesuffix("\r")) for line in raw]
        lines[0] = lines[0].removeprefix(_BOM)
        return cls(path, raw, lines, "\r" if any(line.endswith("\r") for line in raw) else "")

    def replace(self, start: int, end: int, lines: Sequence[str]) -> None:
        """Put other lines in the place of lines ``start`` (from 1) up to, not including, ``end``."""
        self._wanted.append((start, end, list(lines)))

    def data(self) -> bytes:
        """The bytes of the file with everything replaced."""
        raw = list(self.raw)
        # What is put in front of a line comes before what replaces it; of several the first asked stays first.
        order = sorted(enumerate(self._wanted), key=lambda item: (item[1][0], item[1][1], item[0]), reverse=True)
        for _, (start, end, lines) in order:
            raw[start - 1 : end - 1] = [line + self.ending for line in lines]
        text = "\n".join(raw)
        if self.raw[0].startswith(_BOM) and not text.startswith(_BOM):
            text = _BOM + text
        return text.encode()

    def tree(self) -> Node | None:
        """The file as a tree of texts with positions."""
        problems: list[Problem] = []
        tree = compose("\n".join(self.lines), self.path, problems)
        if problems:
            raise DataError(problems)
        return tree


def write_passages(file: DataFile, texts: Texts, slots: Iterable[Slot]) -> None:
    """Ask for the lines of every changed passage of a file to be replaced.

    Raises:
        DataError: LC610 where a passage is written in a way that cannot be changed line by line.
    """
    writer = _Writer(file, texts)
    for slot in slots:
        writer.write(slot)
    writer.write_new_items()


def set_number(file: DataFile, place: Place, text: str) -> None:
    """Put another number in the place of the one that stands there, its comment and quotes left as they are."""
    line = file.lines[place.line - 1]
    start = place.column - 1
    quoted = line[start] in "'\""
    found = re.compile(r"[-−]?[\d.,]*\d").match(line, start + quoted)
    assert found is not None
    flow = not quoted and "," in text and line.rfind("{", 0, start) > line.rfind("}", 0, start)
    shown = f'"{text}"' if flow else text
    file.replace(place.line, place.line + 1, [line[: found.start()] + shown + line[found.end() :]])


class _Writer:
    def __init__(self, file: DataFile, texts: Texts) -> None:
        self._file = file
        self._texts = texts
        tree = file.tree()
        self._root = tree if isinstance(tree, Mapping) else Mapping(1, 1)
        self._new: dict[tuple[str, Key | None], list[Slot]] = {}

    def write(self, slot: Slot) -> None:
        name, inner = slot.key
        if slot.text is not None and slot.origin is None:
            if name == "noi_dung":
                self._new_section(inner, slot.text)
            else:
                self._remember_item(slot)
            return
        key, scalar, is_item = self._find(slot.key)
        if slot.text is None:
            self._remove(key, scalar, is_item=is_item)
        else:
            self._rewrite(scalar, slot.text)

    def write_new_items(self) -> None:
        for (name, after), slots in self._new.items():
            self._insert_items(name, after, slots)

    def _find(self, key: Key) -> tuple[Scalar, Scalar, bool]:
        """The key (or the item itself) and the scalar of a passage."""
        name, inner = key
        if name == "phu-luc":
            name, inner = inner.partition("/")[2], ""
        at, node = self._entry(self._root, name)
        if inner.startswith("#") and isinstance(node, YamlList):
            items = [item for item in node.items if isinstance(item, Scalar) and item.text.strip()]
            scalar = items[int(inner[1:]) - 1]
            return scalar, scalar, True
        if inner and isinstance(node, Mapping):
            at, node = self._entry(node, inner)
        assert isinstance(node, Scalar)
        return at, node, False

    def _entry(self, mapping: Mapping, name: str) -> tuple[Scalar, Node]:
        return next((key, value) for key, value in mapping.items if key.text == name)

    # A scalar

    def _rewrite(self, scalar: Scalar, text: str) -> None:
        if scalar.style == "|":
            start, end = scalar.line + 1, self._block_end(scalar)
            old = self._file.lines[start - 1 : end - 1]
            indent = " " * (len(old[0]) - len(old[0].lstrip(" "))) if old else " " * 4
            kept = {line.strip() for line in old}
            self._file.replace(start, end, _block_lines(text, indent, kept))
        else:
            self._rewrite_inline(scalar, text)

    def _rewrite_inline(self, scalar: Scalar, text: str) -> None:
        """A plain, quoted or folded scalar: in its own style where that says the same, else quoted, else as a block."""
        first = self._file.lines[scalar.line - 1]
        head = first[: scalar.column - 1]
        head += " " if head.endswith((":", "-")) else ""  # nothing was written yet
        last_line = self._block_end(scalar) - 1 if scalar.style == ">" else scalar.end[0]
        tail = "" if scalar.style == ">" else self._file.lines[last_line - 1][scalar.end[1] - 1 :]
        line = " ".join(text.split())
        is_flow = bool(tail.strip()) and tail.strip()[0] in ",]}"
        indent = " " * (len(head) - len(head.lstrip(" ")) + 2)
        if "\n\n" in text.strip():
            if is_flow:
                raise _not_by_lines(self._file.path, scalar)
            self._file.replace(scalar.line, last_line + 1, [f"{head}|", *_block_lines(text, indent, set())])
            return
        if scalar.style == "" and not is_flow and _is_plain(line):
            old = [self._file.lines[scalar.line - 1][scalar.column - 1 :], *self._file.lines[scalar.line : last_line]]
            old[-1] = old[-1][: len(old[-1]) - len(tail)] if tail else old[-1]
            lines = _filled(line, [part.strip() for part in old], WIDTH - len(indent))
            made = [head + lines[0], *(indent + part for part in lines[1:])]
        else:
            made = [head + json.dumps(line, ensure_ascii=False)]
        made[-1] += tail
        self._file.replace(scalar.line, last_line + 1, made)

    def _block_end(self, scalar: Scalar) -> int:
        """The line behind the last line with text of a block scalar."""
        lines = self._file.lines
        at = scalar.line
        while at < len(lines) and not lines[at].strip():
            at += 1
        indent = len(lines[at]) - len(lines[at].lstrip(" ")) if at < len(lines) else 0
        end = at
        while at < len(lines):
            line = lines[at]
            if line.strip():
                if len(line) - len(line.lstrip(" ")) < indent:
                    break
                end = at + 1
            at += 1
        return end + 1

    def _end(self, scalar: Scalar) -> int:
        """The line behind a scalar."""
        return self._block_end(scalar) if scalar.style in ("|", ">") else scalar.end[0] + 1

    # Items and sections

    def _remove(self, key: Scalar, scalar: Scalar, *, is_item: bool) -> None:
        lines, end = self._file.lines, self._end(scalar)
        opening = lines[key.line - 1][: key.column - 1].strip()
        if opening != ("-" if is_item else ""):
            raise _not_by_lines(self._file.path, key)
        if not is_item and end <= len(lines) and not lines[end - 1].strip():
            end += 1
        self._file.replace(key.line, end, [])

    def _new_section(self, section: str, text: str) -> None:
        """Behind the last section whose name begins alike, else behind the last of all."""
        _, node = self._entry(self._root, "noi_dung")
        assert isinstance(node, Mapping)
        opening = section.partition(".")[0]
        like = [item for item in node.items if item[0].text.partition(".")[0] == opening]
        key, value = (like or node.items)[-1]
        assert isinstance(value, Scalar)
        indent = " " * (key.column - 1)
        end = self._end(value)
        self._file.replace(end, end, ["", f"{indent}{section}: |", *_block_lines(text, f"{indent}  ", set())])

    def _remember_item(self, slot: Slot) -> None:
        name = slot.key[0]
        keys = self._texts.order[name]
        before = [key for key in keys[: keys.index(slot.key)] if self._texts.slots[key].origin is not None]
        self._new.setdefault((name, before[-1] if before else None), []).append(slot)

    def _insert_items(self, name: str, after: Key | None, slots: Sequence[Slot]) -> None:
        ordered = sorted(slots, key=lambda slot: self._texts.order[name].index(slot.key))
        node = next((value for key, value in self._root.items if key.text == name), None)
        if not isinstance(node, YamlList) or not node.items:
            head = [f"{name}:"] if node is None else []
            self._append_list(name, head, [slot.text or "" for slot in ordered])
            return
        sample = node.items[0]
        assert isinstance(sample, Scalar)
        dash = self._file.lines[sample.line - 1][: sample.column - 1]
        if dash.strip() != "-":
            raise _not_by_lines(self._file.path, sample)
        at = self._end(self._find(after)[1]) if after is not None else sample.line
        indent = dash[: len(dash) - len(dash.lstrip())]
        self._file.replace(at, at, _items(indent, [slot.text or "" for slot in ordered]))

    def _append_list(self, name: str, head: list[str], texts: Sequence[str]) -> None:
        """A list that has no items yet: behind its key, or with its key at the end of the file."""
        key = next((key for key, _ in self._root.items if key.text == name), None)
        if key is not None:
            self._file.replace(key.line, key.line + 1, [f"{name}:", *_items("  ", texts)])
            return
        end = len(self._file.lines) + 1
        while end > 1 and not self._file.lines[end - 2].strip():
            end -= 1
        self._file.replace(end, end, ["", *head, *_items("  ", texts)])


def _items(indent: str, texts: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for text in texts:
        lines += [f"{indent}- |", *_block_lines(text, f"{indent}  ", set())]
    return lines


def _block_lines(text: str, indent: str, kept: set[str]) -> list[str]:
    """The lines of a block scalar; a line that is new and too long is broken."""
    lines: list[str] = []
    for line in text.rstrip().split("\n"):
        bare = line.strip()
        if not bare:
            lines.append("")
        elif bare in kept or len(indent) + len(line) <= WIDTH or bare.startswith(("|", "#")):
            lines.append(indent + line.rstrip())
        else:
            lines += (indent + part for part in _wrapped(line.rstrip(), WIDTH - len(indent)))
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    """The line in pieces no longer than ``width``, broken at blanks where nothing else comes of it."""
    fixed = [found.span() for found in _FIXED.finditer(line)]
    breaks = [at.start() for at in _BREAK.finditer(line) if not any(a < at.start() < b for a, b in fixed)]
    pieces: list[str] = []
    start = 0
    while len(line) - start > width:
        fitting = [at for at in breaks if start < at <= start + width]
        later = [at for at in breaks if at > start + width]
        if not fitting and not later:
            break
        at = fitting[-1] if fitting else later[0]
        pieces.append(line[start:at].rstrip())
        start = at + 1
    return [*pieces, line[start:]]


def _filled(text: str, old: Sequence[str], width: int) -> list[str]:
    """The text in lines; those of the old lines that still begin or end it stay as they were."""
    head = 0
    while head < len(old) and text.startswith(" ".join(old[: head + 1]) + " "):
        head += 1
    rest = text[len(" ".join(old[:head])) :].strip()
    tail = 0
    while tail < len(old) - head and rest.endswith(f" {' '.join(old[len(old) - tail - 1 :])}"):
        tail += 1
    end = list(old[len(old) - tail :]) if tail else []
    middle = rest[: len(rest) - len(" ".join(end))].strip() if end else rest
    return [*old[:head], *(_wrapped(middle, width) if middle else []), *end]


def _is_plain(text: str) -> bool:
    """Whether YAML reads the text as itself without quotes."""
    problems: list[Problem] = []
    tree = compose(f"a:\n  - {text}\n", "", problems)
    if problems or not isinstance(tree, Mapping) or not isinstance(tree.items[0][1], YamlList):
        return False
    item = tree.items[0][1].items[0]
    return isinstance(item, Scalar) and item.text == text and not item.style


def _not_by_lines(path: str, scalar: Scalar) -> DataError:
    advice = 'Viết danh sách mỗi mục một dòng, mở đầu bằng "- ", rồi chạy lại.'
    message = "mục viết trong ngoặc vuông hoặc chung dòng, không sửa từng dòng được"
    return DataError(Problem("LC610", message, Place(path, scalar.line, scalar.column), advice))
