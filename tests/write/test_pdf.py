"""PDF through LibreOffice, and what a clerk is told where that cannot be."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from lcdraft.document import Document, Paragraph, Text
from lcdraft.errors import DocumentError
from lcdraft.write import pdf
from lcdraft.write.docx import write_docx
from lcdraft.write.pdf import convert_to_pdf, find_soffice

TEMPLATE = (Path(__file__).resolve().parents[2] / "templates" / "bao-cao.docx").read_bytes()
REPORT = write_docx(Document((Paragraph((Text("Nội dung báo cáo"),)),)), template=TEMPLATE)

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="cần LibreOffice")
needs_scripts = pytest.mark.skipif(os.name != "posix", reason="chương trình giả là một tệp lệnh shell")


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of ours where LibreOffice is looked for."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@needs_soffice
def test_makes_a_pdf() -> None:
    assert convert_to_pdf(REPORT).startswith(b"%PDF")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pdf, "_USUAL_PLACES", ())
    with pytest.raises(DocumentError) as caught:
        convert_to_pdf(REPORT)
    problem = caught.value.problems[0]
    assert problem.code == "LC407"
    assert "cài LibreOffice" in problem.advice


@needs_scripts
def test_success_without_a_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(DocumentError, match="không tạo được"):
        convert_to_pdf(REPORT)


@needs_scripts
def test_the_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, monkeypatch, "sleep 60")
    with pytest.raises(DocumentError, match=r"0\.3 giây"):
        convert_to_pdf(REPORT, timeout=0.3)


@needs_scripts
def test_every_run_has_a_profile_of_its_own_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    pretend(tmp_path, monkeypatch, f'echo "$1" >> "{log}"; cp "$0" "$9/bao-cao.pdf"')
    for _ in range(2):
        with pytest.raises(DocumentError):  # what the program copied is no PDF
            convert_to_pdf(REPORT)
    profiles = [line.removeprefix("-env:UserInstallation=file://") for line in log.read_text().splitlines()]
    assert len(set(profiles)) == 2
    assert not any(Path(profile).parent.exists() for profile in profiles)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tìm chương trình cách khác")
def test_finds_the_program_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.com"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_soffice() == str(program)
