"""Several files replaced together: all of them or none, also where the machine stops half-way.

One run at a time works on a workspace (a lock that the system frees when the process ends, however it ends). New
versions are written beside the old ones and a journal names them; then each is renamed into place and the journal
goes. A run that was killed leaves the old files whole, or a journal, with which the next run finishes the renaming.
Nobody's work is overwritten unread: a file that is not what was read stops the run before anything is replaced.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from lcdraft.errors import Place, Problem, UsageError

__all__ = ["JOURNAL", "locked", "recover", "replace_files"]

JOURNAL = ".lcdraft-pull.json"
"""In the root of the workspace while files are being replaced."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other runs away from a workspace.

    Raises:
        UsageError: LC611 where one is at work already.
    """
    owner = os.getuid() if hasattr(os, "getuid") else ""
    name = sha256(f"{owner} {root.resolve()}".encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"lcdraft-{name}.lock"
    with path.open("a+b") as file:
        if not _lock(file):
            advice = "Đợi lệnh kia chạy xong rồi chạy lại."
            raise UsageError(
                Problem("LC611", "một lệnh pull khác đang chạy trên thư mục này", Place(str(root)), advice)
            )
        yield


def replace_files(root: Path, read: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Put new versions of files in place; ``read`` is what they held when they were read, paths are relative.

    Raises:
        UsageError: LC611 where a file has changed since, LC501 where one cannot be written. Nothing is replaced then.
    """
    changed = [name for name in new if (root / name).read_bytes() != read[name]]
    if changed:
        advice = "Có người hoặc chương trình khác vừa ghi tệp này; chạy lại lệnh."
        raise UsageError(Problem("LC611", "tệp đã đổi trong khi lệnh đang chạy", Place(changed[0]), advice))
    beside: dict[str, str] = {}
    try:
        for name, data in new.items():
            path = root / name
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "tệp chỉ đọc", str(path))
            fresh = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
            beside[name] = fresh.relative_to(root).as_posix()
            _write(fresh, data)
        entries = [[name, beside[name], _digest(read[name]), _digest(new[name])] for name in new]
        unfinished = root / f"{JOURNAL}.moi"
        _write(unfinished, json.dumps(entries).encode())
        unfinished.replace(root / JOURNAL)
    except OSError as error:
        for fresh_name in beside.values():
            (root / fresh_name).unlink(missing_ok=True)
        advice = "Kiểm tra quyền ghi, và đóng chương trình đang mở tệp."
        reason = error.strerror or "lỗi khi ghi"
        raise UsageError(Problem("LC501", f"không ghi được tệp: {reason}", Place(str(root)), advice)) from error
    recover(root)


def recover(root: Path) -> list[str]:
    """Finish what an interrupted run had begun to put in place; the files that were."""
    journal = root / JOURNAL
    if not journal.is_file():
        return []
    done: list[str] = []
    for name, fresh_name, old, new in _entries(journal, root):
        path, fresh = root / name, root / fresh_name
        if not fresh.is_file():
            continue
        held = _digest(path.read_bytes()) if path.is_file() else ""
        if held == old and _digest(fresh.read_bytes()) == new:
            fresh.replace(path)
            done.append(name)
        elif held == new:
            fresh.unlink()
    journal.unlink()
    return done


def _entries(journal: Path, root: Path) -> list[tuple[str, str, str, str]]:
    """What a journal says, as far as it speaks of files of this workspace."""
    try:
        found = json.loads(journal.read_bytes())
    except ValueError:
        return []
    entries: list[tuple[str, str, str, str]] = []
    for entry in found if isinstance(found, list) else []:
        if not (isinstance(entry, list) and len(entry) == 4 and all(isinstance(part, str) for part in entry)):
            continue
        name, fresh, old, new = entry
        inside = all((root / part).resolve().is_relative_to(root.resolve()) for part in (name, fresh))
        if inside and Path(fresh).name.startswith(f".{Path(name).name}."):
            entries.append((name, fresh, old, new))
    return entries


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _lock(file: IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
