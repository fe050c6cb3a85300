"""Reading a document of any known kind from disk."""

from __future__ import annotations

from pathlib import Path

from lcdraft.document import Document
from lcdraft.errors import DocumentError, Place, Problem, unreadable_because

__all__ = ["read_document"]

MAX_TEXT_BYTES = 20_000_000


def read_document(path: str | Path) -> Document:
    """The document in a .docx, .md or .txt file.

    Raises:
        DocumentError: for a file that is missing, of another kind, damaged or not in UTF-8.
    """
    path = Path(path)
    shown = path.as_posix()
    suffix = path.suffix.lower()
    if suffix not in (".docx", ".md", ".txt"):
        older = suffix in (".doc", ".rtf", ".odt")
        advice = "Mở bằng Word rồi lưu lại thành .docx." if older else "Các loại đọc được: .docx, .md, .txt."
        raise DocumentError(Problem("LC504", f'không đọc được loại tệp "{suffix or path.name}"', Place(shown), advice))
    try:
        if suffix == ".docx":
            data = _bytes(path)
            from lcdraft.read.docx import read_docx

            return read_docx(data, shown)
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise DocumentError(Problem("LC002", "tệp quá lớn", Place(shown), "Kiểm tra lại tệp."))
        text = _text(_bytes(path), shown)
    except OSError as error:
        reason = unreadable_because(error)
        problem = Problem("LC001", f"không mở được tệp: {reason}", Place(shown), "Kiểm tra lại tên tệp.")
        raise DocumentError(problem) from error
    if suffix == ".md":
        from lcdraft.read.markdown import read_markdown

        return read_markdown(text, shown)
    from lcdraft.read.text import read_text

    return read_text(text, shown)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise IsADirectoryError(21, "đây là thư mục")
    return path.read_bytes()


def _text(data: bytes, shown: str) -> str:
    from lcdraft.text import normalize

    try:
        return normalize(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        advice = 'Mở tệp bằng trình soạn thảo, chọn "Lưu với mã hóa UTF-8" rồi lưu lại.'
        raise DocumentError(Problem("LC003", "tệp không phải văn bản UTF-8", Place(shown, line, 1), advice)) from error
