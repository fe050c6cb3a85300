"""Copies of the sample workspace that a test may change, and edited reports."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lcdraft.anchors import loosened
from lcdraft.pull.pulling import Options, Pulled, prepare, write
from lcdraft.pull.units import units_of
from lcdraft.read.docx import read_edited_docx
from lcdraft.workspace import Workspace, load_workspace
from lcdraft.write.pdf import find_soffice


def _load(name: str) -> ModuleType:
    """A module beside this one; tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


word = _load("word")


@dataclass
class Desk:
    """A workspace, and what a clerk does at it."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        return load_workspace(self.root)

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8", newline="\n")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def open(self, report: str) -> Any:
        """The report rendered and opened in Word."""
        return word.WordFile(self.workspace.export(report, "docx"))

    def save(self, file: Any, name: str = "sua.docx") -> Path:
        path = self.root.parent / name
        path.write_bytes(file.data())
        return path

    def pull(self, file: Any, *, dry_run: bool = False, **options: Any) -> Pulled:
        workspace = self.workspace
        pulled = prepare(workspace, self.save(file), Options(**options))
        if not dry_run:
            write(workspace, pulled)
        return pulled

    def contents(self, report: str) -> list[str]:
        """What the report says now, paragraph by paragraph."""
        return contents_of(self.workspace.export(report, "docx"))

    def edited_contents(self, file: Any, *, reject: bool = False) -> list[str]:
        return contents_of(file.data(), reject=reject)


def contents_of(data: bytes, *, reject: bool = False) -> list[str]:
    edited = read_edited_docx(data, "x", reject=reject)
    return [loosened(unit.content) for unit in units_of(edited.document)]


def _saved(paths: Iterable[Path], folder: Path) -> None:
    office = find_soffice()
    if office is None:
        pytest.skip("no LibreOffice here")
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    command += ["docx:MS Word 2007 XML", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, timeout=240, capture_output=True)


@pytest.fixture(scope="session")
def save_in_office() -> Callable[[Iterable[Path], Path], None]:
    """Open files with LibreOffice and save them into a folder; skips the test where there is none."""
    return _saved


@pytest.fixture
def whole_desk(tmp_path: Path, sample_root: Path) -> Desk:
    """The sample workspace, to be changed at will."""
    root = tmp_path / "w"
    root.mkdir()
    for name in ("data", "templates"):
        shutil.copytree(sample_root / name, root / name)
    shutil.copy2(sample_root / "lcdraft.yaml", root)
    return Desk(root)


@pytest.fixture
def desk(whole_desk: Desk) -> Desk:
    """The sample workspace, unless a module has a smaller one."""
    return whole_desk


@pytest.fixture
def small_desk(new_workspace: Callable[..., Any]) -> Desk:
    """The smallest workspace."""
    return Desk(new_workspace().root)


@pytest.fixture(scope="session")
def word_file() -> type:
    """A .docx opened for editing."""
    return word.WordFile  # type: ignore[no-any-return]
