"""The reports of this repository obey the rules, as drafts and once a clerk has filled in the rest."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lcdraft.audit.finding import ERROR, Finding
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import audit_file
from lcdraft.read.docx import read_docx
from lcdraft.write.markdown import write_markdown

from .conftest import DOCUMENT, pack, unpack

Audit = Callable[..., list[Finding]]

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/*.docx"))


def filled_in(parts: dict[str, str]) -> dict[str, str]:
    """The document with number, date and name, wherever they are still blank."""
    xml = re.sub(r">Số:\s*/BC", ">Số: 08/BC", parts[DOCUMENT])
    xml = re.sub(r"ngày\s{2,}tháng\s{2,}năm", "ngày 16 tháng 6 năm", xml)
    xml = re.sub(r"ngày\s{2,}tháng (\d+) năm", r"ngày 16 tháng \1 năm", xml)
    name = r'("ND30HoTen"/>(?:(?!</w:pPr>).)*</w:pPr>)<w:r><w:t xml:space="preserve"/></w:r>'
    return {**parts, DOCUMENT: re.sub(name, r"\g<1><w:r><w:t>Nguyễn Văn Mẫu</w:t></w:r>", xml)}


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_obeys_the_rules(path: Path, audit: Audit) -> None:
    parts = unpack(path.read_bytes())
    for found in (audit(parts, issued=False), audit(filled_in(parts), issued=True)):
        assert [finding.message for finding in found if finding.severity == ERROR] == []
        assert {finding.code for finding in found} == set()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every example, as drafted and filled in, opened and saved by LibreOffice in one run of it."""
    folder = tmp_path_factory.mktemp("libreoffice")
    source = folder / "nguon"
    source.mkdir()
    for path in EXAMPLES:
        data = path.read_bytes()
        (source / f"{path.parent.name}.docx").write_bytes(data)
        (source / f"{path.parent.name}-ban-hanh.docx").write_bytes(pack(filled_in(unpack(data))))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    files = [str(path) for path in sorted(source.iterdir())]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=600)
    return folder


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_that_libreoffice_saved_keeps_rules_text_and_notes(path: Path, saved: Path) -> None:
    name = path.parent.name
    for file, issued in ((f"{name}.docx", False), (f"{name}-ban-hanh.docx", True)):
        found = audit_file(saved / file, RULES, issued=issued)
        assert [finding.message for finding in found if finding.severity == ERROR] == []
        assert {finding.code for finding in found} == set()
    again = read_docx((saved / f"{name}.docx").read_bytes())
    assert write_markdown(again) == path.with_suffix(".md").read_text(encoding="utf-8")
    assert len(list(again.footnotes())) == len(list(read_docx(path.read_bytes()).footnotes()))
