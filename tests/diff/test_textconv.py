"""``git diff`` shows the text of .docx files, set up as docs/so-sanh.md says."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from lcdraft.workspace import load_workspace

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "so-sanh.md"
REPORT = "6-thang-2025"
FIGURES = f"data/so-lieu/{REPORT}.yaml"


def documented() -> tuple[str, list[str]]:
    """The line for .gitattributes, and the command that the guide gives."""
    text = GUIDE.read_text(encoding="utf-8")
    (line,) = re.findall(r"^echo '([^']*)' >> \.gitattributes$", text, re.MULTILINE)
    (command,) = re.findall(r"^git (config .*textconv.*)$", text, re.MULTILINE)
    return line, shlex.split(command)


@pytest.fixture
def configured(workspace, repository):
    line, command = documented()
    (workspace.root / ".gitattributes").write_text(f"{line}\n", encoding="utf-8")
    assert command[-1] == "lcdraft text"
    program = f'"{sys.executable}" -m lcdraft text'
    repository.git(*(part for part in command[:-1] if part != "--global"), program)
    return repository


def export(workspace) -> None:
    (workspace.root / "bao cao.docx").write_bytes(load_workspace(workspace.root).export(REPORT, "docx"))


def test_git_diff_shows_the_text(workspace, configured) -> None:
    export(workspace)
    configured.commit()
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    export(workspace)
    shown = configured.git("diff", "--", "*.docx")
    assert "-Thương mại ổn định. Tổng mức bán lẻ hàng hóa ước đạt 2.327 tỷ đồng" in shown
    assert "+Thương mại ổn định. Tổng mức bán lẻ hàng hóa ước đạt 2.410 tỷ đồng" in shown
    assert "Binary files" not in shown
    words = configured.git("diff", "--word-diff", "--", "*.docx")
    assert "[-2.327-]{+2.410+}" in words
    configured.commit()
    assert "+Thương mại ổn định. Tổng mức bán lẻ hàng hóa ước đạt 2.410" in configured.git("log", "-p", "-1")


def test_git_diff_of_a_new_file(workspace, configured) -> None:
    export(workspace)
    configured.git("add", "-A")
    assert "+Thương mại ổn định." in configured.git("diff", "--cached")
