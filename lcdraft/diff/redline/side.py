"""One of the two drafts, ready to be compared: changes that were pending in it accepted, wrappers taken off."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, partial

from lxml import etree

from lcdraft.diff.redline.content import Content, ContentReader
from lcdraft.diff.redline.parts import Parts
from lcdraft.diff.redline.settling import has_changes, settle
from lcdraft.diff.redline.signs import Signs
from lcdraft.diff.redline.xml import BLOCKS, R, Shape, add_before_section, drop, element, properties_shape, unwrap
from lcdraft.errors import DocumentError, Place, Problem
from lcdraft.opc import Package
from lcdraft.wordml import StyleTable, W, val

__all__ = ["NOTE_KINDS", "Block", "Side", "paragraph_shape"]

NOTE_KINDS = ("footnote", "endnote")
_CONTAINERS = tuple(f"{W}{name}" for name in ("body", "tc", "footnote", "endnote"))
_OUTER = (*_CONTAINERS, f"{W}tbl", f"{W}tr")
_WRAPPERS = tuple(f"{W}{name}" for name in ("sdt", "customXml", "smartTag"))
_INSIDE = {f"{W}sdtPr", f"{W}sdtEndPr", f"{W}customXmlPr", f"{W}smartTagPr"}
_BODY_OUTLINE = 9
_NOT_OF_PARAGRAPH = frozenset(f"{W}{name}" for name in ("rPr", "sectPr", "pPrChange"))
_REFERRING = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "hyperlink"))
_COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, with its content, or a table; ``level`` is that of a heading, else 0."""

    element: etree._Element
    content: Content | None
    text: str
    section: etree._Element | None = None
    level: int = 0

    @property
    def is_table(self) -> bool:
        return self.content is None


@dataclass(slots=True)
class Side:
    """``told`` says in words what of the draft was looked at in another way than it stands there.

    ``as_filed`` says that the blocks of the text are those of the file.
    """

    parts: Parts
    signs: Signs
    body: etree._Element
    roots: dict[str, etree._Element]
    notes: dict[str, dict[str, etree._Element]]
    styles: StyleTable
    told: list[str] = field(default_factory=list)
    as_filed: bool = True
    _readers: dict[str, ContentReader] = field(default_factory=dict)
    _contents: dict[etree._Element, Content] = field(default_factory=dict)

    @classmethod
    def open(cls, package: Package, signs: Signs, name: str, *, accept: bool = True) -> Side:
        """The draft in a package; ``name`` is how the reader of the redline knows it.

        Tracked changes in it are accepted, or rejected.

        Raises:
            DocumentError: LC401 to LC403, for what is no sound .docx file.
        """
        parts = Parts(package)
        root = parts.root(parts.main)
        body = root.find(f"{W}body")
        if body is None:
            advice = "Hãy mở tệp bằng Word, lưu lại thành Word Document (.docx), rồi thử lại."
            raise DocumentError(Problem("LC401", "văn bản không có nội dung", Place(package.name), advice))
        roots = {"main": root}
        for kind in NOTE_KINDS:
            part = parts.related(f"{kind}s")
            if part is not None:
                roots[kind] = parts.root(part)
        styles = parts.related("styles")
        side = cls(parts, signs, body, roots, {}, StyleTable(None if styles is None else parts.root(styles)))
        side._prepare(name, accept=accept)
        return side

    def content(self, paragraph: etree._Element, root: str = "main") -> Content:
        """A paragraph of the text (``main``) or of the notes of a kind, taken apart; kept for when it is merged."""
        found = self._contents[paragraph] = self._read(paragraph, root)
        return found

    def _read(self, paragraph: etree._Element, root: str) -> Content:
        if root not in self._readers:
            target = cache(partial(self.parts.digest, self._part(root)))
            self._readers[root] = ContentReader(self.signs, target)
        return self._readers[root].read(paragraph)

    def blocks(self, container: etree._Element, root: str = "main") -> list[Block]:
        """The paragraphs and tables of a container."""
        return [self._block(child, root) for child in container if child.tag in BLOCKS]

    def _part(self, root: str) -> str:
        return self.parts.main if root == "main" else self.parts.related(f"{root}s") or self.parts.main

    def _block(self, found: etree._Element, root: str) -> Block:
        if found.tag == f"{W}tbl":
            return Block(found, None, _table_text(found))
        content = self._contents.pop(found, None) or self._read(found, root)
        properties = found.find(f"{W}pPr")
        section = None if properties is None else properties.find(f"{W}sectPr")
        return Block(found, content, content.plain(), section, 0 if root != "main" else self._level(properties))

    def _level(self, properties: etree._Element | None) -> int:
        """The outline level of a paragraph counted from 1, 0 for running text."""
        level = style = None
        for child in () if properties is None else properties:
            if child.tag == f"{W}outlineLvl":
                level = child
            elif child.tag == f"{W}pStyle":
                style = child
        depth = val(self.styles.find(val(style), "pPr/outlineLvl") if level is None else level)
        return int(depth) + 1 if depth.isdecimal() and int(depth) < _BODY_OUTLINE else 0

    def _prepare(self, name: str, *, accept: bool) -> None:
        pending = [root for root in self.roots.values() if has_changes(root)]
        for root in pending:
            settle(root, accept=accept)
        if pending:
            self.told.append(f"{name} còn sửa đổi theo dõi (track changes) chưa quyết định: coi như đã chấp nhận hết")
        if sum(_unwrap_outer(root) for root in self.roots.values()):
            self.told.append(f"{name} có khung nội dung (content control): khung được bỏ, chữ bên trong giữ nguyên")
        completed = [_end_with_paragraph(found) for root in self.roots.values() for found in root.iter(*_CONTAINERS)]
        self.as_filed = not self.told and not any(completed)
        self._read_notes()

    def _read_notes(self) -> None:
        """Find the notes by their ids; each mark gets a note of its own, and a mark without a note goes."""
        for kind in NOTE_KINDS:
            root = self.roots.get(kind)
            found = {} if root is None else {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{kind}")}
            notes = {id: note for id, note in found.items() if note.get(f"{W}type", "normal") == "normal"}
            used: set[str] = set()
            for mark in list(self.roots["main"].iter(f"{W}{kind}Reference")):
                id = mark.get(f"{W}id", "")
                if id not in notes:
                    drop(mark)
                elif id in used:
                    mark.set(f"{W}id", _repeat(notes, id, found))
                used.add(id)
            self.notes[kind] = notes

    def drop_dangling(self, name: str) -> list[str]:
        """Take out pictures that are not in the file and links that lead nowhere; says so where there were some."""
        dangling = 0
        for kind, root in self.roots.items():
            part = self._part(kind)
            known = {
                id
                for id, (_, target, outside) in self.parts.relations(part).items()
                if outside or target in self.parts.data
            }
            for found in list(root.iter(*_REFERRING)):
                ids = {
                    str(value)
                    for each in found.iter()
                    for key, value in each.items()
                    if value and str(key).startswith(R)
                }
                if not ids <= known:
                    dangling += 1
                    (unwrap if found.tag == f"{W}hyperlink" else drop)(found)
        return [f"{dangling} hình hoặc liên kết của {name} không còn trong tệp, nên được bỏ qua"] if dangling else []

    def drop_remarks(self, name: str) -> list[str]:
        """Take out comments with their marks; says so where there were some."""
        comments = 0
        for root in self.roots.values():
            for mark in list(root.iter(*_COMMENTS)):
                comments += mark.tag == f"{W}commentReference"
                drop(mark)
        return [f"ghi chú (comment) của {name} không được mang sang: {comments} ghi chú"] if comments else []


def paragraph_shape(properties: etree._Element | None) -> Shape:
    """What the properties say of the paragraph itself, as a value."""
    return properties_shape(properties, _NOT_OF_PARAGRAPH)


def _table_text(table: etree._Element) -> str:
    """The words of a table, rows parted by line ends and cells by tabs."""
    rows = []
    for row in table.iterchildren(f"{W}tr"):
        cells = row.iterchildren(f"{W}tc")
        rows.append("\t".join("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells))
    return "\n".join(rows)


def _unwrap_outer(root: etree._Element) -> int:
    """Take off what wraps paragraphs, tables, rows and cells; how many content controls there were."""
    controls = 0
    for wrapper in list(root.iter(*_WRAPPERS)):
        above = wrapper.getparent()
        if above is None or above.tag not in _OUTER:
            continue
        controls += wrapper.tag == f"{W}sdt"
        content = wrapper.find(f"{W}sdtContent") if wrapper.tag == f"{W}sdt" else wrapper
        unwrap(wrapper, [child for child in (() if content is None else content) if child.tag not in _INSIDE])
    return controls


def _end_with_paragraph(container: etree._Element) -> bool:
    """Text, cells and notes end with a paragraph, as Word demands; whether one had to be added."""
    last = next((child for child in reversed(container) if child.tag in BLOCKS), None)
    if last is not None and last.tag == f"{W}p":
        return False
    add_before_section(container, element("p"))
    return True


def _repeat(notes: dict[str, etree._Element], id: str, taken: dict[str, etree._Element]) -> str:
    """A copy of a note for its second mark; the id of the copy."""
    number = len(taken)
    while (new := str(number)) in taken:
        number += 1
    copied = deepcopy(notes[id])
    copied.set(f"{W}id", new)
    notes[id].addnext(copied)
    notes[new] = taken[new] = copied
    return new
