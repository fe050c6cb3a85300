"""First values: a number put behind the key of a figure that had none, the rest of the file left as it is."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString

from lcdraft.errors import DataError, Place, Problem
from lcdraft.pull.figures import Accepted
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.pull.yamlmarks import Path

__all__ = ["fill_value"]

_EMPTY = frozenset({"", "~", "null"})


def fill_value(file: YamlFile, value: Accepted) -> None:
    """Ask for the first value of one indicator; in braces a number with a comma is put in quotes.

    Raises:
        DataError: LC610 where no key of a figures file waits for the value.
    """
    path = _path(file, value)
    node = file.node(path)
    if not isinstance(node, str) or isinstance(node, ScalarString) or node not in _EMPTY:
        raise _no_place(file, value)
    in_braces = file.marks.bracket(path) is not None
    file.set(path, DoubleQuotedScalarString(value.new) if in_braces and "," in value.new else value.new)


def _path(file: YamlFile, value: Accepted) -> Path:
    """Where the value belongs: to the indicator itself, or to its ``gia_tri``, ``trong_ky``, ``uoc_ca_nam``."""
    path: Path = ("so_lieu", value.indicator)
    if value.key != "gia_tri" or isinstance(file.node(path), CommentedMap):
        path = (*path, value.key)
    return (*path, "gia_tri") if isinstance(file.node(path), CommentedMap) else path


def _no_place(file: YamlFile, value: Accepted) -> DataError:
    message = f"{value.indicator}: không tìm thấy chỗ trống của {value.key}"
    advice = f"Ghi tay {value.key}: {value.new} cho chỉ tiêu này."
    return DataError(Problem("LC610", message, Place(file.path, value.place.line, value.place.column), advice))
