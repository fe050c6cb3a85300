"""Files are replaced together, and nobody's work is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lcdraft.errors import UsageError
from lcdraft.pull.store import JOURNAL, locked, recover, replace_files

OLD = {"data/a.yaml": b"a: cu\n" * 2000, "data/b.yaml": b"b: cu\n" * 2000}
NEW = {name: text.replace(b"cu", b"moi") for name, text in OLD.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in OLD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    return tmp_path


def held(root: Path) -> dict[str, bytes]:
    return {name: (root / name).read_bytes() for name in OLD}


def test_all_are_replaced(root: Path) -> None:
    replace_files(root, OLD, NEW)
    assert held(root) == NEW
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["a.yaml", "b.yaml"]


def test_a_file_that_changed_meanwhile_stops_everything(root: Path) -> None:
    (root / "data/b.yaml").write_bytes(b"b: nguoi khac\n")
    with pytest.raises(UsageError) as caught:
        replace_files(root, OLD, NEW)
    assert caught.value.problems[0].code == "LC611"
    assert (root / "data/a.yaml").read_bytes() == OLD["data/a.yaml"]
    assert (root / "data/b.yaml").read_bytes() == b"b: nguoi khac\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner may always write")
def test_a_file_that_cannot_be_written_stops_everything(root: Path) -> None:
    (root / "data/b.yaml").chmod(0o444)
    with pytest.raises(UsageError):
        replace_files(root, OLD, NEW)
    assert held(root) == OLD


def interrupted_after(root: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let the machine stop after so many renames."""
    real, done = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if len(done) >= count:
            raise KeyboardInterrupt
        done.append(target)
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            replace_files(root, OLD, NEW)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_next_run_finishes_what_was_begun(root: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Before the journal stands nothing has happened; after it everything does."""
    interrupted_after(root, monkeypatch, count)
    for text, old, new in zip(held(root).values(), OLD.values(), NEW.values(), strict=True):
        assert text in (old, new)
    recover(root)
    assert held(root) == (OLD if count == 0 else NEW)
    assert not (root / JOURNAL).exists()


def test_recovery_overwrites_nobody(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted_after(root, monkeypatch, 1)
    (root / "data/a.yaml").write_bytes(b"a: nguoi khac\n")
    recover(root)
    assert (root / "data/a.yaml").read_bytes() == b"a: nguoi khac\n"


@pytest.mark.parametrize("journal", ["", "{}", "[1]", '[["../x", "../.x.1", "", ""]]', '[["data/a.yaml"]]', "\x00"])
def test_a_journal_of_somebody_else(root: Path, journal: str) -> None:
    (root / JOURNAL).write_text(journal)
    assert recover(root) == []
    assert held(root) == OLD


def test_two_runs_do_not_meet(root: Path) -> None:
    with locked(root), pytest.raises(UsageError) as caught, locked(root):
        pass
    assert caught.value.problems[0].code == "LC611"
    with locked(root):
        pass


KILLED = """
import sys
from pathlib import Path
from lcdraft.pull import store
root = Path(sys.argv[1])
old = {name: (root / name).read_bytes() for name in ("data/a.yaml", "data/b.yaml")}
states = [{n: t.replace(b"cu", b"moi") for n, t in old.items()}, old]
print("go", flush=True)
with store.locked(root):
    while True:
        for state in states:
            now = {name: (root / name).read_bytes() for name in state}
            store.replace_files(root, now, state)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.parametrize("delay", [0.0, 0.013, 0.029, 0.051, 0.077])
def test_killed_at_any_point(root: Path, delay: float) -> None:
    """kill -9: every file is whole, and after the next run all are of one state."""
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(root)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"go\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    for text, old, new in zip(held(root).values(), OLD.values(), NEW.values(), strict=True):
        assert text in (old, new)
    with locked(root):  # the lock went with the process
        recover(root)
    assert held(root) in (OLD, NEW)


def test_the_command_finishes_an_interrupted_run(small_desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "data/bao-cao/6-thang-2025.yaml"
    old = {name: (small_desk.root / name).read_bytes()}
    new = {name: old[name].replace("ổn định".encode(), "phát triển".encode())}
    interrupted_after_names(small_desk.root, old, new, monkeypatch)
    assert json.loads((small_desk.root / JOURNAL).read_bytes())
    from click.testing import CliRunner

    from lcdraft.cli import main

    file = small_desk.open("6-thang-2025")
    path = small_desk.save(file)
    result = CliRunner().invoke(main, ["pull", str(path), "-C", str(small_desk.root)])
    assert "Đã ghi nốt" in result.output
    assert (small_desk.root / name).read_bytes() == new[name]
    assert not (small_desk.root / JOURNAL).exists()


def interrupted_after_names(
    root: Path, old: dict[str, bytes], new: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("lcdraft.pull.store.recover", lambda _root: [])
        replace_files(root, old, new)
