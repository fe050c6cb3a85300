"""What nobody edited comes back without a change, however it was saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lcdraft.pull.comparing import compare_edited
from lcdraft.read.docx import read_edited_docx
from lcdraft.workspace import Workspace, load_workspace


@pytest.fixture(scope="module")
def workspace(sample_root: Path) -> Workspace:
    return load_workspace(sample_root)


@pytest.fixture(scope="module")
def rendered(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("docx")
    found = {name: folder / f"{name}.docx" for name in workspace.reports}
    for name, path in found.items():
        path.write_bytes(workspace.export(name, "docx"))
    return found


@pytest.fixture(scope="module")
def saved(rendered: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, save_in_office: Any) -> dict[str, Path]:
    """The reports opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("saved")
    save_in_office(rendered.values(), folder)
    return {name: folder / path.name for name, path in rendered.items()}


def names() -> list[str]:
    root = Path(__file__).resolve().parents[2]
    return sorted(path.stem for path in (root / "data/bao-cao").glob("*.yaml"))


@pytest.mark.parametrize("name", names())
def test_no_change_after_libreoffice(workspace: Workspace, saved: dict[str, Path], name: str) -> None:
    edited = read_edited_docx(saved[name])
    assert edited.report == name
    assert sum(bool(marks.anchors) for marks in edited.marks) >= len(edited.marks) - 2
    comparison = compare_edited(workspace, name, edited)
    assert comparison.plan.changes == []
    assert not comparison.stale


@pytest.mark.parametrize("name", names())
def test_no_change_without_anchors(workspace: Workspace, rendered: dict[str, Path], word_file: Any, name: str) -> None:
    file = word_file(rendered[name].read_bytes())
    file.drop_bookmarks()
    edited = read_edited_docx(file.data(), name)
    assert not any(marks.anchors for marks in edited.marks)
    assert compare_edited(workspace, name, edited).plan.changes == []


@pytest.mark.parametrize("name", names())
def test_every_paragraph_has_an_anchor_of_its_own(rendered: dict[str, Path], word_file: Any, name: str) -> None:
    file = word_file(rendered[name].read_bytes())
    marks = file.bookmarks()
    assert len(marks) > 50
    assert len(set(marks)) == len(marks)
    assert [mark for mark in marks if not re.fullmatch(r"_lc_\d{4}_[0-9a-f]{10}", mark)] == []
    assert max(map(len, marks)) <= 40  # which Word would cut


def test_anchors_change_nothing_else(workspace: Workspace, rendered: dict[str, Path], word_file: Any) -> None:
    name = workspace.reports[0]
    path = rendered[name]
    assert workspace.export(name, "docx") == path.read_bytes()
    file = word_file(path.read_bytes())
    file.drop_bookmarks()
    assert read_edited_docx(file.data(), name).document == read_edited_docx(path).document
