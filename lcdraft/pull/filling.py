"""Lines of a passage that was edited: those that nobody touched stay, what grew too long is filled anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lcdraft.yamltext import wrapped

__all__ = ["file_width", "one_line", "refilled", "with_breaks_of"]

USUAL_WIDTH = 110
"""Where lines are broken in a file that does not show any width of its own."""

_NARROWEST, _ENDLESS, _ENOUGH = 72, 130, 5
_LONG_ENOUGH = 0.6
"""A line within a paragraph that an edit leaves shorter than this part of the width takes words from the next."""

# Lines that mean something by themselves: no line is joined to them, and they are not broken.
_ALONE = re.compile(r"\s*(?:$|#|\||>|(?:[-+*=]+|\d{1,9}[.)])\s*$|(?:\{%[^\n]*%\}\s*)+$)")
_OPENS_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])\s+")
_BLANKS = re.compile(r"[ \t\n\r\x85\u2028\u2029]+")
_HARD_BREAK = re.compile(r"(?:\\|  +)$")


def file_width(lines: Sequence[str]) -> int:
    """How long the lines of running text in a file are, as its writer breaks them; 0 where they are not broken.

    ``lines`` are those of all passages, indents included. One line in twenty may be longer.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    if sum(length > _ENDLESS for length in lengths) * 5 > len(lengths):
        return 0
    usual = [length for length in lengths if _NARROWEST <= length <= _ENDLESS]
    return usual[len(usual) * 19 // 20] if len(usual) >= _ENOUGH else USUAL_WIDTH


def one_line(text: str) -> str:
    """A text with a blank for every line end; what keeps words together (U+00A0) stays."""
    return _BLANKS.sub(" ", text).strip(" ")


def with_breaks_of(old: Sequence[str], text: str) -> list[str]:
    """A text that is one line for YAML, broken where the lines of the file that still begin or end it were broken."""
    line = one_line(text)
    head: list[str] = []
    for part in old:
        if not line.startswith(f"{part} "):
            break
        head.append(part)
        line = line[len(part) + 1 :]
    tail: list[str] = []
    for part in reversed(old[len(head) :]):
        if not line.endswith(f" {part}"):
            break
        tail.insert(0, part)
        line = line[: -len(part) - 1]
    if len(head) + len(tail) == len(old):  # words between two lines
        line = f"{line} {tail.pop(0)}" if tail else f"{head.pop()} {line}" if head else line
    return [*head, line, *tail]


def refilled(old: Sequence[str], new: Sequence[str], width: int) -> list[str]:
    """The new lines of a passage; a paragraph in which a line grew too long is filled from that line on.

    Filling ends where a line of the old text begins that need not give words to the line before it, so that a changed
    word changes few lines. Nothing is broken inside of ``{{ … }}`` and ``{% … %}``, no line begins with what would
    open a list or a heading, and headings, tables and lines of statements stay as they are. A ``width`` of 0 is no
    width at all.
    """
    if width <= 0:
        return [line.rstrip() if not line.strip() else line for line in new]
    kept = _kept(old, new)
    even = _is_even(old, width * _LONG_ENOUGH)
    lines: list[str] = []
    for start, end in _paragraphs(new):
        lines += _filled(new[start:end], kept[start:end], width, even=even)
    return lines


def _kept(old: Sequence[str], new: Sequence[str]) -> list[bool]:
    """Of every new line whether it was there before."""
    kept = [False] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept[block.b : block.b + block.size] = [True] * block.size
    return kept


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a passage, each with its first line and the one behind its last."""
    at = 0
    while at < len(lines):
        end = _paragraph_end(lines, at)
        yield at, end
        at = end


def _is_even(lines: Sequence[str], least: float) -> bool:
    """Whether the writer fills lines, rather than to begin one with every sentence."""
    inner = [line for start, end in _paragraphs(lines) for line in lines[start : end - 1]]
    return bool(inner) and all(len(line) >= least for line in inner)


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    """The line behind the paragraph that begins at ``start``."""
    if _ALONE.match(lines[start]):
        return start + 1
    end = start + 1
    while end < len(lines):
        if _ALONE.match(lines[end]) or _OPENS_ITEM.match(lines[end]) or _HARD_BREAK.search(lines[end - 1]):
            break
        end += 1
    return end


def _filled(lines: Sequence[str], kept: Sequence[bool], width: int, *, even: bool) -> list[str]:
    """A paragraph whose lines that are new are broken, or joined with the next, where their length asks for it."""
    if _ALONE.match(lines[0]):
        return [lines[0].rstrip()]
    indent = _indent_of(lines)
    done: list[str] = []
    rest = list(zip(lines, kept, strict=True))
    while rest:
        line, was = rest.pop(0)
        if was:
            done.append(line)
            continue
        filling = even and len(line) < width * _LONG_ENOUGH
        while True:
            *full, line = _broken(line, width, indent)
            done += full
            filling = filling or bool(full)
            if not rest or not filling or not _takes_more(line, rest[0][0], width):
                break
            line = f"{line} {rest.pop(0)[0].strip()}"
        done.append(line)
    return done


def _broken(line: str, width: int, indent: str) -> list[str]:
    """A line in pieces of the width, the first with its own indent or list mark, the others with ``indent``."""
    if len(line) <= width or _HARD_BREAK.search(line):
        return [line]
    mark = _OPENS_ITEM.match(line)
    margin = mark[0] if mark else line[: len(line) - len(line.lstrip())]
    first, *others = wrapped(line[len(margin) :], width - max(len(margin), len(indent)))
    return [margin + first, *(indent + other for other in others)]


def _takes_more(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line still fits on this one."""
    first = wrapped(following.strip(), 1)[0]
    return len(line) + 1 + len(first) <= width


def _indent_of(lines: Sequence[str]) -> str:
    """What stands before the lines of a paragraph that do not open it."""
    if len(lines) > 1:
        return lines[1][: len(lines[1]) - len(lines[1].lstrip())]
    mark = _OPENS_ITEM.match(lines[0])
    return " " * len(mark[0]) if mark else lines[0][: len(lines[0]) - len(lines[0].lstrip())]
