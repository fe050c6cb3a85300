"""The data of a workspace as a git commit holds it, in a folder that goes away by itself.

Objects are read by their ids (``ls-tree``, ``cat-file``), so no filter, hook or checkout runs. Of the name of a
revision and of what the commit holds nothing is taken for granted: a name that could be an option is refused, as are
links, names that lead elsewhere, and more than an honest workspace weighs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lcdraft.errors import LcdraftError, Place, Problem, UsageError
from lcdraft.load.files import MAX_BYTES
from lcdraft.load.workspace import SETTINGS_FILE

__all__ = ["Checkout", "check_out", "relabelled"]

CONTENT = (SETTINGS_FILE, "data", "templates")
"""What a report is rendered from."""

MAX_FILES = 4096
MAX_TOTAL = 8 * MAX_BYTES
TIMEOUT = 60
"""Seconds for one call of git."""

_LINK, _MODULE = "120000", "160000"
_REVISION = re.compile(r"(?!-)[^\x00-\x1f\x7f]{1,200}")
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
"""What git tells its hooks of the repository that runs them, which need not be the one asked for."""


class Checkout:
    """A folder with the files of a revision; it is removed with the object."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lcdraft-")).resolve()
        self._finalizer = weakref.finalize(self, shutil.rmtree, str(self.folder), ignore_errors=True)


class _Entry(NamedTuple):
    """One file of a commit; ``path`` is relative to the workspace."""

    mode: str
    oid: str
    size: int
    path: str


def check_out(root: Path, revision: str, shown: str) -> Checkout:
    """The workspace at ``root`` as it was in a revision; ``shown`` is how messages call that draft.

    Raises:
        UsageError: LC701 without git or a repository, LC702 for a revision that there is not, LC703 for content
            that is not written to a disk.
    """
    git = _Git(root, shown)
    prefix = git.prefix()
    commit = git.commit(revision)
    entries = list(_entries(git.tree(commit, prefix), prefix))
    if not any(entry.path == SETTINGS_FILE for entry in entries):
        message = f'phiên bản "{revision}" chưa có {prefix}{SETTINGS_FILE}'
        raise _refused("LC702", message, shown, "Chọn phiên bản muộn hơn, khi thư mục làm việc đã có trong git.")
    problems = list(_faults(entries, revision))
    if problems:
        raise UsageError(problems)
    checkout = Checkout()
    for entry, data in zip(entries, git.blobs(entries), strict=True):
        _put(checkout.folder, entry.path, data, shown)
    return checkout


def relabelled(error: LcdraftError, revision: str) -> LcdraftError:
    """The same error with the revision before every path of the workspace: ``HEAD~3:data/so-lieu/…``."""
    problems = (
        replace(problem, place=replace(problem.place, path=f"{revision}:{problem.place.path}"))
        if not Path(problem.place.path).is_absolute()
        else problem
        for problem in error.problems
    )
    return type(error)(problems)


class _Git:
    """Calls of git in the repository of a folder."""

    def __init__(self, root: Path, shown: str) -> None:
        self._root, self._shown = root, shown
        found = shutil.which("git")
        # Windows looks for a program in the current folder first, where a stranger may have put one.
        if found is None or Path(found).resolve().parent in (Path.cwd().resolve(), root.resolve()):
            advice = "Cài git (https://git-scm.com), hoặc so với bản .docx, .md đã lưu."
            raise _refused("LC701", "cần git để đọc phiên bản cũ, nhưng máy này không có git", shown, advice)
        self._git = found

    def prefix(self) -> str:
        """The folder of the workspace inside the repository, with a slash behind it; empty at the top."""
        run = self._run("rev-parse", "--show-prefix")
        if run.returncode == 0:
            return run.stdout.decode("utf-8", "replace").rstrip("\n")
        said = run.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said:
            advice = f'Nếu tin thư mục này, chạy: git config --global --add safe.directory "{self._root.as_posix()}"'
            raise _refused("LC701", "git không đọc kho này vì thư mục thuộc người dùng khác", self._shown, advice)
        advice = "Chỉ kho git mới có phiên bản cũ; không dùng git thì so hai tệp .docx hoặc .md."
        raise _refused("LC701", f"thư mục {self._root.as_posix()} không nằm trong kho git nào", self._shown, advice)

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names."""
        found = ""
        if _REVISION.fullmatch(revision):
            found = self._object(revision)
            found = self._object(f"{found}^{{commit}}") if found else ""
        if found:
            return found
        shallow = self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        advice = "Viết mã commit, tên nhánh, thẻ, hoặc HEAD~1; xem các phiên bản bằng lệnh: git log --oneline."
        if shallow:
            advice = "Kho này chỉ tải một phần lịch sử; chạy git fetch --unshallow (trong CI: fetch-depth: 0)."
        raise _refused("LC702", f'git không có phiên bản "{revision[:80]}"', self._shown, advice)

    def _object(self, name: str) -> str:
        """The id of an object, or nothing."""
        run = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        said = run.stdout.decode("ascii", "replace").split()
        return said[-1] if run.returncode == 0 and said and re.fullmatch(r"[0-9a-f]{40,64}", said[-1]) else ""

    def tree(self, commit: str, prefix: str) -> bytes:
        """The list of the workspace's files in a commit, as git prints it."""
        paths = [f"{prefix}{name}" for name in CONTENT]
        run = self._run("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *paths)
        return self._done(run)

    def blobs(self, entries: Sequence[_Entry]) -> Iterator[bytes]:
        """What the files hold."""
        asked = "".join(f"{entry.oid}\n" for entry in entries).encode()
        data = self._done(self._run("cat-file", "--batch", given=asked))
        at = 0
        for entry in entries:
            head, _, _ = data[at : at + 200].partition(b"\n")
            at += len(head) + 1
            if head.split()[1:] != [b"blob", str(entry.size).encode()]:
                advice = "Kho git thiếu dữ liệu của phiên bản này; chạy git fetch, hoặc git fsck để kiểm tra."
                raise _refused("LC702", f"git không đọc được {entry.path}", self._shown, advice)
            yield data[at : at + entry.size]
            at += entry.size + 1

    def _done(self, run: subprocess.CompletedProcess[bytes]) -> bytes:
        if run.returncode:
            said = " ".join(run.stderr.decode("utf-8", "replace").split())[:200]
            advice = "Chạy git fsck để kiểm tra kho."
            raise _refused("LC702", f"git không đọc được phiên bản này: {said}", self._shown, advice)
        return run.stdout

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        settings = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
        # Nothing is asked for, fetched or watched, and messages are in the language that we look at.
        settings |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
        command = [self._git, "--no-pager", "-c", "core.fsmonitor=false", "--literal-pathspecs", *arguments]
        try:
            return subprocess.run(  # noqa: S603  (no shell; the one name from outside cannot be an option)
                command, cwd=self._root, env=settings, input=given, capture_output=True, timeout=TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired as error:
            advice = "Thử lại; nếu vẫn vậy, chạy git gc trong kho."
            raise _refused("LC702", f"git không trả lời trong {TIMEOUT} giây", self._shown, advice) from error
        except OSError as error:
            reason = error.strerror or "lỗi khi chạy"
            raise _refused("LC701", f"không chạy được git: {reason}", self._shown, "Cài lại git.") from error


def _entries(listed: bytes, prefix: str) -> Iterator[_Entry]:
    for line in listed.split(b"\0"):
        head, _, path = line.partition(b"\t")
        if not head:
            continue
        mode, _, oid, size = head.decode("ascii").split()
        shown = path.decode("utf-8", "surrogateescape").removeprefix(prefix)
        yield _Entry(mode, oid, int(size) if size.isdecimal() else 0, shown)


def _faults(entries: Iterable[_Entry], revision: str) -> Iterator[Problem]:
    """Everything for which the files of a revision are not written to a disk."""
    total = count = 0
    for entry in entries:
        shown = "".join(char if char.isprintable() else "\ufffd" for char in entry.path)
        place = Place(f"{revision}:{shown}")
        count, total = count + 1, total + entry.size
        if entry.mode == _LINK:
            advice = "Thay bằng tệp thường rồi commit lại; liên kết có thể dẫn ra ngoài thư mục làm việc."
            yield Problem("LC703", "là liên kết (symlink), không đọc từ phiên bản cũ", place, advice)
        elif entry.mode == _MODULE:
            yield Problem("LC703", "là kho con (submodule), không đọc được", place, "Đưa hẳn các tệp vào kho này.")
        elif not _is_safe(entry.path):
            yield Problem("LC703", "tên tệp không dùng được trên mọi máy", place, "Đổi tên tệp rồi commit lại.")
        elif entry.size > 4 * MAX_BYTES:
            yield Problem("LC703", f"tệp quá lớn ({entry.size / 1e6:.0f} MB)", place, "Bỏ tệp này khỏi dữ liệu.")
    if count > MAX_FILES or total > MAX_TOTAL:
        message = f"phiên bản này có {count} tệp, {total / 1e6:.0f} MB, quá nhiều so với một thư mục làm việc"
        limit = f"Giới hạn: {MAX_FILES} tệp, {MAX_TOTAL / 1e6:.0f} MB."
        yield Problem("LC703", message, Place(revision), limit)


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        not path.startswith("/")
        and _UNSAFE.search(path) is None
        and all(part.lower() not in (".", "..", ".git") and part.rstrip(" .") == part for part in parts)
        and not any("\ud800" <= char <= "\udfff" for char in path)
    )


def _put(folder: Path, path: str, data: bytes, shown: str) -> None:
    target = folder.joinpath(*PurePosixPath(path).parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        reason = error.strerror or "lỗi khi ghi"
        advice = "Kiểm tra chỗ trống của thư mục tạm."
        raise _refused("LC703", f"không ghi được {path} ra thư mục tạm: {reason}", shown, advice) from error


def _refused(code: str, message: str, shown: str, advice: str) -> UsageError:
    return UsageError(Problem(code, message, Place(shown), advice))
