"""YAML as a tree of texts with positions: no type is guessed, nothing is overwritten, nothing is executed.

PyYAML resolves ``2.327`` to a float, ``010`` to eight, ``no`` to False, and keeps the last of two equal keys
(yaml/pyyaml#165). So the events of its C parser are taken and composed here: scalars stay text, and
duplicate keys, anchors, tags, second documents and absurd depths are problems with a line and a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from lcdraft.errors import Place, Problem

__all__ = ["Mapping", "Node", "Scalar", "Sequence", "compose"]

MAX_DEPTH = 12
MAX_NODES = 200_000
MAX_SCALAR = 1_000_000

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """Text as written. ``style`` is ``""`` (plain), ``'``, ``"``, ``|`` or ``>``.

    ``end`` is the line and column behind it; behind a block scalar (``|``, ``>``) that is wherever the parser stopped,
    which may be lines further down.
    """

    text: str
    line: int
    column: int
    style: str = ""
    end: tuple[int, int] = (0, 0)

    @property
    def is_empty(self) -> bool:
        """Nothing was written after the colon or the dash: not known yet."""
        return self.style == "" and self.text in ("", "~", "null")


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written."""

    line: int
    column: int
    items: list[tuple[Scalar, Node]] = field(default_factory=list)


@dataclass(slots=True)
class Sequence:
    """Items in the order written."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence


def compose(text: str, path: str, problems: list[Problem]) -> Node | None:
    """The tree of a YAML text, or None if it has none; everything wrong is added to ``problems``."""
    composer = _Composer(path, problems)
    try:
        return composer.run(text)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, text, path))
    except yaml.YAMLError as error:
        problems.append(Problem("LC010", f"không đọc được YAML: {error}", Place(path, 1, 1)))
    return None


class _Stop(Exception):  # noqa: N818 - a signal, not an error
    """The rest of the file is not worth reading: its problem has been added."""


class _Composer:
    def __init__(self, path: str, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        self.count = 0

    def refuse(self, event: yaml.Event, message: str, advice: str, code: str = "LC010") -> None:
        line, column = _position(event)
        self.problems.append(Problem(code, message, Place(self.path, line, column), advice))

    def run(self, text: str) -> Node | None:
        try:
            return self._run(yaml.parse(text, Loader=_Loader))
        except _Stop:
            return None

    def _run(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        stack: list[Mapping | Sequence] = []
        keys: list[Scalar | None] = []
        seen: list[set[str]] = []
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        self.refuse(event, "tệp có nhiều phần YAML ngăn bởi ---", "Giữ một phần cho mỗi tệp.")
                        raise _Stop
                    continue
                case yaml.AliasEvent():
                    self.refuse(event, f"không dùng bí danh *{event.anchor}", "Viết lại nội dung đầy đủ.")
                    node: Node = Scalar("", *_position(event))
                case yaml.ScalarEvent():
                    node = self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    node = self._collection(event, len(stack))
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    stack.pop()
                    keys.pop()
                    seen.pop()
                    continue
                case _:
                    continue
            self.count += 1
            if self.count > MAX_NODES:
                self.refuse(event, "tệp có quá nhiều mục", "Kiểm tra xem có dán nhầm nội dung không.", "LC002")
                raise _Stop
            if not stack:
                root = node
            else:
                self._attach(stack[-1], keys, seen[-1], node, event)
            if not isinstance(node, Scalar):
                stack.append(node)
                keys.append(None)
                seen.append(set())
        return root

    def _attach(
        self, parent: Mapping | Sequence, keys: list[Scalar | None], seen: set[str], node: Node, event: yaml.Event
    ) -> None:
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif keys[-1] is None:
            if not isinstance(node, Scalar):
                braces = isinstance(node, Mapping) and (parent.line, parent.column + 1) == (node.line, node.column)
                if braces:
                    message = "nội dung mở đầu bằng {{ mà không đặt trong ngoặc kép"
                    self.refuse(event, message, 'Đặt cả nội dung trong ngoặc kép "…", hoặc viết xuống dòng sau dấu |.')
                else:
                    self.refuse(event, "tên mục phải là một từ", 'Viết dạng "tên: giá trị".')
                raise _Stop
            keys[-1] = node
            if node.text in seen:
                first = next(key for key, _ in parent.items if key.text == node.text)
                self.refuse(
                    event,
                    f'mục "{node.text}" đã có ở dòng {first.line}',
                    "Giữ một dòng, xóa dòng kia; chương trình không tự chọn.",
                    "LC011",
                )
            seen.add(node.text)
        else:
            parent.items.append((keys[-1], node))
            keys[-1] = None

    def _collection(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, depth: int) -> Mapping | Sequence:
        self._plain_only(event)
        if depth >= MAX_DEPTH:
            self.refuse(event, f"các mục lồng nhau quá {MAX_DEPTH} cấp", "Kiểm tra dấu ngoặc và cách thụt dòng.")
            raise _Stop
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        return kind(*_position(event))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._plain_only(event)
        if len(event.value) > MAX_SCALAR:
            self.refuse(event, "một giá trị dài quá 1 triệu ký tự", "Kiểm tra xem có dán nhầm nội dung không.", "LC002")
            return Scalar("", *_position(event))
        mark = event.end_mark
        end = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        return Scalar(event.value, *_position(event), event.style or "", end)

    def _plain_only(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.refuse(event, f'không dùng nhãn kiểu "{tag}"', "Xóa nhãn bắt đầu bằng dấu chấm than.")
        if event.anchor is not None:
            self.refuse(event, f"không dùng mỏ neo &{event.anchor}", "Viết lại nội dung đầy đủ ở từng chỗ.")


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


_EXPLANATIONS = (
    ("found character '\\t'", "dùng phím Tab để thụt dòng", "Thay phím Tab bằng hai dấu cách."),
    (
        "mapping values are not allowed",
        "có hai dấu hai chấm trên một dòng, hoặc dòng thụt sai",
        "Đặt nội dung có dấu hai chấm trong ngoặc kép, hoặc viết xuống dòng sau dấu |.",
    ),
    ("could not find expected ':'", "thiếu dấu hai chấm sau tên mục", 'Viết dạng "tên: giá trị".'),
    ("did not find expected key", "dòng thụt không thẳng với các dòng cùng cấp", "Căn lại lề trái cho thẳng hàng."),
    ("did not find expected '-'", "danh sách thiếu dấu gạch đầu dòng", 'Mỗi mục của danh sách bắt đầu bằng "- ".'),
    (
        "did not find expected ',' or",
        "dấu ngoặc { } hoặc [ ] mở mà chưa đóng",
        "Thêm dấu đóng ngoặc hoặc dấu phẩy còn thiếu.",
    ),
    ("found unexpected end of stream", "dấu ngoặc kép hoặc ngoặc đơn mở mà chưa đóng", "Thêm dấu đóng còn thiếu."),
    (
        "found character that cannot start",
        "dòng bắt đầu bằng ký tự đặc biệt (@, %, `, Tab)",
        "Đặt cả nội dung trong ngoặc kép.",
    ),
    ("found undefined alias", "nội dung bắt đầu bằng dấu *", "Đặt cả nội dung trong ngoặc kép."),
    ("did not find expected alphabetic", "nội dung bắt đầu bằng dấu * hoặc &", "Đặt cả nội dung trong ngoặc kép."),
    ("did not find expected node content", "thiếu giá trị giữa hai dấu phẩy hoặc ngoặc", "Bỏ dấu phẩy thừa."),
    ("found unknown escape", "dấu \\ trong ngoặc kép", "Dùng ngoặc đơn '…' hoặc viết \\\\ thay cho \\."),
    ("did not find expected <document start>", "nội dung không nằm trong mục nào", "Căn lại lề trái cho thẳng hàng."),
    ("could not determine a constructor", "nhãn kiểu không dùng được", "Xóa nhãn bắt đầu bằng dấu chấm than."),
    ("block sequence entries are not allowed", "dấu gạch đầu dòng đặt sai chỗ", 'Xuống dòng trước "- ".'),
    ("did not find expected comment or line break", "sau dấu | hoặc > còn chữ", "Xuống dòng ngay sau dấu |."),
    ("leading space", "dòng đầu sau dấu | thụt sâu hơn các dòng sau", "Căn lại lề trái cho thẳng hàng."),
)


_GLUED = re.compile(r"(\s*(?:- )?)([a-z_][a-z0-9_.-]*):(?=[^\s/:])")
_QUOTED_START = re.compile(r"""\s*(?:- |[\w.-]+: )+["'\[]""")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    unclosed = ("unexpected end of stream", "did not find expected ',' or", "could not find expected ':'")
    if error.context_mark is not None and any(sign in (error.problem or "") for sign in unclosed):
        mark = error.context_mark  # where the quote, bracket or key opens; the parser stops further down
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    said = error.problem or ""
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    if "\t" in shown[: max(column, 1) + 1] and not shown.strip("\t ").startswith("#") and shown[:column].strip() == "":
        said = "found character '\\t'"
    for number in (line, line - 1):
        glued = _GLUED.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if glued is not None:
            message = f'YAML viết sai: thiếu dấu cách sau dấu hai chấm của "{glued[2]}"'
            place = Place(path, number, len(glued[1]) + 1)
            return Problem("LC010", message, place, f'Viết "{glued[2]}: …".', excerpt=lines[number - 1].strip())
    if _QUOTED_START.match(shown) and ("did not find expected key" in said or "did not find expected '-'" in said):
        message = "YAML viết sai: nội dung mở đầu bằng ngoặc kép hoặc ngoặc vuông rồi còn chữ phía sau"
        advice = "Đặt cả nội dung trong ngoặc đơn '…', hoặc viết xuống dòng sau dấu |."
        return Problem("LC010", message, Place(path, line, column), advice, excerpt=shown.strip())
    for sign, message, advice in _EXPLANATIONS:
        if sign in said:
            return Problem(
                "LC010", f"YAML viết sai: {message}", Place(path, line, column), advice, excerpt=shown.strip()
            )
    return Problem(
        "LC010",
        f"YAML viết sai ({said})",
        Place(path, line, column),
        "Xem lại dòng này và dòng trên.",
        excerpt=shown.strip(),
    )
