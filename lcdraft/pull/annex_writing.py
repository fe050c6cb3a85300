"""Names of lines and lines taken out, written into an annex file; every other line stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lcdraft.errors import DataError, Place, Problem
from lcdraft.load.nodes import Mapping as YamlMapping
from lcdraft.load.nodes import Node, Scalar, Sequence, compose
from lcdraft.yamltext import scalar

__all__ = ["write_rows"]


def write_rows(data: bytes, shown: str, names: Mapping[str, str | None]) -> bytes:
    """The bytes of an annex file in which lines, by their indicator, have other names; None takes a line out.

    Raises:
        DataError: LC610 where lines are not written one on a line.
    """
    text = data.decode("utf-8-sig")
    bom = data[: len(data) - len(text.encode())]
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    for indicator, name in names.items():
        tree = compose("\n".join(lines), shown, [])
        if name is None:
            _take_out(lines, tree, indicator, shown)
            tree = compose("\n".join(lines), shown, [])
            _drop_name(lines, tree, indicator)
        else:
            _set_name(lines, tree, indicator, name)
    return bom + ending.join(lines).encode()


def _set_name(lines: list[str], tree: Node | None, indicator: str, name: str) -> None:
    names = _entry(tree, "ten_dong")
    shown = f"{indicator}: {scalar(name)}"
    if names is None:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += [
            "",
            "# Tên riêng của dòng trong phụ lục này, thay cho tên trong danh mục.",
            "ten_dong:",
            f"  {shown}",
            "",
        ]
        return
    key, node = names
    if not isinstance(node, YamlMapping) or not node.items:
        lines[key.line - 1] = "ten_dong:"
        lines.insert(key.line, f"  {shown}")
        return
    old = _entry(node, indicator)
    indent = " " * (node.items[0][0].column - 1)
    if old is None:
        lines.insert(_last_line(node), f"{indent}{shown}")
    else:
        lines[old[0].line - 1 : _last_line(old[1])] = [f"{indent}{shown}"]


def _drop_name(lines: list[str], tree: Node | None, indicator: str) -> None:
    """A line that is gone has no name either."""
    names = _entry(tree, "ten_dong")
    old = _entry(names[1], indicator) if names is not None else None
    if names is None or old is None:
        return
    del lines[old[0].line - 1 : _last_line(old[1])]
    if isinstance(names[1], YamlMapping) and len(names[1].items) == 1:
        del lines[names[0].line - 1]


def _take_out(lines: list[str], tree: Node | None, indicator: str, shown: str) -> None:
    found = next((pair for pair in _listed(tree) if pair[0].text == indicator), None)
    if found is None:
        return  # it went with the line that it was a part of
    key, last = found
    if lines[key.line - 1][: key.column - 1].strip() != "-":
        advice = 'Viết mỗi chỉ tiêu trên một dòng, mở đầu bằng "- ", rồi chạy lại.'
        place = Place(shown, key.line, key.column)
        raise DataError(Problem("LC610", f"{indicator}: ghi chung dòng với chỉ tiêu khác", place, advice))
    del lines[key.line - 1 : last]


def _listed(node: Node | None, *, inside: bool = False) -> Iterator[tuple[Scalar, int]]:
    """Every indicator of the lists ``chi_tieu``, parts too, with the last line that belongs to it."""
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and inside:
                yield item, item.end[0]
            else:
                yield from _listed(item, inside=inside)
    elif isinstance(node, YamlMapping):
        for key, value in node.items:
            if inside:
                yield key, max(_last_line(value), key.line)
            yield from _listed(value, inside=inside or key.text == "chi_tieu")


def _last_line(node: Node) -> int:
    if isinstance(node, Scalar):
        return max(node.end[0], node.line)
    if isinstance(node, Sequence):
        return max((_last_line(item) for item in node.items), default=node.line)
    return max((max(key.line, _last_line(value)) for key, value in node.items), default=node.line)


def _entry(node: Node | None, name: str) -> tuple[Scalar, Node] | None:
    if not isinstance(node, YamlMapping):
        return None
    return next(((key, value) for key, value in node.items if key.text == name), None)
