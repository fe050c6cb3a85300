"""How a Word document looks on paper: sections, paragraphs, tables, each with its effective properties.

`Document` (the model of readers and writers) holds what a text says; a `Layout` holds how it is set: sizes
in points, lengths in twips (1/20 point), everything inherited from styles and defaults worked out.
Rules read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lcdraft.metrics import text_width
from lcdraft.read.docx_numbering import Label
from lcdraft.text import normalize

__all__ = ["Cell", "Format", "HeaderPart", "Layout", "Line", "Look", "Note", "Par", "Row", "Run", "Section", "Table"]

TWIPS = 20
"""Twips in a point."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed; ``size`` in points, fonts by the kind of character that they print."""

    ascii: str = ""
    other: str = ""
    complex: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    color: str = "auto"
    highlight: str = ""
    shade: str = ""
    raised: str = ""
    caps: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; a line break in it is ``\\n``, a tab ``\\t``."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Format:
    """How a paragraph is set. Indents and distances in twips; ``first`` is negative where the first line hangs.

    ``line`` counts 240ths of a line where ``line_rule`` is ``auto``, else twips.
    """

    align: str = "left"
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    contextual: bool = False
    keep_next: bool = False
    widow: bool = True
    border_top: str = ""
    border_bottom: str = ""
    framed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line as its author meant it: a paragraph, or the part of it between two line breaks."""

    par: Par
    runs: tuple[Run, ...]
    parted: bool = False
    """True where a tab stands beside it, so that the paragraph's alignment says nothing."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    @property
    def looks(self) -> tuple[Look, ...]:
        """The looks of what can be seen, each once."""
        return tuple(dict.fromkeys(run.look for run in self.runs if run.text.strip() and not run.look.raised))

    @property
    def size(self) -> float:
        """The largest size in it, in points."""
        return max((look.size for look in self.looks), default=0.0)

    def width(self) -> float:
        """How wide the text is, in twips."""
        runs = [Run(run.text.replace("\t", " "), run.look) for run in self.runs]
        if runs:
            runs[0] = Run(runs[0].text.lstrip(), runs[0].look)
            runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].look)
        return TWIPS * sum(text_width(run.text, run.look.size, bold=run.look.bold) for run in runs)


@dataclass(eq=False, slots=True)
class Par:
    """A paragraph. ``number`` counts the paragraphs of the body from 1, those in cells included; 0 elsewhere."""

    number: int
    style: str
    runs: tuple[Run, ...]
    format: Format
    mark: Look = Look()
    """How the end of the paragraph is set: what an empty one is as high as."""
    label: Label | None = None
    section: int = 0
    cell: Cell | None = None
    drawn: tuple[int, ...] = ()
    """Lengths in twips of the lines drawn in it."""
    has_object: bool = False
    breaks_page: bool = False
    ends_section: bool = False
    notes: tuple[tuple[str, str, bool], ...] = ()
    """Kind and id of the notes that it refers to, and whether their marks are raised."""
    fields: tuple[tuple[str, Look], ...] = ()

    @property
    def text(self) -> str:
        """What is typed in it, without blanks around."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def printed(self) -> str:
        """The text with the number that Word puts before it."""
        return f"{self.label.text} {self.text}" if self.label is not None and self.text else self.text

    @property
    def line(self) -> Line:
        """All of it as one line."""
        return Line(self, self.runs)

    def lines(self, *, at_tabs: bool = False) -> list[Line]:
        """The lines between line breaks (and tabs) that hold text."""
        parts: list[list[Run]] = [[]]
        tabbed = [False]
        for run in self.runs:
            text = run.text if at_tabs else run.text.replace("\t", " ")
            for at, piece in enumerate(text.replace("\t", "\n\t").split("\n")):
                if at:
                    parts.append([])
                    tabbed.append(piece.startswith("\t"))
                    if tabbed[-1]:
                        tabbed[-2] = True
                parts[-1].append(Run(piece.removeprefix("\t"), run.look))
        lines = [Line(self, tuple(runs), mark) for runs, mark in zip(parts, tabbed, strict=True)]
        return [line for line in lines if line.text]


@dataclass(eq=False, slots=True)
class Cell:
    """A cell; ``width`` is that of its text in twips, None where the file does not say."""

    pars: tuple[Par, ...] = ()
    width: int | None = None
    column: int = 0
    covered: bool = False
    row: Row | None = None

    @property
    def text(self) -> str:
        return "\n".join(par.text for par in self.pars if par.text)

    def lines(self) -> list[Line]:
        return [line for par in self.pars for line in par.lines()]


@dataclass(eq=False, slots=True)
class Row:
    """A row of a table; ``header`` where it is repeated on every page."""

    cells: tuple[Cell, ...] = ()
    header: bool = False
    cant_split: bool = False
    table: Table | None = None


@dataclass(eq=False, slots=True)
class Table:
    """A table of the body; tables inside its cells are in ``inner``."""

    rows: tuple[Row, ...]
    style: str = ""
    section: int = 0
    bordered: bool = False
    inner: tuple[Table, ...] = ()

    @property
    def pars(self) -> Iterator[Par]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell.pars


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """A header or footer."""

    name: str
    pars: tuple[Par, ...]
    has_page: bool
    """True where it holds the number of the page, be it in a text box."""


@dataclass(eq=False, slots=True)
class Section:
    """One section: its page, in twips, and what stands at the top and bottom of its pages.

    ``headers`` and ``footers`` go by type (``default``, ``first``, ``even``); what a section does not name it takes
    from the one before.
    """

    number: int
    width: int
    height: int
    margins: Mapping[str, int]
    headers: Mapping[str, HeaderPart] = field(default_factory=dict)
    footers: Mapping[str, HeaderPart] = field(default_factory=dict)
    title_page: bool = False
    page_format: str = ""
    page_start: int | None = None
    continuous: bool = False
    has_table: bool = False

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> int:
        return self.width - sum(self.margins.get(side, 0) for side in ("left", "right", "gutter"))


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    id: str
    kind: str
    pars: tuple[Par, ...]


@dataclass(eq=False, slots=True)
class Layout:
    """Everything about a document that rules can ask for."""

    name: str
    blocks: Sequence[Par | Table] = ()
    pars: Sequence[Par] = ()
    """The paragraphs of the body, those in cells included: the one with the number n stands at n - 1."""
    sections: Sequence[Section] = ()
    notes: Sequence[Note] = ()
    language: str = ""
    even_and_odd: bool = False
    adds_distances: bool = False
    """True where the distance after a paragraph adds to that before the next, by a setting of old documents."""
    revisions: Mapping[str, str] = field(default_factory=dict)
    """Marks of work in progress: what they are -> the part where the first one stands."""
    strange_letters: Sequence[tuple[Par, str]] = ()
    """Paragraphs of the body as stored, where they are not in NFC."""

    @property
    def tables(self) -> Iterator[Table]:
        """All tables, outer ones first."""
        waiting = [block for block in self.blocks if isinstance(block, Table)]
        for table in waiting:
            yield table
            waiting.extend(table.inner)

    @property
    def other_pars(self) -> Iterator[Par]:
        """The paragraphs outside the body: headers, footers, notes."""
        seen: set[int] = set()
        for section in self.sections:
            for part in (*section.headers.values(), *section.footers.values()):
                if id(part) not in seen:
                    seen.add(id(part))
                    yield from part.pars
        for note in self.notes:
            yield from note.pars

    def column_width(self, par: Par) -> int | None:
        """The width in twips of the column that a paragraph stands in."""
        if par.cell is not None:
            return par.cell.width
        return self.sections[par.section].text_width if par.section < len(self.sections) else None


def is_composed(text: str) -> bool:
    """True for text in which letters and their marks are single characters."""
    return normalize(text) == text
