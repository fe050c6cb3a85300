"""Words of a template that one report says otherwise: where they stand, and the template with them replaced.

The template on disk stays as it is, and so does every other report that is made from it. An entry is found by the words
themselves, blanks and line ends counting as one blank; it acts only where they stand exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lcdraft.dataset import Wording
from lcdraft.errors import Problem

__all__ = [
    "EXPRESSION",
    "Placement",
    "find_words",
    "paragraph_at",
    "place_wordings",
    "substituted",
    "with_edges_of",
    "without_id",
]

EXPRESSION = re.compile(
    r"\{\{(?:\"[^\"]*\"|'[^']*'|[^}\"']|\}(?!\}))*\}\}|\{%(?:\"[^\"]*\"|'[^']*'|[^%\"']|%(?!\}))*%\}|\{##.*?##\}",
    re.DOTALL,
)
"""What Jinja evaluates in a source."""

_ID = re.compile(r"[ \t]*\{#[^#}\n][^}\n]*\}")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BLANKS = re.compile(r"([ \t\u00a0\n]+)")
_ONE_BLANK = r"(?:[ \t\u00a0]+(?:\n[ \t\u00a0]*)?|\n[ \t\u00a0]*)"
_EMPTY_LINE = r"[ \t\u00a0]*\n(?:[ \t\u00a0]*\n)+[ \t\u00a0]*"
_MARKER = re.compile(r"[ \t]*(?:#{1,6}|[-+*]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_ONLY_TAGS = re.compile(r"[ \t]*(?:\{%(?:(?!%\})[^\n])*%\}[ \t]*)+")
_TAIL_ID = re.compile(r"\s*\{#[\w.-]+\}\s*\Z")

SHOWN = 60
"""Characters of an entry that a message quotes."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Characters ``start`` to ``end`` of a template are what entry ``number`` (from 1) of the report replaces."""

    start: int
    end: int
    number: int
    wording: Wording


def without_id(words: str) -> str:
    """The words without the id of a heading behind them, which only tells where to look."""
    return _TAIL_ID.sub("", words).strip()


def with_edges_of(text: str, inner: str) -> str:
    """``inner`` with the blanks that stand around ``text``, at most one on each side, and no line ends."""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    head = " " if before and "\n" not in before else ""
    return head + inner + (" " if after and "\n" not in after else "")


def find_words(source: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a template, as whole words and outside of expressions; start and end of each."""
    pattern = _pattern(words)
    if pattern is None:
        return []
    fixed = list(_fixed(source))
    spans = (found.span("words") for found in pattern.finditer(source))
    return [span for span in spans if not any(_cuts(span, part) for part in fixed)]


def paragraph_at(source: str, at: int) -> tuple[int, int] | None:
    """The paragraph, heading or list item around a character, statements that open and close in it included.

    None where its statements open or close outside, so that it cannot be taken out alone.
    """
    lines = _lines(source)
    here = next((n for n, (start, end) in enumerate(lines) if start <= at <= end), None)
    if here is None or not source[slice(*lines[here])].strip():
        return None
    first, last = _run(source, lines, here)
    tags = [bool(_ONLY_TAGS.fullmatch(source[slice(*lines[n])])) for n in range(first, last + 1)]
    head = next((n for n, only in enumerate(tags) if not only), 0)
    tail = next((n for n, only in enumerate(reversed(tags)) if not only), 0)
    for cut in range(head + tail + 1):
        for top in range(max(0, cut - tail), min(head, cut) + 1):
            start, end = lines[first + top][0], lines[last - (cut - top)][1]
            if start <= at <= end and _is_balanced(source[start:end]):
                return start, end
    return None


def place_wordings(
    source: str, shown: str, entries: Iterable[tuple[int, Wording]]
) -> tuple[list[Placement], list[Problem]]:
    """Where the entries for one template act, in the order of its text, and a warning for each that does not.

    ``shown`` is how messages name the file of the template.
    """
    found: list[Placement] = []
    problems: list[Problem] = []
    for number, wording in entries:
        placed = _placed(source, shown, number, wording)
        if isinstance(placed, Problem):
            problems.append(placed)
            continue
        other = next((each for each in found if each.start < placed.end and placed.start < each.end), None)
        if other is not None:
            message = f"{_named(number, wording)}: chỗ này của mẫu đã đổi ở mục {other.number} của loi_mau"
            advice = f"Gộp hai mục làm một (mục kia ở dòng {other.wording.place.line})."
            problems.append(Problem("LC319", message, wording.old.place, advice, "warning"))
            continue
        found.append(placed)
    return sorted(found, key=lambda each: each.start), problems


def substituted(source: str, placements: Sequence[Placement], make: Callable[[Placement], str]) -> str:
    """The template with other text in place of what the entries replace."""
    parts: list[str] = []
    done = 0
    for each in placements:
        parts += (source[done : each.start], make(each))
        done = each.end
    return "".join((*parts, source[done:]))


def _placed(source: str, shown: str, number: int, wording: Wording) -> Placement | Problem:
    spans = find_words(source, wording.old.text)
    if len(spans) != 1:
        return _not_once(source, shown, number, wording, spans)
    start, end = spans[0]
    if wording.new is None:
        whole = paragraph_at(source, start)
        if whole is None:
            message = (
                f"{_named(number, wording)}: đoạn này của mẫu nằm dở trong một khối {{% … %}}, không bỏ riêng được"
            )
            advice = "Bỏ từng cụm chữ bằng cu và moi để trống, hoặc sửa mẫu."
            return Problem("LC319", message, wording.old.place, advice, "warning")
        return Placement(*whole, number, wording)
    if not wording.new.text.strip():
        start, end = _emptied(source, start, end)
    return Placement(start, end, number, wording)


def _not_once(source: str, shown: str, number: int, wording: Wording, spans: Sequence[tuple[int, int]]) -> Problem:
    place = wording.old.place
    if spans:
        lines = ", ".join(str(_line(source, start)) for start, _ in spans)
        message = f"{_named(number, wording)}: {shown} có {len(spans)} chỗ như thế (dòng {lines}), không rõ đổi chỗ nào"
        advice = "Chép thêm vào cu mấy chữ đứng trước hoặc sau trong mẫu, và ghi các chữ ấy cả ở moi."
        if wording.new is None:
            advice = "Chép thêm vào bo_doan mấy chữ đứng trước hoặc sau trong mẫu."
        return Problem("LC317", message, place, advice, "warning")
    message = f"{_named(number, wording)}: {shown} không có các chữ này; báo cáo in theo mẫu"
    return Problem("LC316", message, place, _nearest(source, shown, wording.old.text), "warning")


def _nearest(source: str, shown: str, words: str) -> str:
    """What the clerk should write, told from as many of the first words as the template has."""
    front = _FRONT.match(source)
    if front is not None and " ".join(words.split()) in " ".join(front[0].split()):
        return "Đây là trích yếu trong phần đầu mẫu: ghi tieu_de trong báo cáo."
    split = without_id(words).split()
    for count in range(len(split) - 1, 0, -1):
        opening = " ".join(split[:count])
        if len(opening) < 4:
            break
        if found := find_words(source, opening):
            start = found[0][0]
            line = source[start:].split("\n", 1)[0]
            literal = EXPRESSION.split(_ID.sub("", line))[0].strip()
            return (
                f"Ở {shown}:{_line(source, start)} có “{literal[:SHOWN]}”: chép lại đúng chữ của mẫu, hoặc xóa mục này."
            )
    return "Mẫu có thể đã đổi: chép lại đúng chữ của mẫu, hoặc xóa mục này."


def _named(number: int, wording: Wording) -> str:
    words = " ".join(wording.old.text.split())
    shown = words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"
    return f"loi_mau, mục {number} (“{shown}”)"


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def _pattern(words: str) -> re.Pattern[str] | None:
    """Matches the words with any blanks between them; an empty line only where they have one."""
    bare = words.strip()
    kept = without_id(bare)
    if not kept:
        return None
    parts = _BLANKS.split(kept)
    body = "".join(
        (_EMPTY_LINE if part.count("\n") > 1 else _ONE_BLANK) if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    )
    before = r"(?<!\w)" if _is_word(kept[0]) else ""
    after = r"(?!\w)" if _is_word(kept[-1]) else ""
    given = _TAIL_ID.search(bare)
    follows = rf"(?=[ \t]*{re.escape(given[0].strip())})" if given else ""
    return re.compile(f"{before}(?P<words>{body}){after}{follows}")


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _fixed(source: str) -> Iterator[tuple[int, int, bool]]:
    """What is not literal; True for what a match may hold whole."""
    if (front := _FRONT.match(source)) is not None:
        yield (*front.span(), False)
    spans = [found.span() for found in EXPRESSION.finditer(source)]
    yield from ((start, end, source.startswith("{{", start)) for start, end in spans)
    for found in _ID.finditer(source):
        if not any(start <= found.start() < end for start, end in spans):
            yield (*found.span(), False)


def _cuts(span: tuple[int, int], part: tuple[int, int, bool]) -> bool:
    start, end, may_be_held = part
    if span[1] <= start or end <= span[0]:
        return False
    return not (may_be_held and span[0] <= start and end <= span[1])


def _emptied(source: str, start: int, end: int) -> tuple[int, int]:
    """Where words are taken out and leave nothing but the sign of a heading or an item, that goes too."""
    opens = source.rfind("\n", 0, start) + 1
    closes = source.find("\n", end)
    closes = len(source) if closes < 0 else closes
    rest = source[opens:start] + _ID.sub("", source[end:closes])
    return (opens, closes) if _MARKER.fullmatch(rest.rstrip() + " ") else (start, end)


def _lines(source: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = 0
    for line in source.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines


def _run(source: str, lines: Sequence[tuple[int, int]], here: int) -> tuple[int, int]:
    """The first and last of the lines that are one paragraph, heading or item with this one."""

    def text(number: int) -> str:
        return source[slice(*lines[number])] if 0 <= number < len(lines) else ""

    if _HEADING.match(text(here)):
        return here, here
    first = last = here
    while text(first - 1).strip() and not _MARKER.match(text(first)) and not _HEADING.match(text(first - 1)):
        first -= 1
    while text(last + 1).strip() and not _MARKER.match(text(last + 1)):
        last += 1
    return first, last


def _is_balanced(text: str) -> bool:
    """Whether every block statement that opens in a text closes in it."""
    depth = 0
    for found in EXPRESSION.finditer(text):
        tag = _TAG.match(found[0])
        if tag is None:
            continue
        if tag[1] in ("if", "for", "macro", "call", "filter", "with") or (tag[1] == "set" and "=" not in found[0]):
            depth += 1
        elif tag[1].startswith("end"):
            depth -= 1
        elif tag[1] in ("else", "elif") and not depth:
            return False
        if depth < 0:
            return False
    return not depth
