"""The reports of this repository obey the rules, as drafts and once a clerk has filled in the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lcdraft.audit.finding import ERROR, Finding

from .conftest import DOCUMENT, unpack

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
        # What is quoted from other documents may lack a date, and feasts may be written the common way.
        assert {finding.code for finding in found} <= {"ND30-31", "ND30-87"}
