"""Texts in the styles that they have in a data file, as ruamel.yaml writes them."""

from __future__ import annotations

from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString, ScalarString

from lcdraft.text import normalize
from lcdraft.yamltext import scalar, wrapped

__all__ = ["in_brackets", "on_a_line", "short_or_block"]


def on_a_line(text: str) -> ScalarString:
    """A text as one value on a line, plain where that is safe in every place; files are in normal form."""
    text = normalize(text)
    style: type[ScalarString] = PlainScalarString if scalar(text) == text else DoubleQuotedScalarString
    made: ScalarString = style(text)
    return made


def in_brackets(text: str) -> ScalarString:
    """A text as a value of a list or mapping in brackets, where a comma would end it."""
    quoted: ScalarString = DoubleQuotedScalarString(text)
    return quoted if set(text) & set(",[]{}") else on_a_line(text)


def short_or_block(text: str, margin: int, column: int, width: int) -> ScalarString:
    """A text on the line of its key, where it is short or has blanks around it; else as a block of wrapped lines.

    ``margin`` is where the lines of the block begin, ``column`` where a value behind the key does.
    """
    bare = text.strip()
    if "\n" not in bare:
        value = on_a_line(text) if text == bare else DoubleQuotedScalarString(text)
        made: ScalarString = value
        if text != bare or column + len(scalar(text)) <= width:
            return made
    lines = [piece for line in bare.split("\n") for piece in _pieces(line.strip(), width - margin)]
    block: ScalarString = LiteralScalarString("".join(f"{line}\n" for line in lines))
    return block


def _pieces(line: str, width: int) -> list[str]:
    return [line] if len(line) <= width or line.startswith("|") else wrapped(line, width)
