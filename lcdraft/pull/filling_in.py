"""First values: a number written behind the key of a figure that had none, the rest of the line left as it is."""

from __future__ import annotations

import re

from lcdraft.errors import DataError, Place, Problem
from lcdraft.load.nodes import Mapping, Node, Scalar, compose
from lcdraft.pull.figures import Accepted

__all__ = ["fill_value"]


def fill_value(data: bytes, shown: str, value: Accepted) -> bytes:
    """The bytes of a figures file with a first value of one indicator.

    Raises:
        DataError: LC610 where the value would not have a line of its own.
    """
    text = data.decode("utf-8-sig")
    bom = data[: len(data) - len(text.encode())]
    problems: list[Problem] = []
    tree = compose(text.replace("\r\n", "\n"), shown, problems)
    found = _value_node(tree, value.indicator, value.key)
    if found is None:
        raise _no_line(shown, value)
    key, _ = found
    lines = text.split("\n")
    lines[key.line - 1] = _filled(lines[key.line - 1], key, value.new)
    return bom + "\n".join(lines).encode()


def _value_node(tree: Node | None, indicator: str, key: str) -> tuple[Scalar, Node] | None:
    """The key and the empty value: of the indicator itself, or of its ``gia_tri``, ``trong_ky``, ``uoc_ca_nam``."""
    figures = _entry(tree, "so_lieu")
    found = None if figures is None else _entry(figures[1], indicator)
    if found is not None and isinstance(found[1], Mapping):
        found = _entry(found[1], key)
        if found is not None and isinstance(found[1], Mapping):
            found = _entry(found[1], "gia_tri")
    elif key != "gia_tri":
        return None
    return found if found is not None and isinstance(found[1], Scalar) and found[1].is_empty else None


def _entry(node: Node | None, name: str) -> tuple[Scalar, Node] | None:
    if not isinstance(node, Mapping):
        return None
    return next(((key, value) for key, value in node.items if key.text == name), None)


def _filled(line: str, key: Scalar, number: str) -> str:
    """The line with the number behind the colon; in braces a number with a comma is put in quotes."""
    colon = line.index(":", key.column - 1 + len(key.text))
    rest = line[colon + 1 :]
    empty = re.match(r"[ \t]*(?:~|null)?(?=[ \t]*[,}])|[ \t]*(?:~|null)|", rest)
    assert empty is not None
    tail = rest[empty.end() :]
    in_braces = line.rfind("{", 0, colon) > line.rfind("}", 0, colon)
    shown = f'"{number}"' if in_braces and "," in number else number
    return f"{line[: colon + 1]} {shown}{tail.lstrip(' ') if in_braces else tail}"


def _no_line(shown: str, value: Accepted) -> DataError:
    message = f"{value.indicator}: không tìm thấy chỗ trống của {value.key}"
    advice = f"Ghi tay {value.key}: {value.new} cho chỉ tiêu này."
    return DataError(Problem("LC610", message, Place(shown, value.place.line, value.place.column), advice))
