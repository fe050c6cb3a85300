"""Texts in the styles that they have in a data file, as ruamel.yaml writes them."""

from __future__ import annotations

from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString, ScalarString

from lcdraft.text import normalize
from lcdraft.yamltext import scalar

__all__ = ["on_a_line"]


def on_a_line(text: str) -> ScalarString:
    """A text as one value on a line, plain where that is safe in every place; files are in normal form."""
    text = normalize(text)
    style: type[ScalarString] = PlainScalarString if scalar(text) == text else DoubleQuotedScalarString
    made: ScalarString = style(text)
    return made
