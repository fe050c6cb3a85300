"""Names of lines and lines taken out of an annex file; every other line stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from lcdraft.errors import DataError, Problem
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.pull.yamlmarks import Path
from lcdraft.pull.yamlstyles import on_a_line

__all__ = ["write_rows"]

_NAMES = "ten_dong"
_HEADING = "# Tên riêng của dòng trong phụ lục này, thay cho tên trong danh mục."


def write_rows(file: YamlFile, names: Mapping[str, str | None]) -> None:
    """Ask for other names of lines of an annex, by their indicator; None takes a line out, and its name.

    Raises:
        DataError: LC610 where lines are not written one on a line.
    """
    gone = {indicator for indicator, name in names.items() if name is None}
    _take_out(file, gone)
    _name(file, gone, {indicator: on_a_line(name) for indicator, name in names.items() if name is not None})


def _take_out(file: YamlFile, gone: set[str]) -> None:
    """Remove lines from the lists; what is a part of another that goes, goes with it."""
    listed = {path: indicator for indicator, path in _listed(file.tree) if indicator in gone}
    for path, indicator in listed.items():
        if any(path[:length] in listed for length in range(len(path))):
            continue
        if file.mark(path).key is None or file.marks.bracket(path[:-1]) is not None:
            advice = 'Viết mỗi chỉ tiêu trên một dòng, mở đầu bằng "- ", rồi chạy lại.'
            message = f"{indicator}: ghi chung dòng với chỉ tiêu khác"
            raise DataError(Problem("LC610", message, file.place(path), advice))
        file.remove(path)


def _listed(node: Any, path: Path = (), *, inside: bool = False) -> Iterator[tuple[str, Path]]:
    """Every indicator of the lists ``chi_tieu``, parts too, with the item or entry that it is."""
    if isinstance(node, CommentedSeq):
        for number, item in enumerate(node):
            if inside and isinstance(item, str):
                yield item, (*path, number)
            else:
                yield from _listed(item, (*path, number), inside=inside)
    elif isinstance(node, CommentedMap):
        for key, value in node.items():
            if inside:
                yield key, path if len(node) == 1 else (*path, key)
            yield from _listed(value, (*path, key), inside=inside or key == "chi_tieu")


def _name(file: YamlFile, gone: set[str], names: Mapping[str, Any]) -> None:
    """Put names to lines; a line that is gone has none, and without names there is no list of them."""
    found = file.node((_NAMES,))
    if not isinstance(found, CommentedMap) or not found:
        if names:
            file.put(_NAMES, CommentedMap(names), _HEADING)
        return
    if not names and gone.issuperset(found):
        file.remove((_NAMES,), _HEADING)
        return
    for indicator in gone.intersection(found):
        file.remove((_NAMES, indicator))
    for indicator, name in names.items():
        if indicator in found:
            file.set((_NAMES, indicator), name)
        else:
            file.add_key((_NAMES,), list(found)[-1], indicator, name)
