"""The sample report, issued and as a draft, and a way to break it in one place."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from lcdraft.audit.finding import Finding
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import audit_file
from lcdraft.dataset import Dataset
from lcdraft.opc import write_package
from lcdraft.render import render_document
from lcdraft.workspace import load_workspace

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
HEADER = "word/header1.xml"
FOOTNOTES = "word/footnotes.xml"

Edit = Callable[[dict[str, str]], None]


def unpack(data: bytes) -> dict[str, str]:
    """The parts of a .docx as text."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def pack(parts: dict[str, str]) -> bytes:
    return write_package({name: text.encode() for name, text in parts.items()})


def swap(old: str, new: str, part: str = DOCUMENT, *, regex: bool = False) -> Edit:
    """Replace the first occurrence of a text in a part; that it is there is asserted."""

    def edit(parts: dict[str, str]) -> None:
        found = re.search(old if regex else re.escape(old), parts[part], re.DOTALL)
        assert found is not None, f"{old!r} is not in {part}"
        text = found.expand(new) if regex else new
        parts[part] = parts[part][: found.start()] + text + parts[part][found.end() :]

    return edit


def style(name: str, properties: str, *, kind: str = "rPr") -> Edit:
    """Add properties to a style, in place of those of the same name."""

    def edit(parts: dict[str, str]) -> None:
        found = re.search(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', parts[STYLES])
        assert found is not None, name
        text = found[0]
        for tag in re.findall(r"<(w:\w+)", properties):
            text = re.sub(rf"<{tag}( [^>]*)?/>", "", text)
        if f"<w:{kind}>" in text:
            text = text.replace(f"<w:{kind}>", f"<w:{kind}>{properties}")
        else:
            text = text.replace("</w:style>", f"<w:{kind}>{properties}</w:{kind}></w:style>")
        parts[STYLES] = parts[STYLES].replace(found[0], text)

    return edit


def par(name: str, change: Callable[[str], str], nth: int = 0) -> Edit:
    """Change the XML of a paragraph of the body, found by the id of its style; ``nth`` -1 is the last."""

    def edit(parts: dict[str, str]) -> None:
        pattern = rf'<w:p>(?:(?!</w:p>).)*?<w:pStyle w:val="{name}"/>.*?</w:p>'
        found = list(re.finditer(pattern, parts[DOCUMENT]))[nth]
        changed = change(found[0])
        assert changed != found[0], name
        parts[DOCUMENT] = parts[DOCUMENT][: found.start()] + changed + parts[DOCUMENT][found.end() :]

    return edit


def text(name: str, pattern: str, new: str, nth: int = 0) -> Edit:
    """Replace what a pattern finds in the text of a paragraph."""
    return par(name, lambda xml: re.sub(rf"(<w:t(?: [^>]*)?>[^<]*?){pattern}", rf"\g<1>{new}", xml, count=1), nth)


def form(name: str, properties: str, nth: int = 0) -> Edit:
    """Give a paragraph properties of its own."""

    def change(xml: str) -> str:
        for tag in re.findall(r"<(w:\w+)", properties):
            xml = re.sub(rf"<{tag}( [^>]*)?/>", "", xml)
        return xml.replace("</w:pPr>", f"{properties}</w:pPr>", 1)

    return par(name, change, nth)


def look(name: str, properties: str, nth: int = 0) -> Edit:
    """Give the runs of a paragraph properties of their own."""
    return par(name, lambda xml: xml.replace("<w:r><w:t", f"<w:r><w:rPr>{properties}</w:rPr><w:t"), nth)


def after(name: str, xml: str, nth: int = 0) -> Edit:
    """Put something behind a paragraph."""
    return par(name, lambda own: own + xml, nth)


def gone(name: str, nth: int = 0) -> Edit:
    return par(name, lambda _: "", nth)


def all_of(*edits: Edit) -> Edit:
    def edit(parts: dict[str, str]) -> None:
        for one in edits:
            one(parts)

    return edit


issue = all_of(
    par("ND30So", lambda xml: re.sub(r"Số:\s+/", "Số: 215/", xml)),
    par("ND30DiaDanh", lambda xml: re.sub(r"ngày\s+tháng\s+năm \d+", "ngày 16 tháng 6 năm 2025", xml)),
    par("ND30HoTen", lambda xml: re.sub(r"<w:r>.*</w:r>", "<w:r><w:t>Nguyễn Văn Mẫu</w:t></w:r>", xml)),
)
"""Fill in what a clerk fills in: number, date, name of the signer."""


def without_annexes(parts: dict[str, str]) -> None:
    """Leave the document as far as its signature."""
    xml = parts[DOCUMENT]
    section = re.search(r"<w:sectPr\b.*?</w:sectPr>", xml)
    signature = xml.index("</w:tbl>", xml.index('"ND30NoiNhan"')) + len("</w:tbl>")
    assert section is not None
    parts[DOCUMENT] = xml[:signature] + "<w:p/>" + section[0] + "</w:body></w:document>"


@pytest.fixture(scope="session")
def sample_bytes(sample: Dataset, sample_root: Path) -> bytes:
    """The sample report as it is rendered now."""
    document = render_document(sample, sample.reports["6-thang-2025"], (sample_root / "templates",)).document
    assert document is not None
    return load_workspace(sample_root).convert("6-thang-2025", document, ("docx",))["docx"]


@pytest.fixture(scope="session")
def draft(sample_bytes: bytes) -> dict[str, str]:
    """The parts of the sample report without annexes."""
    parts = unpack(sample_bytes)
    without_annexes(parts)
    return parts


@pytest.fixture(scope="session")
def issued(draft: dict[str, str]) -> dict[str, str]:
    parts = dict(draft)
    issue(parts)
    return parts


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., list[Finding]]:
    """Hold the parts of a document against all rules."""

    def held(parts: dict[str, str] | bytes, *, issued: bool = True) -> list[Finding]:
        path = tmp_path / "van-ban.docx"
        path.write_bytes(parts if isinstance(parts, bytes) else pack(parts))
        return audit_file(path, RULES, issued=issued)

    return held
