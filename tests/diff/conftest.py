"""A small workspace in a git repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WHO = {"NAME": "Mau", "EMAIL": "mau@example.invalid", "DATE": "2025-06-20T08:00:00Z"}


class Repository:
    """A git repository apart from the machine: none of its settings, fixed names and days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> str:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in WHO.items()},
        }
        run = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def commit(self, message: str = "x") -> str:
        """Commit everything as it stands; the id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def repository(workspace):
    """The small workspace, committed once."""
    if shutil.which("git") is None:
        pytest.skip("no git on this machine")
    repository = Repository(workspace.root)
    repository.git("init", "-q", "-b", "main")
    repository.commit("first")
    return repository
