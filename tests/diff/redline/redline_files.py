"""What a redline says after all its changes are accepted or rejected: carried out here once more, in another way.

The program changes trees. Here every part is read into a stream of letters, ends of paragraphs and tables, each with
what accepting or rejecting does to it, and the stream is filtered; nothing of the program is used.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accept": {"del", "moveFrom"}, "reject": {"ins", "moveTo"}}
WRAPPERS = {"ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "trPrChange", "tcPrChange", "tblPrChange")

BODY_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
NAMESPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


@dataclass
class Parts:
    """A package by its parts."""

    data: dict[str, bytes]

    @classmethod
    def of(cls, package: bytes) -> Parts:
        with ZipFile(io.BytesIO(package)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.data[part])

    def put(self, part: str, root: etree._Element) -> None:
        self.data[part] = etree.tostring(root, encoding="UTF-8", standalone=True)

    def packed(self) -> bytes:
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, content in self.data.items():
                archive.writestr(name, content)
        return out.getvalue()


def docx(
    body: str,
    *,
    notes: dict[int, str] | None = None,
    styles: str = "",
    numbering: str = "",
    links: dict[str, str] | None = None,
    images: dict[str, bytes] | None = None,
) -> bytes:
    """A whole .docx around a body; ``notes`` are texts of footnotes by id, ``links`` addresses by relationship id."""
    parts = {"document": "document.main", "styles": "styles"}
    data = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}{styles}</w:styles>",
    }
    if notes is not None:
        parts["footnotes"] = "footnotes"
        written = "".join(
            f'<w:footnote w:id="{id}">{text if text.startswith("<w:p") else p(text)}</w:footnote>'
            for id, text in notes.items()
        )
        data["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{SEPARATORS}{written}</w:footnotes>"
    if numbering:
        parts["numbering"] = "numbering"
        data["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}{kind}+xml"/>' for part, kind in parts.items()
    )
    rels = "".join(
        f'<Relationship Id="rId{part}" Type="{OFFICE}/{part}" Target="{part}.xml"/>'
        for part in parts
        if part != "document"
    )
    for id, address in (links or {}).items():
        rels += f'<Relationship Id="{id}" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
    binary: dict[str, bytes] = {}
    for id, image in (images or {}).items():
        rels += f'<Relationship Id="{id}" Type="{OFFICE}/image" Target="media/{id}.png"/>'
        binary[f"word/media/{id}.png"] = image
    data["word/_rels/document.xml.rels"] = f"{RELATIONS}{rels}</Relationships>"
    data["[Content_Types].xml"] = f"{BODY_TYPES}{overrides}</Types>"
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    data["_rels/.rels"] = f"{RELATIONS}{main}</Relationships>"
    return Parts({**{name: text.encode() for name, text in data.items()}, **binary}).packed()


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; runs that are no XML are text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    before = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{before}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def fn(id: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{id}"/></w:r>'


def table(*rows: str | list[str], grid: int | None = None) -> str:
    """A table of texts; a row may be given as its cells, a cell as XML."""
    columns = grid or max(len(row) for row in rows)
    written = []
    for row in rows:
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        written.append(f"<w:tr>{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(written)}</w:tbl>"


# What a file says


@dataclass
class Reading:
    """One way of settling a package: ``accept`` or ``reject``."""

    parts: Parts
    how: str
    notes: dict[tuple[str, str], etree._Element] = field(default_factory=dict)

    def said(self) -> list[Any]:
        """Paragraphs and tables of the body, notes where their marks stand."""
        for kind in ("footnote", "endnote"):
            if f"word/{kind}s.xml" in self.parts.data:
                for note in self.parts.xml(f"word/{kind}s.xml"):
                    self.notes[kind, note.get(f"{W}id")] = note
        return self.container(self.parts.xml("word/document.xml").find(f"{W}body"))

    def container(self, parent: etree._Element) -> list[Any]:
        """Paragraphs as (style, pieces), tables as lists of rows of cells."""
        said: list[Any] = []
        open_pieces: list[Any] = []
        is_open = False
        for child in self._blocks(parent):
            if child.tag == f"{W}tbl":
                rows = [[self.container(tc) for tc in row.iterchildren(f"{W}tc")] for row in self._rows(child)]
                if rows:
                    assert not open_pieces, "a paragraph that lost its end stands before a table"
                    said.append(rows)
                continue
            open_pieces += self._pieces(child)
            is_open = self._loses_end(child)
            if not is_open:
                said.append((self._style(child), _joined(open_pieces)))
                open_pieces = []
        assert not open_pieces, f"the end of the last paragraph is gone: {open_pieces}"
        return said

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag in (f"{W}p", f"{W}tbl"):
                yield child
            elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
                yield from self._blocks(child)

    def _rows(self, tbl: etree._Element) -> Iterator[etree._Element]:
        for row in tbl.iter(f"{W}tr"):
            if row.getparent() is tbl and not self._goes(row.find(f"{W}trPr")):
                yield row

    def _goes(self, properties: etree._Element | None) -> bool:
        marks = () if properties is None else properties
        return any(mark.tag.removeprefix(W) in GONE[self.how] for mark in marks)

    def _loses_end(self, paragraph: etree._Element) -> bool:
        return self._goes(paragraph.find(f"{W}pPr/{W}rPr"))

    def _style(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        if self.how == "reject" and properties is not None and properties.find(f"{W}pPrChange/{W}pPr") is not None:
            properties = properties.find(f"{W}pPrChange/{W}pPr")
        style = None if properties is None else properties.find(f"{W}pStyle")
        return "" if style is None else style.get(f"{W}val")

    def _pieces(self, parent: etree._Element) -> Iterator[Any]:
        for child in parent:
            name = child.tag.removeprefix(W)
            if name in GONE[self.how]:
                continue
            if name in WRAPPERS:
                yield from self._pieces(child)
            elif name == "r":
                yield from self._run(child)
            elif child.tag.endswith("}oMath"):
                yield "math", "".join(child.itertext()), ()

    def _run(self, run: etree._Element) -> Iterator[Any]:
        look = run.find(f"{W}rPr")
        if self.how == "reject" and look is not None and look.find(f"{W}rPrChange/{W}rPr") is not None:
            look = look.find(f"{W}rPrChange/{W}rPr")
        looks = () if look is None else tuple(sorted(c.tag.removeprefix(W) for c in look if c.tag != f"{W}rPrChange"))
        for child in run:
            name = child.tag.removeprefix(W)
            if name in ("t", "delText"):
                yield "text", child.text or "", looks
            elif name in ("footnoteReference", "endnoteReference"):
                note = self.notes[name.removesuffix("Reference"), child.get(f"{W}id")]
                yield "note", self.container(note), ()
            elif name in ("instrText", "delInstrText"):
                yield "code", child.text, ()
            elif name == "drawing":
                yield "drawing", "picture", ()
            elif name not in ("rPr", "lastRenderedPageBreak"):
                yield name, tuple(sorted(child.items())), ()


def _joined(pieces: list[Any]) -> list[Any]:
    """Letters of one look in one piece."""
    joined: list[Any] = []
    for kind, value, looks in pieces:
        if joined and kind == "text" and (joined[-1][0], joined[-1][2]) == (kind, looks):
            joined[-1] = (kind, joined[-1][1] + value, looks)
        elif value or kind != "text":
            joined.append((kind, value, looks))
    return joined


def said(package: bytes, how: str = "accept") -> list[Any]:
    """What a file says with all its changes accepted, or rejected."""
    return Reading(Parts.of(package), how).said()


def plain(blocks: list[Any]) -> str:
    """The letters alone."""
    lines = []
    for block in blocks:
        if isinstance(block, tuple):
            lines.append("".join(map(_letters, block[1])))
        else:
            lines += [" | ".join(plain(cell) for cell in row) for row in block]
    return "\n".join(lines)


def _letters(piece: Any) -> str:
    kind, value, _ = piece
    if kind == "note":
        return f"[{plain(value)}]"
    return value if kind in ("text", "math") else {"tab": "\t", "br": "\n"}.get(kind, "")


def changes(package: bytes) -> list[etree._Element]:
    """Every tracked change in text and notes."""
    parts = Parts.of(package)
    roots = [parts.xml(name) for name in ("word/document.xml", "word/footnotes.xml") if name in parts.data]
    return [found for root in roots for found in root.iter(*(f"{W}{name}" for name in CHANGES))]


def tracked(package: bytes, name: str) -> list[str]:
    """The texts of the changes of one name in the body."""
    root = Parts.of(package).xml("word/document.xml")
    found = ("".join(t.text or "" for t in each.iter(f"{W}t", f"{W}delText")) for each in root.iter(f"{W}{name}"))
    return [text for text in found if text]
