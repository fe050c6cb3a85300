"""Reading text files that people wrote: encodings, sizes, and paths that must stay inside the workspace."""

from __future__ import annotations

from pathlib import Path

from lcdraft.errors import Place, Problem, unreadable_because
from lcdraft.text import normalize

__all__ = ["MAX_BYTES", "inside", "read_text_file", "shown_path"]

MAX_BYTES = 8_000_000
"""A data file of a report has some 100 kB; more is a mistake or an attack."""

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = 'Mở tệp bằng trình soạn thảo, chọn "Lưu với mã hóa UTF-8" rồi lưu lại.'


def shown_path(path: Path, root: Path) -> str:
    """The path as messages print it: relative to the workspace, with forward slashes on every system."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def inside(path: Path, root: Path) -> bool:
    """Whether ``path``, links followed, lies in the folder ``root``."""
    return path.resolve().is_relative_to(root.resolve())


def read_text_file(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """The text of a UTF-8 file in NFC with line ends ``\\n``; None, and a problem added, where that fails.

    A byte order mark is dropped. Control characters, private-use characters (left behind by old
    Vietnamese fonts) and lone surrogates are refused with their position.
    """

    def refuse(code: str, message: str, advice: str, line: int = 0, column: int = 0) -> None:
        problems.append(Problem(code, message, Place(shown, line, column), advice))

    try:
        if not path.is_file():
            kind = "thư mục" if path.is_dir() else "không có tệp này"
            refuse("LC001", f"không mở được: {kind}", "Kiểm tra lại tên tệp và thư mục.")
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            refuse(
                "LC002",
                f"tệp quá lớn ({size / 1e6:.0f} MB; giới hạn {MAX_BYTES / 1e6:.0f} MB)",
                "Kiểm tra xem có dán nhầm nội dung vào tệp không.",
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        refuse(
            "LC001",
            f"không mở được tệp: {unreadable_because(error)}",
            "Kiểm tra quyền đọc và đóng chương trình đang giữ tệp.",
        )
        return None
    if data.startswith(_UTF16_BOMS) or b"\x00" in data[:64]:
        refuse("LC003", "tệp lưu bằng mã hóa UTF-16, cần UTF-8", _SAVE_AS)
        return None
    try:
        text = data.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        refuse("LC003", "tệp không phải văn bản UTF-8", _SAVE_AS, line, column)
        return None
    text = normalize(text.replace("\r\n", "\n").replace("\r", "\n"))
    return None if _refuse_characters(text, refuse) else text


def _refuse_characters(text: str, refuse: object) -> bool:
    """Report each line's first character that no text has a use for; True if there was any."""
    if text.isprintable():
        return False
    found = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            if char.isprintable() or char in "\t\u00a0\u200b\u00ad\u3000\u2009\u202f\u2028":
                continue
            found = True
            assert callable(refuse)
            if "\ue000" <= char <= "\uf8ff":
                message, advice = (
                    f"ký tự vùng dùng riêng U+{ord(char):04X}, thường do phông chữ cũ để lại",
                    "Gõ lại chữ này bằng bộ gõ Unicode.",
                )
            else:
                message, advice = f"ký tự điều khiển U+{ord(char):04X} không in được", "Xóa ký tự này rồi gõ lại."
            refuse("LC004", message, advice, number, column)
            break
    return found
