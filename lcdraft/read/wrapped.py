"""Text that came out of a PDF: lines cut at the page's width, notes at the foot of each page.

`is_wrapped` tells such text from text with one paragraph per line, `unwrap` puts its paragraphs together
again and moves each note to its mark, written as ``[footnoteRef:n]`` as word processors export it. Where a
paragraph ends is a guess; that every word stays is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from lcdraft.read.headings import is_capitals, match_heading, match_marker

__all__ = ["is_wrapped", "reference", "unwrap"]

_WIDEST_PAGE = 120
_FEWEST_LINES = 8
_SHORT_LINE = 0.85
"""A line shorter than this share of the page's width may be the last of its paragraph."""
_FULL_LINE = 0.95
"""A title that fills this share of the width may go on in the next line."""

_NOTE_RULE = re.compile(r"\s{20,}|\s*[_─—-]{8,}\s*")
_NOTE_START = re.compile(r"(\d{1,3})\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.;:!?…][)”\"]?\s*\Z")
_LABEL = re.compile(r"\s*(?:[-–+*•]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,5}[./]|[A-ZĐ]\.\s|[a-zđ]\)|Phần\s)")
# Words after which a number counts something, so that it cannot be the mark of a note.
_COUNTING = re.compile(
    r"quý|tháng|năm|ngày|tuần|đợt|lớp|khóa|khoá|kỳ|giai|đoạn|lần|bước|điều|khoản|điểm|số|thứ|mục|phần|chương|bảng|biểu|cột"
    r"|dòng|cấp|loại|hạng|nhóm|mức|khu|vùng|tổ|bản|phường|xã|quận|án",
    re.IGNORECASE,
)
# Words that no title ends in.
_JOINING = re.compile(r"của|và|các|những|tại|về|cho|với|theo|là|để|trong|do|từ|đến|trên", re.IGNORECASE)


def is_wrapped(lines: Sequence[str]) -> bool:
    """True where many lines go on in the middle of a sentence: one in six starts with a small letter."""
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < _FEWEST_LINES or median(map(len, filled)) > _WIDEST_PAGE:
        return False
    going_on = sum(line[0].islower() and not _LABEL.match(line) for line in filled)
    return going_on >= len(filled) / 6


def unwrap(lines: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """Paragraphs, with ``[footnoteRef:n]`` where the marks stood, and the notes by number."""
    body, notes = _take_notes(lines)
    return list(_join(body)), notes


def reference(number: int) -> str:
    """The mark of a note as word processors export it to text."""
    return f"[footnoteRef:{number}]"


@dataclass(slots=True)
class _Page:
    """Body lines since the last notes, and the notes at their foot."""

    lines: list[str] = field(default_factory=list)
    notes: dict[int, list[str]] = field(default_factory=dict)


def _take_notes(lines: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    body: list[str] = []
    notes: dict[int, str] = {}
    page = _Page()
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if _NOTE_RULE.fullmatch(line) and _starts_note(_next_filled(lines, position), len(notes) + 1):
            position = _read_notes(lines, position, page, first=len(notes) + 1)
            _place_marks(page)
            notes |= {number: _glue(parts) for number, parts in page.notes.items()}
            body += page.lines
            page = _Page()
        else:
            page.lines.append(line)
    return body + page.lines, notes


def _read_notes(lines: Sequence[str], position: int, page: _Page, *, first: int) -> int:
    """Read the notes of a page up to the next page: an indented line, or a blank one after a finished sentence."""
    number = first - 1
    while position < len(lines):
        line = lines[position]
        text = line.strip()
        if _starts_note(line, number + 1):
            number += 1
            page.notes[number] = [_NOTE_START.sub("", text, count=1)]
        elif text and line[0].isspace():
            break
        elif text:
            page.notes[number].append(text)
        elif number >= first and not _goes_on(page.notes[number][-1], _next_filled(lines, position), number):
            break
        position += 1
    return position


def _starts_note(line: str, number: int) -> bool:
    start = _NOTE_START.match(line)
    return start is not None and int(start[1]) == number


def _goes_on(last: str, following: str, number: int) -> bool:
    """Whether the notes go on behind a blank line: in an unfinished sentence, or with the next number."""
    return not _SENTENCE_END.search(last) or _starts_note(following, number + 1)


def _next_filled(lines: Sequence[str], position: int) -> str:
    return next((line for line in lines[position:] if line.strip()), "")


def _place_marks(page: _Page) -> None:
    """Replace the bare digits of the marks ("GCN2.", "21 đơn5.", "hiệu quả 1.") by references."""
    row = column = 0
    for number in page.notes:
        glued = re.compile(rf"(?<=[^\W\d_]){number}(?=\s*(?:[.,;:)]|\Z))")
        apart = re.compile(rf"(?<=[^\W\d_])\s+{number}(?=\s*(?:[.,;:)]|\Z))")
        found = _find(page.lines, glued, row, column) or _find(page.lines, apart, row, column)
        if found is None:
            row = max((at for at, line in enumerate(page.lines) if line.strip()), default=-1)
            if row < 0:
                page.lines.append("")
                row = len(page.lines) - 1
            start = end = len(page.lines[row].rstrip())
        else:
            row, start, end = found
        line = page.lines[row]
        page.lines[row] = f"{line[:start]}{reference(number)}{line[end:]}"
        column = start + len(reference(number))


def _find(lines: Sequence[str], pattern: re.Pattern[str], row: int, column: int) -> tuple[int, int, int] | None:
    for at in range(row, len(lines)):
        for found in pattern.finditer(lines[at], column if at == row else 0):
            word = re.search(r"\w+\Z", lines[at][: found.start()])
            if found[0].isdigit() or word is None or not _COUNTING.fullmatch(word[0]):
                return at, found.start(), found.end()
    return None


def _join(lines: Sequence[str]) -> Iterator[str]:
    filled = [line for line in lines if line.strip()]
    widths = sorted(len(line.strip()) for line in filled)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    paragraph: list[str] = []
    for line in filled:
        if paragraph and _starts_paragraph(line, paragraph, width):
            yield _glue(paragraph)
            paragraph = []
        paragraph.append(line.strip())
    if paragraph:
        yield _glue(paragraph)


def _glue(lines: Sequence[str]) -> str:
    """Lines as one, without a blank after a hyphen that stands inside a word ("NQ-⏎HĐND")."""
    return re.sub(r"(?<=\w-)\n", "", "\n".join(lines)).replace("\n", " ")


def _starts_paragraph(line: str, above: Sequence[str], width: int) -> bool:
    """Whether a line begins a new paragraph, judged by itself and the lines above it."""
    text = line.strip()
    last = above[-1]
    is_short = len(last) < _SHORT_LINE * width
    ended = bool(_SENTENCE_END.search(last)) or (is_short and not last.endswith("-"))
    if _LABEL.match(text):
        title = match_marker(text)
        return ended or (title is not None and title[1][0].isupper()) or match_heading(text) is not None
    if text[0].islower():
        return False
    if is_capitals(text) or is_capitals(last):
        return is_capitals(text) != is_capitals(last) or is_short
    if match_heading(_glue(above)) is not None and not _SENTENCE_END.search(last):
        return len(last) < _FULL_LINE * width and not _JOINING.fullmatch(last.split()[-1])
    return ended and (is_short or line[0].isspace())
