"""Writing files: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from lcdraft.errors import Place, Problem, UsageError

__all__ = ["make_folder", "write_file", "write_new_files"]


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


def write_new_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Put several new files in place, all or none; nothing that is there is replaced.

    ``contents`` are named relative to the folder, as messages name them.

    Each is written beside its place first, then all get their names, one directly after the other. A file that is
    there with the very same content counts as written: a run that was cut off between two names can be repeated.

    Raises:
        UsageError: where one of the files exists with another content, or cannot be written.
    """
    names = {folder / name: name for name in contents}
    waiting = {path: contents[name] for path, name in names.items() if not _is_same(path, contents[name])}
    taken = [path for path in waiting if path.exists() or path.is_symlink()]
    if taken:
        advice = "Lệnh này không ghi đè: đổi tên hoặc xóa tệp cũ nếu muốn lập lại từ đầu."
        raise UsageError(Problem("LC507", "tệp đã có", Place(names[path]), advice) for path in taken)
    beside: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for path, data in waiting.items():
            unique = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
            with unique.open("xb") as file:
                beside[path] = unique
                file.write(data)
        for path, unique in beside.items():
            if _name(unique, path):
                placed.append(path)
            elif not _is_same(path, waiting[path]):  # else another run, at the same work, was faster
                raise FileExistsError(f"{path} đã có")
    except OSError as error:
        for path in placed:
            path.unlink(missing_ok=True)
        place = Place(next((names[path] for path in waiting if path not in placed), ""))
        raise UsageError(Problem("LC501", f"không ghi được tệp: {_reason(error)}", place, _advice(error))) from error
    finally:
        for unique in beside.values():
            unique.unlink(missing_ok=True)


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def _name(unique: Path, path: Path) -> bool:
    """Give a written file its name; False where something has that name by now."""
    try:
        os.link(unique, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if path.exists():
            return False
        unique.rename(path)
    return True


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
        case FileExistsError():
            return "tệp vừa được một chương trình khác tạo ra"
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
