"""PDF by LibreOffice, which must be installed; nothing else draws a .docx as Word does."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lcdraft.errors import DocumentError, Place, Problem

__all__ = ["convert_to_pdf", "find_soffice"]

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_INSTALL = (
    "Hãy cài LibreOffice (miễn phí, https://vi.libreoffice.org), hoặc mở tệp .docx bằng Word và chọn Lưu thành PDF."
)
_BY_HAND = "Hãy mở tệp .docx bằng Word hoặc LibreOffice và chọn Lưu thành PDF."


def convert_to_pdf(docx: bytes, *, timeout: float = 120) -> bytes:
    """The .docx file as PDF.

    LibreOffice reports success when it made nothing, and two runs in one profile get in each other's way,
    so every run has a profile of its own and only the file counts.

    Raises:
        DocumentError: LC407 where LibreOffice is missing, too slow, or makes no PDF.
    """
    program = find_soffice()
    if program is None:
        raise _failed("không tìm thấy LibreOffice trên máy này", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="lcdraft-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, made = home / "bao-cao.docx", home / "bao-cao.pdf"
        source.write_bytes(docx)
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(home), str(source)),
        ]
        _run(command, timeout)
        data = made.read_bytes() if made.is_file() else b""
    if not data.startswith(b"%PDF"):
        raise _failed("LibreOffice chạy xong nhưng không tạo được tệp PDF", _BY_HAND)
    return data


def find_soffice() -> str | None:
    """The path of LibreOffice's program, or None."""
    found = (path for name in _PROGRAMS if (path := shutil.which(name)))
    usual = (str(path) for path in _usual_places() if path.is_file())
    return next(found, None) or next(usual, None)


def _usual_places() -> Iterator[Path]:
    for variable in _WINDOWS_FOLDERS:
        if folder := os.environ.get(variable):
            # soffice.com waits for the end of its work, soffice.exe returns at once.
            yield Path(folder) / "LibreOffice" / "program" / "soffice.com"
            yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"
    yield from map(Path, _USUAL_PLACES)


def _run(command: list[str], timeout: float) -> None:
    """Run LibreOffice; it starts a second program, so after the time is up the whole group has to end."""
    try:
        process = subprocess.Popen(  # noqa: S603  a fixed program with files of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
    except OSError as exc:
        raise _failed(f"không chạy được LibreOffice ({exc.strerror})", _INSTALL) from exc
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as exc:
        raise _failed(f"LibreOffice chưa xong sau {timeout:g} giây", _BY_HAND) from exc
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if os.name == "posix":
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _failed(message: str, advice: str) -> DocumentError:
    return DocumentError(Problem("LC407", message, Place("PDF"), advice))
