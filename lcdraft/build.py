"""Every report of a workspace into ``examples/``, and the question whether what lies there is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lcdraft.errors import Problem
from lcdraft.files import make_folder, write_file
from lcdraft.workspace import Workspace, load_workspace

__all__ = ["FILES", "Built", "build_all", "build_one", "stale_files"]

FOLDER = "examples"
FILES = {"docx": "bao-cao.docx", "md": "bao-cao.md", "html": "bao-cao.html"}


@dataclass(frozen=True, slots=True)
class Built:
    """The files of one report, by path relative to the workspace, and warnings about it."""

    report: str
    files: dict[str, bytes]
    warnings: tuple[Problem, ...]


def build_one(workspace: Workspace, name: str) -> Built:
    """Render one report into the bytes of its files, writing nothing."""
    document, warnings = workspace.render(name)
    made = workspace.convert(name, document, tuple(FILES))
    return Built(name, {f"{FOLDER}/{name}/{FILES[kind]}": data for kind, data in made.items()}, warnings)


def build_all(root: Path, jobs: int = 1) -> Iterator[Built]:
    """Every report, in the order of their ids; ``jobs`` processes share the work."""
    workspace = load_workspace(root)
    names = sorted(workspace.reports)
    if jobs <= 1 or len(names) <= 1:
        for name in names:
            yield build_one(workspace, name)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(names))) as pool:
        yield from pool.map(_build_in_process, [(workspace.root, name) for name in names])


def _build_in_process(task: tuple[Path, str]) -> Built:
    root, name = task
    return build_one(load_workspace(root), name)


def write_built(root: Path, built: Built) -> None:
    """Put the files of a report where they belong."""
    for name, data in built.files.items():
        path = root / name
        make_folder(path.parent)
        write_file(path, data)


def stale_files(root: Path, built: Built) -> list[str]:
    """The files of a report that are missing or differ from what the data make now.

    Of a .docx the unpacked parts are compared: the packed bytes also depend on the zlib of the machine.
    """
    return [name for name, data in built.files.items() if not _same(root / name, data)]


def orphans(root: Path, names: set[str]) -> list[str]:
    """Folders under ``examples/`` that no report makes any more."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    return [f"{FOLDER}/{path.name}" for path in sorted(folder.iterdir()) if path.is_dir() and path.name not in names]


def _same(path: Path, data: bytes) -> bool:
    try:
        found = path.read_bytes()
    except OSError:
        return False
    if found == data:
        return True
    if path.suffix != ".docx":
        # A checkout on Windows may have turned the line ends.
        return found.replace(b"\r\n", b"\n") == data
    try:
        with ZipFile(BytesIO(found)) as old, ZipFile(BytesIO(data)) as new:
            return old.namelist() == new.namelist() and all(old.read(name) == new.read(name) for name in new.namelist())
    except (BadZipFile, OSError, ValueError):
        return False
