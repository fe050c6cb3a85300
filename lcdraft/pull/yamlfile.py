"""A data file that is edited by ruamel.yaml, of which only what was edited is written anew.

ruamel.yaml reads the file, takes the new values into its tree, decides on quotes, brackets and blocks, and writes the
tree. A file of the usual form comes out of it byte for byte, comments too, and then what it writes is the new file. But
ruamel.yaml joins wrapped lines, sets every list in alike, and drops comments that follow one on the line of a key
(``can_cu:  # …``, version 0.19.1). So each edited node is lifted from what it wrote into the lines on disk, and
nothing else is touched: line ends, marks, indents, comments stay as the clerk typed them. Before the new file is handed
out it is read again; where a text or a comment were other than they should be, there is an error instead of a file.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode

from lcdraft.errors import DataError, Place, Problem
from lcdraft.pull.yamlmarks import Mark, Marks, Path, plain_yaml
from lcdraft.text import normalize

__all__ = ["YamlFile"]

_BOM = "\ufeff"
_HEADER = re.compile(r"[|>][-+0-9]*")
_OPENING = re.compile(r" *(?:- +)*")


@dataclass(slots=True)
class _List:
    """What becomes of the items of a list: which go, and which come behind which (-1: in front of all)."""

    removed: set[int] = field(default_factory=set)
    added: dict[int, list[str]] = field(default_factory=dict)

    def number(self, old: int) -> int:
        """The number that an item has afterwards."""
        before = sum(len(texts) for after, texts in self.added.items() if after < old)
        return old + before - sum(number < old for number in self.removed)


class YamlFile:
    """A file on disk, and what is asked for its nodes. Paths are those of the file as it was read."""

    def __init__(self, path: str, data: bytes) -> None:
        """Read the bytes of a file that the loader has accepted.

        Raises:
            DataError: LC004 for line ends that are not told apart, LC610 where ruamel.yaml cannot read the file.
        """
        self.path = path
        decoded = data.decode("utf-8")
        if "\r" in decoded.replace("\r\n", ""):
            message = "tệp có dòng kết thúc bằng ký tự CR đứng một mình"
            advice = "Mở tệp bằng trình soạn thảo, lưu lại với dòng kết thúc kiểu LF hoặc CRLF."
            raise DataError(Problem("LC004", message, Place(path), advice))
        self._raw = decoded.split("\n")
        self._ending = "\r\n" if "\r\n" in decoded else "\n"
        lines = [normalize(line.removesuffix("\r")) for line in self._raw]
        lines[0] = lines[0].removeprefix(_BOM)
        text = "\n".join(lines)
        self._is_ended = text.endswith("\n")
        self._values: dict[Path, Any] = {}
        self._lists: dict[Path, _List] = {}
        self._gone: set[Path] = set()
        self._keys: dict[Path, list[tuple[str, str, Any]]] = {}
        self._headings: dict[Path, str] = {}
        self._made: bytes | None = None
        try:
            self.tree: Any = plain_yaml().load(text)
            self.marks = Marks(text if self._is_ended else f"{text}\n")
        except (YAMLError, ValueError) as error:
            raise self._not_possible(None) from error

    # What is there

    def node(self, path: Path) -> Any:
        """The text, list or mapping at a path; None where there is nothing."""
        node = self.tree
        for step in path:
            try:
                node = node[step]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def mark(self, path: Path) -> Mark:
        return self.marks.by_path[path]

    def place(self, path: Path) -> Place:
        """Where a node begins, as messages say it."""
        line, column = self.mark(path).key or self.mark(path).start
        return Place(self.path, line + 1, column + 1)

    # What is asked for

    def set(self, path: Path, value: Any) -> None:
        """Put a text of one of ruamel.yaml's styles, or a list of such, in the place of what stands there."""
        self._values[path] = value

    def put(self, key: str, value: Any, heading: str = "") -> None:
        """Put a list or mapping where an outermost key has none, or with its key at the end, below a comment."""
        if (key,) in self.marks.by_path:
            self.set((key,), value)
        else:
            self._headings[key,] = heading
            self.add_key((), "", key, value)

    def remove(self, path: Path, heading: str = "") -> None:
        """Take an item from its list, or an entry from its mapping, with its text and the comment behind it.

        Comments on lines of their own stay, also those directly above: they are the clerk's, who knows whether they
        spoke of this entry, or head those that follow. Only a ``heading`` goes, which was put there by `put`.
        """
        last = path[-1]
        self._headings[path] = heading
        if isinstance(last, int):
            self._list(path[:-1]).removed.add(last)
        self._gone.add(path)

    def add_item(self, path: Path, after: int, value: Any) -> None:
        """Put an item behind the one of that number (-1: in front of all), and behind those asked before."""
        self._list(path).added.setdefault(after, []).append(value)

    def add_key(self, path: Path, after: str, key: str, value: Any) -> None:
        """Put an entry behind another of a mapping; one of the outermost goes to the end of the file."""
        self._keys.setdefault(path, []).append((after, key, value))

    def _list(self, path: Path) -> _List:
        return self._lists.setdefault(path, _List())

    def kept_above(self) -> list[str]:
        """The comments directly above what is removed, which may have spoken of it."""
        comments = self._own_comments()
        above = [comments.get(self.lines_of(path)[0] - 1, "") for path in self._gone]
        return [comment for comment in above if comment]

    def lines_of(self, path: Path) -> list[int]:
        """The lines that go with what is removed: those of its own comments stay, that of its heading does not."""
        mark, comments = self.mark(path), self._own_comments()
        first = (mark.key or mark.start)[0]
        lines = [line for line in range(first, mark.end_line) if line not in comments]
        heading = self._headings.get(path)
        return [first - 1, *lines] if heading and comments.get(first - 1) == heading else lines

    def _own_comments(self) -> dict[int, str]:
        """The comments on lines of their own."""
        found = ((line, self.marks.lines[line].strip()) for line, _ in self.marks.comments())
        return {line: text for line, text in found if text.startswith("#")}

    # The new file

    def data(self) -> bytes:
        """The bytes of the file with everything done.

        Raises:
            DataError: LC610 where that is not possible without losing something.
        """
        if self._made is None:
            asked = self._values or self._gone or self._lists or self._keys
            self._made = self._edited() if asked else self._assembled([])
        return self._made

    def _edited(self) -> bytes:
        try:
            self._edit_tree()
            dumped = Marks(self.dumped())
            splices = _Carrier(self, dumped).splices()
            made = self._assembled(splices)
            again = Marks("\n".join(normalize(line) for line in _read(made).split("\n")))
        except (YAMLError, ValueError, LookupError) as error:
            raise self._not_possible(self._first()) from error
        if again.values() != dumped.values() or [text for _, text in again.comments()] != self._kept_comments():
            raise self._not_possible(self._first())
        return made

    def dumped(self) -> str:
        """The file as ruamel.yaml writes it, which is the file itself where it has the usual form."""
        out = io.StringIO()
        plain_yaml().dump(self.tree, out)
        return out.getvalue()

    def _edit_tree(self) -> None:
        if self._gone or self._lists or self._keys:
            _drop_comments(self.tree)  # they are tied to their neighbours; those of the file are taken from the file
        for path, value in self._values.items():
            self.node(path[:-1])[path[-1]] = value
        for path, keys in self._keys.items():
            mapping = self.node(path)
            end = len(mapping)
            for after, key, value in reversed(keys):
                mapping.insert(list(mapping).index(after) + 1 if after in mapping else end, key, value)
        for path, wanted in self._lists.items():
            items = self.node(path)
            for number in range(len(items) - 1, -2, -1):
                for value in reversed(wanted.added.get(number, ())):
                    items.insert(number + 1, value)
                if number in wanted.removed:
                    del items[number]
        for path in self._gone:
            if not isinstance(path[-1], int):
                del self.node(path[:-1])[path[-1]]

    def _kept_comments(self) -> list[str]:
        """The comments of the old file but for those behind what was removed, and the headings of what is new."""
        lines = {line for path in self._gone for line in self.lines_of(path)}
        kept = [comment for line, comment in self.marks.comments() if line not in lines]
        headings = [self._headings.get((key,), "") for _, key, _ in self._keys.get((), ())]
        return [*kept, *(heading for heading in headings if heading)]

    def _first(self) -> Path | None:
        asked = [*self._values, *self._gone, *self._lists, *self._keys]
        return next((path for path in asked if path in self.marks.by_path), None)

    def _not_possible(self, path: Path | None) -> DataError:
        message = "tệp viết theo kiểu không ghi được chỗ sửa mà vẫn giữ nguyên các lời ghi (#) và phần còn lại"
        advice = "Viết mỗi mục một dòng, lời ghi ở dòng riêng; hoặc sửa tay chỗ này, rồi chạy lại."
        return DataError(Problem("LC610", message, self.place(path) if path else Place(self.path), advice))

    def _assembled(self, splices: Iterable[tuple[int, int, str]]) -> bytes:
        """The file with other characters from one place to another; lines without any are taken as they lie on disk."""
        starts = [0]
        for line in self.marks.lines:
            starts.append(starts[-1] + len(line) + 1)
        parts: list[str] = []
        done = 0
        for start, end, text in sorted(splices, key=lambda splice: splice[:2]):
            parts += (self._untouched(done, start, starts), text.replace("\n", self._ending))
            done = end
        parts.append(self._untouched(done, len(self.marks.text), starts))
        made = "".join(parts)
        if not self._is_ended and done < len(self.marks.text):
            made = made.removesuffix("\n").removesuffix("\r")
        if self._raw[0].startswith(_BOM) and not made.startswith(_BOM):
            made = _BOM + made
        return made.encode()

    def _untouched(self, start: int, end: int, starts: list[int]) -> str:
        parts: list[str] = []
        while start < end:
            number = bisect_right(starts, start) - 1
            stop = min(end, starts[number + 1])
            whole = start == starts[number] and stop == starts[number + 1]
            if whole and number < len(self._raw) - 1:
                parts.append(self._raw[number] + "\n")
            else:
                parts.append(self.marks.text[start:stop].replace("\n", self._ending))
            start = stop
        return "".join(parts)


class _Carrier:
    """Finds the characters of the old file that the edited nodes of the new one take the place of."""

    def __init__(self, file: YamlFile, dumped: Marks) -> None:
        self._file = file
        self._old, self._new = file.marks, dumped
        self._made: list[tuple[int, int, str]] = []
        self._starts = [0]
        for line in self._old.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def splices(self) -> list[tuple[int, int, str]]:
        file = self._file
        whole: set[Path] = set()
        for path in [*file._lists, *file._keys, *(path[:-1] for path in file._gone)]:
            if (bracket := self._old.bracket(path)) is not None:
                whole.add(bracket)
        for path in whole:
            self._replace(path)
        for path in file._values:
            if not any(path[: len(bracket)] == bracket for bracket in whole):
                self._replace(path)
        for path in file._gone:
            if self._old.bracket(path[:-1]) is None:
                self._remove(path)
        for path, wanted in file._lists.items():
            if self._old.bracket(path) is None:
                self._add_items(path, wanted)
        for path, keys in file._keys.items():
            if self._old.bracket(path) is None:
                self._add_keys(path, keys)
        self._empty_out()
        return self._made

    def _splice(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        self._made.append((self._starts[start[0]] + start[1], self._starts[end[0]] + end[1], text))

    def _moved(self, path: Path) -> Path:
        """The path that a node has in the new file."""
        for length in range(len(path)):
            step, wanted = path[length], self._file._lists.get(path[:length])
            if wanted is not None and isinstance(step, int):
                path = (*path[:length], wanted.number(step), *path[length + 1 :])
        return path

    # A node in the place of another

    def _replace(self, path: Path) -> None:
        old, new = self._old.by_path[path], self._new.by_path[self._moved(path)]
        line, column = old.start
        prefix = self._old.lines[line][:column]
        blank = "" if not prefix.strip() or prefix[-1] in " {[," else " "
        if not new.is_block and (new.is_flow or not isinstance(new.node, MappingNode | SequenceNode)):
            self._splice(old.start, self._end_of_value(old), blank + self._flat(new))
            if old.is_block:
                self._splice((line + 1, 0), (old.end_line, 0), "")
            return
        if new.is_block:
            head = _header(self._new, new)
            body = _indented(self._new.body(new), self._body_indent(old, prefix))
        else:
            head = blank = ""
            column = len(prefix.rstrip())
            first = new.start[0]
            body = _indented(self._new.lines[first : new.end_line], _key_column(prefix) + 2)
        self._splice((line, column), self._end_of_header(old), blank + head)
        below = old.end_line if old.is_block else old.end[0] + 1
        self._splice((line + 1 if old.is_block else below, 0), (below, 0), _joined(body))

    def _flat(self, mark: Mark) -> str:
        """A text or a list in brackets as it stands in the new file."""
        (first, start), (last, end) = mark.start, mark.end
        if first == last:
            return self._new.lines[first][start:end]
        return "\n".join(
            [self._new.lines[first][start:], *self._new.lines[first + 1 : last], self._new.lines[last][:end]]
        )

    def _end_of_header(self, mark: Mark) -> tuple[int, int]:
        """Where an old node ends; of a block scalar the end of what opens it."""
        if not mark.is_block:
            return mark.end
        line, column = mark.start
        return line, column + len(_header(self._old, mark))

    def _end_of_value(self, mark: Mark) -> tuple[int, int]:
        """Where an old node ends; of nothing in brackets before the comma or bracket that follows."""
        line, column = self._end_of_header(mark)
        rest = self._old.lines[line][column:]
        following = rest.lstrip(" ")
        is_blank = mark.start == mark.end and following[:1] in (",", "}", "]")
        return line, column + (len(rest) - len(following) if is_blank else 0)

    def _body_indent(self, old: Mark, prefix: str) -> int:
        body = [line for line in self._old.body(old) if line.strip()] if old.is_block else []
        if body:
            return min(len(line) - len(line.lstrip(" ")) for line in body)
        column = _key_column(prefix)
        return column if not prefix[column:].strip() else column + 2

    # Entries that go and come

    def _remove(self, path: Path) -> None:
        mark = self._old.by_path[path]
        if mark.key is None or self._old.lines[mark.key[0]][: mark.key[1]].strip():
            raise ValueError(path)  # something else stands before it on its line
        end, lines, gone = mark.end_line, self._old.lines, self._file.lines_of(path)
        above = lines[gone[0] - 1].strip() if gone[0] else ""
        is_parted = not above or self._starts_with(path)
        if is_parted and end < len(lines) - 1 and not lines[end].strip():
            gone.append(end)  # one of two blank lines
        elif len(path) == 1 and not above and gone[0] and end == len(lines) - 1:
            gone.insert(0, gone[0] - 1)  # no blank line at the end of the file
        for line in gone:
            self._splice((line, 0), (line + 1, 0), "")

    def _starts_with(self, path: Path) -> bool:
        """Whether an entry is the first below its key, with nothing between them, and others follow."""
        mark, parent = self._old.by_path[path], self._old.by_path[path[:-1]]
        is_first = parent.key is not None and mark.key is not None and mark.key[0] == parent.key[0] + 1
        return is_first and mark.end_line < parent.end_line

    def _add_items(self, path: Path, wanted: _List) -> None:
        first = self._old.by_path[*path, 0]
        if first.key is None or self._old.lines[first.key[0]][: first.key[1]].strip():
            raise ValueError(path)
        for after, values in wanted.added.items():
            at = self._old.by_path[*path, after].end_line if after >= 0 else first.key[0]
            number = wanted.number(after) + (after not in wanted.removed) if after >= 0 else 0
            lines: list[str] = []
            for offset in range(len(values)):
                lines += self._entry((*path, number + offset), first.key[1])
            self._splice((at, 0), (at, 0), _joined(lines))

    def _add_keys(self, path: Path, keys: list[tuple[str, str, Any]]) -> None:
        for after, key, _ in keys:
            lines = self._beside(path, after, key) if path else self._at_end(key)
            at = self._old.by_path[*path, after].end_line if path else self._end_of_file()
            self._splice((at, 0), (at, 0), _joined(lines))

    def _beside(self, path: Path, after: str, key: str) -> list[str]:
        """The lines of a new entry behind another, parted from it where entries are."""
        before = self._old.by_path[*path, after]
        assert before.key is not None
        blank = [""] if self._is_parted(before) else []
        return [*blank, *self._entry((*path, key), before.key[1])]

    def _at_end(self, key: str) -> list[str]:
        """The lines of a new outermost entry, its heading above it."""
        heading = self._file._headings.get((key,))
        return ["", *([heading] if heading else []), *self._entry((key,), 0)]

    def _end_of_file(self) -> int:
        """The line behind the last that is not blank."""
        at = len(self._old.lines) - 1
        while at and not self._old.lines[at - 1].strip():
            at -= 1
        return at

    def _is_parted(self, mark: Mark) -> bool:
        """Whether blank lines stand between an entry and its neighbours."""
        lines = self._old.lines
        above = lines[mark.key[0] - 1] if mark.key and mark.key[0] else "x"
        below = lines[mark.end_line] if mark.end_line < len(lines) else ""
        is_last = mark.end_line == self._old.by_path[mark.path[:-1]].end_line
        return not above.strip() or (not below.strip() and (mark.is_block or not is_last))

    def _entry(self, path: Path, column: int) -> list[str]:
        """The lines of an item or entry of the new file, at another column."""
        mark = self._new.by_path[path]
        assert mark.key is not None
        lines = [line if line.strip() else "" for line in self._new.lines[mark.key[0] : mark.end_line]]
        if not mark.is_block and isinstance(mark.node.value, str):
            lines = [self._new.lines[mark.key[0]][: mark.end[1]]]
        return _indented(lines, column)

    def _empty_out(self) -> None:
        """Brackets behind the key of what has no entries any more."""
        for path in {path[:-1] for path in self._file._gone}:
            mark = self._new.by_path.get(self._moved(path))
            old = self._old.by_path[path]
            if mark is None or mark.node.value or old.is_flow or old.key is None:
                continue
            line, column = old.key
            at = self._old.lines[line].index(":", column) + 1
            self._splice((line, at), (line, at), f" {self._flat(mark)}")


def _drop_comments(node: Any) -> None:
    if isinstance(node, CommentedMap | CommentedSeq):
        node.ca.comment = None
        node.ca.items.clear()
        node.ca.end = []
        for child in node.values() if isinstance(node, CommentedMap) else node:
            _drop_comments(child)
    elif getattr(node, "comment", None) is not None:
        node.comment = None


def _read(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _header(marks: Marks, mark: Mark) -> str:
    found = _HEADER.match(marks.lines[mark.start[0]], mark.start[1])
    return found[0] if found else ""


def _key_column(prefix: str) -> int:
    found = _OPENING.match(prefix)
    return found.end() if found else 0


def _indented(lines: Iterable[str], column: int) -> list[str]:
    """The lines moved so that the one furthest left begins at a column."""
    lines = list(lines)
    least = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [" " * column + line[least:] if line.strip() else "" for line in lines]


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
