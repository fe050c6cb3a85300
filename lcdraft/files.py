"""Writing files: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from lcdraft.errors import Place, Problem, UsageError

__all__ = ["make_folder", "write_file"]


def write_file(path: Path, data: bytes) -> None:
    """Put ``data`` into a file: written beside it and renamed, so that a reader never sees half of it.

    Raises:
        UsageError: where the folder is missing, or the file is read-only or open in another program.
    """
    beside: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path} là thư mục")
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError
        unique = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        with unique.open("xb") as file:
            beside = unique
            file.write(data)
        beside.replace(path)
        beside = None
    except OSError as error:
        raise UsageError(
            Problem("LC501", f"không ghi được tệp: {_reason(error)}", Place(str(path)), _advice(error))
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there.

    Raises:
        UsageError: where that is not possible.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "đã có tệp trùng tên" if isinstance(error, FileExistsError) else _reason(error)
        problem = Problem("LC501", f"không tạo được thư mục: {reason}", Place(str(path)), _advice(error))
        raise UsageError(problem) from error


def _reason(error: OSError) -> str:
    match error:
        case PermissionError():
            return "không có quyền ghi, hoặc tệp đang mở trong chương trình khác"
        case FileNotFoundError():
            return "không có thư mục này"
        case IsADirectoryError():
            return "đã có thư mục trùng tên"
        case NotADirectoryError():
            return "đường dẫn đi qua một tệp, không phải thư mục"
        case _:
            return error.strerror or type(error).__name__


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Đóng tệp trong Word rồi chạy lại, hoặc chọn nơi ghi khác bằng -o."
    return "Tạo thư mục trước, hoặc chọn nơi ghi khác bằng -o."
