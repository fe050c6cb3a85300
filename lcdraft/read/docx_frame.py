"""Letterhead and signature, known again by the styles of their lines, or by what the lines say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lcdraft import wordml as names
from lcdraft.document import Block, Inline, Letterhead, Paragraph, Signature, inlines_text
from lcdraft.frame import ADDRESSEES, RECIPIENTS, bare_line, is_motto, is_state
from lcdraft.read.docx_inlines import Row
from lcdraft.read.docx_numbering import Label
from lcdraft.read.frame import split_lines
from lcdraft.read.headings import is_capitals, match_heading
from lcdraft.text import fold

__all__ = ["HeadReader", "Line", "is_letterhead", "is_signature", "read_signature"]

_DRAWN_RULE = re.compile(r"[\s_*=–—-]+")
_NUMBER_LINE = re.compile(r"(?i)số\s*:")
_DATE = re.compile(r"(?i)ngày\b.*\btháng\b.*\bnăm\b")
_LONGEST_KIND = 40
_SIGNATURE_COLUMNS = 3
_KINDS = {
    fold(kind)
    for kind in (
        *("báo cáo", "nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo"),
        *("hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "biên bản", "tờ trình", "công điện"),
    )
}
_TITLE_STYLES = (names.KIND, names.SUBJECT, names.RULE, names.ADDRESSEES, names.ADDRESSEE_LINE)


@dataclass(slots=True)
class Line:
    """A paragraph, or one line of it, and how it looks."""

    style: str
    text: str
    inlines: tuple[Inline, ...]
    row: Row
    is_bold: bool = False
    is_centred: bool = False
    outline: int | None = None
    label: Label | None = None

    def split(self) -> Iterator[Line]:
        """The lines of the paragraph: people part the lines of a name with line breaks as well as paragraphs."""
        for inlines in split_lines(self.inlines):
            text = inlines_text(inlines).strip()
            if text:
                yield Line(self.style, text, inlines, self.row, self.is_bold, self.is_centred)


@dataclass(slots=True)
class HeadReader:
    """Takes the lines at the top of a document until one belongs to the text."""

    is_closed: bool = False
    _found: bool = False
    _superior: list[str] = field(default_factory=list)
    _agency: list[str] = field(default_factory=list)
    _names: list[tuple[bool, str]] = field(default_factory=list)
    _number: str = ""
    _place_date: str = ""
    _kind: str = ""
    _subject: list[str] = field(default_factory=list)
    _addressees: list[str] = field(default_factory=list)
    _asks_addressees: bool = False

    def take_table(self, lines: Sequence[tuple[int, Line]]) -> list[Block]:
        """Read the table at the top; lines that belong to no part of it (a stamp, say) come back as paragraphs."""
        self._found = True
        rest: list[Block] = []
        for column, line in lines:
            if not self._take_styled(line) and not self._take_worded(line, column):
                rest.append(Paragraph(line.inlines, line.style))
        return rest

    def take(self, line: Line) -> bool:
        """Whether the paragraph belongs to the head; the first that does not closes it."""
        if not line.text:
            return not line.row.boxes
        if line.style in _TITLE_STYLES:
            self._found = True
            return self._take_styled(line)
        if names.is_ours(line.style):
            return False
        if self._asks_addressees and line.text.lstrip()[:1] in "-–+":
            self._addressees.append(bare_line(line.text))
            return True
        self._asks_addressees = False
        if _DRAWN_RULE.fullmatch(line.text):
            return self._found
        if fold(line.text).startswith(fold(ADDRESSEES.rstrip(":"))) and self._found:
            return self._take_addressees(line.text)
        if not self._kind:
            parts = [part.text for part in line.split()]
            if line.label is not None or not self._is_kind(parts[0]):
                return False
            self._found = True
            self._kind = parts[0]
            self._subject += parts[1:]
            return True
        if self._continues_subject(line):
            self._subject.append(line.text)
            return True
        return False

    def letterhead(self) -> Letterhead | None:
        """What was found, or None for a document that begins with its text."""
        if not self._found:
            return None
        has_bold = any(bold for bold, _ in self._names)
        return Letterhead(
            agency=(*self._agency, *(text for bold, text in self._names if bold or not has_bold)),
            superior=(*self._superior, *(text for bold, text in self._names if has_bold and not bold)),
            number=self._number,
            place_date=self._place_date,
            kind=self._kind,
            subject=" ".join(" ".join(self._subject).split()),
            addressees=tuple(self._addressees),
        )

    def _continues_subject(self, line: Line) -> bool:
        """Lines in bold in the middle are the subject, until a title in capitals stands below it."""
        if self._addressees or not (line.is_bold and line.is_centred) or match_heading(line.text) is not None:
            return False
        return not self._subject or not is_capitals(line.text) or is_capitals(self._subject[-1])

    def _is_kind(self, text: str) -> bool:
        """The name of a kind of document; below a letterhead any line in capitals is one."""
        if fold(text) in _KINDS:
            return is_capitals(text)
        return self._found and is_capitals(text) and len(text) <= _LONGEST_KIND and match_heading(text) is None

    def _take_styled(self, line: Line) -> bool:
        """Take a line by its style; False where the style is none of the letterhead's."""
        text = line.text.strip()
        match line.style:
            case names.SUPERIOR:
                self._superior.append(text)
            case names.AGENCY:
                self._agency.append(text)
            case names.NUMBER_LINE:
                self._number = "" if text == names.NUMBER_LABEL.strip() else text
            case names.PLACE_DATE:
                self._place_date = text
            case names.KIND:
                self._kind = text
            case names.SUBJECT:
                self._subject.append(text)
            case names.ADDRESSEES:
                return self._take_addressees(text)
            case names.ADDRESSEE_LINE:
                self._addressees.append(bare_line(text))
            case names.MOTTO_STATE | names.MOTTO | names.RULE:
                return is_state(text) or is_motto(text) or not text
            case _:
                return False
        return True

    def _take_worded(self, line: Line, column: int) -> bool:
        if is_state(line.text) or is_motto(line.text) or _DRAWN_RULE.fullmatch(line.text):
            return True
        if _NUMBER_LINE.match(line.text) and not self._number:
            self._number = line.text
        elif _DATE.search(line.text) and not self._place_date:
            self._place_date = line.text
        elif column == 0 and is_capitals(line.text) and not self._number:
            self._names.append((line.is_bold, line.text))
        else:
            return False
        return True

    def _take_addressees(self, text: str) -> bool:
        _, colon, names_on_line = text.partition(":")
        if names_on_line.strip():
            self._addressees.append(bare_line(names_on_line))
        self._asks_addressees = bool(colon)
        return True


def is_letterhead(lines: Sequence[tuple[int, Line]]) -> bool:
    """True for the lines of a table that holds the name of the state."""
    return any(line.style == names.MOTTO_STATE or is_state(line.text) for _, line in lines)


def is_signature(lines: Sequence[tuple[int, Line]]) -> bool:
    """True for the lines of a table that opens by saying who receives a copy, and has a column beside."""
    columns = [column for column, _ in lines]
    if not lines or max(columns) > _SIGNATURE_COLUMNS - 1:
        return False
    tops = [next(line for at, line in lines if at == column) for column in sorted(set(columns))]
    return any(_opens_recipients(line) for line in tops)


def read_signature(lines: Sequence[tuple[int, Line]]) -> tuple[Signature, list[Block]]:
    """The signature, and what stands in its table besides: a note on the seal, say."""
    side = next(column for column, line in lines if _opens_recipients(line))
    recipients: list[str] = []
    authority: list[str] = []
    others: list[Line] = []
    for column, line in lines:
        if column == side:
            if not _opens_recipients(line) and (name := bare_line(line.text)):
                recipients.append(name)
        elif line.style == names.AUTHORITY or (line.style != names.SIGNER and is_capitals(line.text)):
            authority.append(line.text)
        else:
            others.append(line)
    signers = [line for line in others if line.style == names.SIGNER] or others[-1:]
    rest = [Paragraph(line.inlines, line.style) for line in others if line not in signers]
    name = " ".join(line.text for line in signers)
    return Signature(tuple(authority), name, tuple(recipients)), list(rest)


def _opens_recipients(line: Line) -> bool:
    text = fold(line.text)
    return line.style == names.RECIPIENTS or text == fold(RECIPIENTS.rstrip(":")) or text.startswith(fold(RECIPIENTS))
