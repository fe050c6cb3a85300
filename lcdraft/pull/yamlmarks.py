"""Where every node of a YAML file begins and ends, as ruamel.yaml reads it, and what its comments are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

__all__ = ["Mark", "Marks", "Path", "plain_yaml"]

Path = tuple[str | int, ...]
"""The keys and numbers that lead from the root of a file to a node: ``("nhiem_vu", 2)``."""

_TEXT = Tag(suffix="tag:yaml.org,2002:str")
_INDICATOR = re.compile(r"[|>][-+0-9]*")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


class _TextResolver(VersionedResolver):
    """Every scalar is text: ``2.327``, ``02``, ``yes`` and ``14/6/2025`` come back as they were typed."""

    def resolve(self, kind: type, value: str, implicit: Any) -> Any:
        return _TEXT if kind is ScalarNode else super().resolve(kind, value, implicit)


def plain_yaml() -> YAML:
    """ruamel.yaml as data files are written: lists set in by two, long lines left alone, quotes as typed."""
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 2**30
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


@dataclass(slots=True)
class Mark:
    """A node and its lines and columns, counted from 0; ``end`` is the place behind its last character.

    ``key`` is where the key of an entry, or the dash of an item, stands; None within brackets, where there is no dash.
    """

    path: Path
    node: Node
    start: tuple[int, int]
    end: tuple[int, int]
    key: tuple[int, int] | None

    @property
    def is_block(self) -> bool:
        """Whether it is a text behind ``|`` or ``>``."""
        return isinstance(self.node, ScalarNode) and self.node.style in ("|", ">")

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or a mapping in brackets."""
        return isinstance(self.node, CollectionNode) and bool(self.node.flow_style)

    @property
    def end_line(self) -> int:
        """The line behind it."""
        return self.end[0] if self.end[1] == 0 and self.end != self.start else self.end[0] + 1


@dataclass(slots=True)
class Marks:
    """A YAML text, its lines, and the marks of its nodes by path, in the order of the file.

    Raises:
        YAMLError: where ruamel.yaml cannot read the text.
    """

    text: str
    lines: list[str] = field(init=False)
    by_path: dict[Path, Mark] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        root = plain_yaml().compose(self.text)
        if root is not None:
            self._add((), root, None, flow=False)

    def at(self, line: int, column: int) -> Mark | None:
        """The scalar that begins there."""
        found = (mark for mark in self.by_path.values() if mark.start == (line, column))
        return next((mark for mark in found if isinstance(mark.node, ScalarNode)), None)

    def bracket(self, path: Path) -> Path | None:
        """The outermost brackets around a node, or the node itself where it is such; None outside of brackets."""
        above = (path[:length] for length in range(len(path) + 1))
        return next((found for found in above if found in self.by_path and self.by_path[found].is_flow), None)

    def body(self, mark: Mark) -> list[str]:
        """The lines of a text behind its first line, indents included."""
        return self.lines[mark.start[0] + 1 : mark.end_line]

    def values(self) -> list[tuple[Path, str]]:
        """Every text of the file with its path."""
        return [(path, mark.node.value) for path, mark in self.by_path.items() if isinstance(mark.node, ScalarNode)]

    def comments(self) -> list[tuple[int, str]]:
        """The comments of the file with their lines, those of lines of their own and those behind something."""
        lines = enumerate(self._without_texts())
        return [(number, comment) for number, line in lines for comment in _COMMENT.findall(line)]

    def _without_texts(self) -> Iterator[str]:
        lines = list(self.lines)
        for mark in reversed(self.by_path.values()):
            if not isinstance(mark.node, ScalarNode) or not mark.node.value:
                continue
            (first, start), (last, end) = mark.start, mark.end
            if mark.is_block:
                lines[first] = lines[first][:start] + " " + lines[first][start + self._header(mark) :]
                lines[first + 1 : mark.end_line] = [""] * (mark.end_line - first - 1)
            elif first == last:
                lines[first] = lines[first][:start] + "_" * (end - start) + lines[first][end:]
            else:
                lines[first], lines[last] = lines[first][:start], " " * end + lines[last][end:]
                lines[first + 1 : last] = [""] * (last - first - 1)
        yield from lines

    def _header(self, mark: Mark) -> int:
        found = _INDICATOR.match(self.lines[mark.start[0]], mark.start[1])
        return len(found[0]) if found else 0

    # Reading the nodes

    def _add(self, path: Path, node: Node, key: Node | None, *, flow: bool) -> tuple[int, int]:
        """Note a node with everything in it; where it ends."""
        start = _place(node.start_mark)
        mark = Mark(path, node, start, start, None)
        if key is not None:
            mark.key = _place(key.start_mark)
        elif path and isinstance(path[-1], int) and not flow:
            mark.key = self._dash(start)
        self.by_path[path] = mark
        mark.end = self._end(mark, key, flow=flow)
        return mark.end

    def _end(self, mark: Mark, key: Node | None, *, flow: bool) -> tuple[int, int]:
        node, inside = mark.node, flow or mark.is_flow
        end = mark.start
        if isinstance(node, MappingNode):
            for name, value in node.value:
                end = self._add((*mark.path, name.value), value, name, flow=inside)
        elif isinstance(node, SequenceNode):
            for number, value in enumerate(node.value):
                end = self._add((*mark.path, number), value, None, flow=inside)
        elif mark.is_block:
            return self._block_end(mark), 0
        elif isinstance(node, ScalarNode) and not node.value and node.style is None and key is not None:
            mark.start = self._behind_colon(key)  # the parser goes on to the next word
            return mark.start
        return _place(node.end_mark) if inside or isinstance(node, ScalarNode) else end

    def _behind_colon(self, key: Node) -> tuple[int, int]:
        line, column = _place(key.end_mark)
        return line, self.lines[line].index(":", column) + 1

    def _dash(self, start: tuple[int, int]) -> tuple[int, int] | None:
        """The dash before an item, which may stand on a line of its own."""
        line, column = start
        before = self.lines[line][:column]
        while not before.strip() and line > 0:
            line -= 1
            before = self.lines[line].partition("#")[0]
        return (line, before.rindex("-")) if before.rstrip().endswith("-") else None

    def _block_end(self, mark: Mark) -> int:
        """The line behind the last line with text of a block scalar."""
        above = _indent(self.lines[mark.start[0]])
        told = any(char.isdigit() for char in self.lines[mark.start[0]][mark.start[1] :].partition("#")[0])
        end = at = mark.start[0] + 1
        least = above + 1 if told else 0
        while at < len(self.lines):
            if self.lines[at].strip():
                least = least or max(_indent(self.lines[at]), above + 1)
                if _indent(self.lines[at]) < least:
                    break
                end = at + 1
            at += 1
        return end


def _place(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
