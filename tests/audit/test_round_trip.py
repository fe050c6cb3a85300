"""What LibreOffice saves looks the same, though ids, style ids, and the names of sides are others."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lcdraft.audit.finding import Finding
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import audit_file

from .conftest import pack, unpack
from .test_rules import BROKEN, Broken, annexes
from .typed import build

Audit = Callable[..., list[Finding]]

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

CHOSEN = {
    ("ND30-03", "left margin"),
    ("ND30-04", "another font in a run"),
    ("ND30-07", "number aside"),
    ("ND30-08", "number on page 1"),
    ("ND30-10", "large"),
    ("ND30-12", "short rule"),
    ("ND30-15", "not bold"),
    ("ND30-17", "blank between"),
    ("ND30-26", "no semicolon"),
    ("ND30-30", "upright"),
    ("ND30-32", "not justified"),
    ("ND30-33", "no indent"),
    ("ND30-34", "close"),
    ("ND30-37", "small letters"),
    ("ND30-41", "skipped letter"),
    ("ND30-45", "stranded heading"),
    ("ND30-55", "upright"),
    ("ND30-63", "small letters"),
    ("ND30-65", "numbers run on"),
    ("H-01", "large notes"),
    ("H-02", "figures to the left"),
    ("H-04", "tracked change"),
}


@pytest.fixture(scope="module")
def saved(
    draft: dict[str, str], issued: dict[str, str], sample_bytes: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder of documents after LibreOffice opened and saved them, in one run of it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    source = folder / "nguon"
    source.mkdir()
    whole = dict(issued)
    annexes(whole)
    documents = {
        "sample": sample_bytes,
        "draft": pack(draft),
        "issued": pack(issued),
        "typed": build(),
        "annexes": pack(whole),
    }
    for at, broken in enumerate(BROKEN):
        if (broken.code, broken.name) in CHOSEN:
            parts = dict(whole if broken.base == "annexes" else issued)
            broken.edit(parts)
            documents[f"broken-{at}"] = pack(parts)
    for name, data in documents.items():
        (source / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    files = [str(path) for path in sorted(source.iterdir())]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return folder


def codes(folder: Path, name: str, *, issued: bool = True) -> set[str]:
    return {finding.code for finding in audit_file(folder / f"{name}.docx", RULES, issued=issued)}


def test_libreoffice_rebuilds_what_we_must_not_rely_on(saved: Path) -> None:
    parts = unpack((saved / "issued.docx").read_bytes())
    assert "w:start=" in parts["word/document.xml"] or "w:start=" in parts["word/styles.xml"]
    assert 'w:id="2"' in parts["word/footnotes.xml"]


@pytest.mark.parametrize("name", ["issued", "typed", "annexes"])
def test_a_right_document_stays_right(saved: Path, name: str, issued: dict[str, str], audit: Audit) -> None:
    before = {finding.code for finding in audit(issued)} if name != "typed" else set()
    assert codes(saved, name) == before


@pytest.mark.parametrize("name", ["sample", "draft"])
def test_a_draft_stays_right(saved: Path, name: str, draft: dict[str, str], audit: Audit) -> None:
    found = audit_file(saved / f"{name}.docx", RULES, issued=False)
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("at", "broken"),
    [(at, broken) for at, broken in enumerate(BROKEN) if (broken.code, broken.name) in CHOSEN],
    ids=lambda value: f"{value.code} {value.name}" if isinstance(value, Broken) else "",
)
def test_a_broken_document_stays_broken(
    at: int, broken: Broken, saved: Path, issued: dict[str, str], audit: Audit
) -> None:
    before = {finding.code for finding in audit(issued)}
    assert codes(saved, f"broken-{at}") - before == {broken.code}
