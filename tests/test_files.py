"""New files are put in place whole, all or none, whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lcdraft.errors import UsageError
from lcdraft.files import write_new_files

FILES = {"a.yaml": b"mot: 1\n" * 1000, "b.yaml": b"hai: 2\n"}


def present(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    write_new_files(tmp_path, FILES)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(b"cu\n")
    with pytest.raises(UsageError) as caught:
        write_new_files(tmp_path, FILES)
    assert [(problem.code, problem.place.path) for problem in caught.value.problems] == [("LC507", "b.yaml")]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.yaml": b"cu\n"}


def test_a_broken_link_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError):
        write_new_files(tmp_path, FILES)
    assert not (tmp_path / "a.yaml").exists()


def test_a_missing_folder_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_new_files(tmp_path, {"a.yaml": b"", "khong/co/b.yaml": b""})
    assert [problem.code for problem in caught.value.problems] == ["LC501"]
    assert list(tmp_path.iterdir()) == []


def test_somebody_faster_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file takes the second name after the first got its own: the first is taken back."""
    link = os.link

    def slow(source: Path, target: Path) -> None:
        if target.name == "b.yaml":
            target.write_bytes(b"khac\n")
        link(source, target)

    monkeypatch.setattr(os, "link", slow)
    with pytest.raises(UsageError):
        write_new_files(tmp_path, FILES)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.yaml": b"khac\n"}


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", none)
    write_new_files(tmp_path, FILES)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES


CUT_OFF = """\
import os, signal, sys
from pathlib import Path
from lcdraft.files import write_new_files
link, count = os.link, 0
def cut(source, target):
    global count
    if count == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
    link(source, target)
os.link = cut
write_new_files(Path(sys.argv[1]), {"a.yaml": b"mot: 1\\n" * 1000, "b.yaml": b"hai: 2\\n"})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("names", [0, 1])
def test_cut_off_between_two_names(tmp_path: Path, names: int) -> None:
    """Killed before or after the first file has its name, each file is whole or absent, and a second run finishes."""
    killed = subprocess.run([sys.executable, "-c", CUT_OFF, tmp_path, str(names)], check=False)
    assert killed.returncode == -signal.SIGKILL
    found = present(tmp_path)
    assert len(found) == names
    assert all(FILES[name] == data for name, data in found.items())
    write_new_files(tmp_path, FILES)
    assert present(tmp_path) == FILES


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_command_killed_at_any_moment(tmp_path: Path, sample_root: Path) -> None:
    import shutil

    for name in ("data", "templates"):
        shutil.copytree(sample_root / name, tmp_path / name)
    shutil.copy(sample_root / "lcdraft.yaml", tmp_path)
    names = ("data/so-lieu/9-thang-2025.yaml", "data/bao-cao/9-thang-2025.yaml")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    command = [sys.executable, "-m", "lcdraft", "new", "9-thang-2025", "-C", tmp_path]
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    taken = time.monotonic() - started
    whole = {name: (tmp_path / name).read_bytes() for name in names}
    for share in (0.5, 0.8, 0.9, 0.95, 1.0):
        for name in names:
            (tmp_path / name).unlink(missing_ok=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(taken * share)
        process.kill()
        process.wait()
        for name in names:
            assert not (tmp_path / name).exists() or (tmp_path / name).read_bytes() == whole[name]
        assert all(path.read_bytes() == data for path, data in before.items())
    subprocess.run(command, check=True, capture_output=True)
    assert {name: (tmp_path / name).read_bytes() for name in names} == whole
