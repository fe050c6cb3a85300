"""Modules of this folder for its tests, and drafts to compare."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _load(name: str) -> ModuleType:
    """A module beside this one; tests are no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


for _name in ("redline_files", "redline_edits"):
    _load(_name)


@pytest.fixture(scope="session")
def samples(sample_root: Path) -> dict[str, bytes]:
    """The committed reports, by id."""
    return {path.parent.name: path.read_bytes() for path in sorted((sample_root / "examples").glob("*/bao-cao.docx"))}
