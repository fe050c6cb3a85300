"""What `lcdraft diff` loads: two files are compared without the machinery of a workspace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

HEAVY = ("yaml", "jinja2", "docxtpl", "openpyxl", "ruamel.yaml", "lcdraft.dataset", "lcdraft.load", "lcdraft.workspace")
RUN = """
import sys
from lcdraft.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert not left.code, left.code
print(*(name for name in {heavy} if name in sys.modules))
"""


def loaded(*arguments: str) -> list[str]:
    """The heavy modules that a run of the command has imported."""
    command = [sys.executable, "-c", RUN.format(heavy=HEAVY), "diff", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()


def saved(path: Path, text: str) -> str:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return str(path)


@pytest.mark.parametrize("kinds", ["html,json,md", "docx", "terminal,docx"])
def test_two_files_need_no_workspace(tmp_path: Path, kinds: str) -> None:
    old = saved(tmp_path / "cu.docx", "Thu ngân sách đạt 37 tỷ đồng.")
    new = saved(tmp_path / "moi.docx", "Thu ngân sách đạt 41 tỷ đồng.")
    assert loaded(old, new, "--to", kinds, "-o", str(tmp_path)) == []


def test_a_report_needs_one(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    text = tmp_path / "cu.txt"
    text.write_text("Thu ngân sách đạt 37 tỷ đồng.\n", "utf-8")
    found = loaded(str(text), "6-thang-2025", "-C", str(root), "--to", "json", "-o", str(tmp_path / "so-sanh.json"))
    assert {"yaml", "lcdraft.dataset", "lcdraft.workspace"} <= set(found)
