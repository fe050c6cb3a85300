"""Writing YAML by hand: texts that any reader gives back as they are, and lines that know their number.

New files come out as a clerk would write them, with comments between the entries; so they are put together line by
line here instead of by a library that dumps a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lcdraft.text import normalize

__all__ = ["WIDTH", "YamlLines", "quoted", "scalar", "wrapped"]

WIDTH = 118
"""Longest line of a file that we write, where words allow it."""

_PLAIN = re.compile(r"[^\W_][\w %,.;/()–“”‘’?!+*=-]*")
_EMPTY = frozenset({"", "~", "null", "true", "false", "yes", "no", "on", "off"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_USEFUL = "\t\u00a0\u00ad\u200b\u2009\u202f\u3000"
"""Characters that Python does not call printable and that texts hold all the same."""
# What would be a list, a heading or a table if a line began with it, or a line of statements, which is not printed.
_OPENS_BLOCK = re.compile(r"[-+*#>|=]|\d{1,9}[.)]|\{%")
_STATEMENTS = re.compile(r"(?:\s*\{%.*?%\})+")


def scalar(text: str) -> str:
    """A text as one value on a line: plain where that is safe, else in double quotes.

    >>> scalar("Sở Tài chính tỉnh"), scalar("Lưu: VT"), scalar("no")
    ('Sở Tài chính tỉnh', '"Lưu: VT"', '"no"')
    """
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and text.lower() not in _EMPTY
    return text if plain and normalize(text) == text else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, which can hold anything."""
    everything = normalize(text) != text  # files are read in normal form, so the letters are spelt out
    return f'"{"".join(_escaped(char, everything) for char in text)}"'


def _escaped(char: str, everything: bool) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() and (char.isascii() or not everything):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of a paragraph, broken at blanks so that each still means the same in Markdown and Jinja.

    No line begins with what would open a list or a heading, and none breaks inside of ``{{ … }}`` or ``{% … %}``.
    """
    lines = [""]
    for piece in re.findall(r"(?:\{\{.*?\}\}|\{%.*?%\}|[^ \n])+", text):
        fits = len(lines[-1]) + 1 + len(piece) <= width
        if not lines[-1]:
            lines[-1] = piece
        elif fits or _OPENS_BLOCK.match(piece) or _STATEMENTS.fullmatch(lines[-1]):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


class YamlLines:
    """A file that grows line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def next_number(self) -> int:
        """The number of the line that comes next."""
        return len(self.lines) + 1

    def add(self, *lines: str) -> None:
        self.lines += lines

    def blank(self) -> None:
        """An empty line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def comment(self, text: str, indent: int = 0) -> None:
        """A comment of as many lines as it takes."""
        margin = " " * indent
        for paragraph in _printable(text).split("\n"):
            for line in _comment_lines(paragraph, WIDTH - indent - 2):
                self.lines.append(f"{margin}# {line}".rstrip())

    def passage(self, head: str, text: str, indent: int) -> int:
        """An entry with a text of several lines; the number of the line on which the text begins.

        ``head`` is what stands before it (``ban_le:``, ``-``), ``indent`` the column of the head. A block keeps every
        line as it is; a text that no block can hold goes into double quotes.
        """
        margin = " " * indent
        if not _fits_block(text):
            self.lines.append(f"{margin}{head} {quoted(text)}")
            return len(self.lines)
        sign = "|" if text.endswith("\n") else "|-"
        self.lines.append(f"{margin}{head} {sign}")
        start = self.next_number
        inner = " " * (indent + 2)
        self.lines += (f"{inner}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))
        return start

    def folded(self, head: str, text: str, indent: int) -> int:
        """An entry with one long line that stands here on several: reading it gives a blank for each line end.

        ``text`` comes from `wrapped`; otherwise as `passage`.
        """
        lines = text.split("\n")
        if not all(line and line == line.strip() and _fits_block(line) for line in lines):
            return self.passage(head, " ".join(lines), indent)
        self.lines.append(f"{' ' * indent}{head} >-")
        start = self.next_number
        self.lines += (f"{' ' * (indent + 2)}{line}" for line in lines)
        return start


def _fits_block(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    if not lines[0].strip() or not lines[-1].strip() or lines[0][0] in " \t" or normalize(text) != text:
        return False
    return all(char.isprintable() or char in _USEFUL for line in lines for char in line)


def _printable(text: str) -> str:
    kept = (char if char.isprintable() or char == "\n" else " " for char in normalize(text))
    return "".join(kept)


def _comment_lines(text: str, width: int) -> Iterable[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
