"""The two drafts of a comparison: reports of the workspace, files, and reports as a git commit holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lcdraft.diff.unread import unread_in_docx, unread_in_markdown, unread_in_text
from lcdraft.document import Document
from lcdraft.errors import DocumentError, LcdraftError, Place, Problem, UsageError, unreadable_because
from lcdraft.opc import LIMITS
from lcdraft.read.files import read_document

if TYPE_CHECKING:
    # Two files are compared without a word of YAML: what reads a workspace is imported where there is one.
    from lcdraft.diff.revision import Checkout
    from lcdraft.workspace import Workspace

__all__ = ["Draft", "open_draft", "open_drafts"]

_REPORT_FILES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Draft:
    """One side of a comparison.

    ``name`` is what the user called it, ``uncompared`` what the file has and ``document`` has not, ``docx`` the file
    itself where it is one. A report of ours has its ``workspace`` and its id there; one of an earlier ``revision``
    lives in a folder that is kept as long as somebody holds ``home``.
    """

    name: str
    document: Document
    uncompared: tuple[str, ...] = ()
    docx: bytes | None = None
    workspace: Workspace | None = None
    report: str = ""
    revision: str = ""
    home: Checkout | None = field(default=None, repr=False)


def open_draft(name: str, folder: Path = Path()) -> Draft:
    """The draft that a name means: a report id, a path (.docx, .md, .txt, a report's .yaml), ``REPORT@REVISION``.

    ``folder`` is the workspace, or a folder inside it. A name with an ending or a separator is a path.

    Raises:
        LcdraftError: with everything that is wrong with it.
    """
    return _Opener(folder).open(name)


def open_drafts(old: str, new: str, folder: Path = Path()) -> tuple[Draft, Draft]:
    """Both drafts of a comparison.

    Raises:
        LcdraftError: with the errors of both.
    """
    opener = _Opener(folder)
    drafts: list[Draft] = []
    errors: list[LcdraftError] = []
    for name in (old, new):
        try:
            drafts.append(opener.open(name))
        except LcdraftError as error:
            errors.append(error)
    if errors:
        raise type(errors[0])(dict.fromkeys(problem for error in errors for problem in error.problems))
    return drafts[0], drafts[1]


class _Opener:
    """Opens drafts; a workspace that both come from is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workspaces: dict[Path, Workspace] = {}

    def open(self, name: str) -> Draft:
        report, at, revision = name.partition("@")
        if at and not _is_file(name) and _is_report(report):
            return self._of_revision(name, report, revision)
        path = Path(name)
        if path.suffix.lower() in _REPORT_FILES:
            return self._of_workspace(name, *self._report(name))
        if path.suffix or "/" in name or "\\" in name:
            return _of_file(name)
        return self._of_workspace(name, name, self._folder)

    def _report(self, argument: str) -> tuple[str, Path]:
        """The id of a report and where its workspace is: as it stands, or from the path of its file."""
        path = Path(argument)
        if path.suffix.lower() in _REPORT_FILES:
            if not _is_file(argument):
                advice = "Kiểm tra lại đường dẫn, hoặc viết mã kỳ của báo cáo, ví dụ 6-thang-2025."
                raise UsageError(Problem("LC001", "không mở được tệp: không có tệp này", Place(argument), advice))
            return path.stem, path.parent if self._folder == Path() else self._folder
        return argument, self._folder

    def _of_workspace(self, name: str, report: str, folder: Path) -> Draft:
        from lcdraft.load.workspace import SETTINGS_FILE, find_root
        from lcdraft.workspace import load_workspace

        root = find_root(folder)
        if root is None:
            message = f'"{name}" không phải tên tệp, mà ở đây không có {SETTINGS_FILE} để tìm báo cáo'
            advice = "Viết cả đuôi tệp (.docx, .md, .txt), hoặc chọn thư mục làm việc bằng -C."
            raise UsageError(Problem("LC503", message, Place(str(folder)), advice))
        if root not in self._workspaces:
            self._workspaces[root] = load_workspace(root)
        workspace = self._workspaces[root]
        document, _ = workspace.render(report)
        return Draft(name, document, workspace=workspace, report=report)

    def _of_revision(self, name: str, argument: str, revision: str) -> Draft:
        from lcdraft.diff.revision import check_out, relabelled
        from lcdraft.load.workspace import SETTINGS_FILE, find_root
        from lcdraft.workspace import load_workspace

        # The file may be gone today: only its name counts.
        path = Path(argument)
        is_file = path.suffix.lower() in _REPORT_FILES
        folder = path.parent if is_file and self._folder == Path() else self._folder
        report = path.stem if is_file else argument
        root = find_root(folder if folder.is_dir() else Path())
        if root is None:
            advice = "Vào thư mục làm việc rồi chạy lại, hoặc chọn bằng -C."
            raise UsageError(Problem("LC503", f"không tìm thấy {SETTINGS_FILE}", Place(str(folder)), advice))
        checkout = check_out(root, revision, name)
        try:
            workspace = load_workspace(checkout.folder)
            document, _ = workspace.render(report)
        except LcdraftError as error:
            raise relabelled(error, revision) from error
        return Draft(name, document, workspace=workspace, report=report, revision=revision, home=checkout)


def _is_report(argument: str) -> bool:
    """Whether what stands before an "@" can be a report: a file with an "@" in its name is none."""
    from lcdraft.periods import PeriodError, parse_period

    path = Path(argument)
    if path.suffix.lower() in _REPORT_FILES:
        return True
    try:
        parse_period(argument)
    except PeriodError:
        return not (path.suffix or "/" in argument or "\\" in argument or argument == "")
    return True


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a name longer than the file system takes
        return False


def _of_file(name: str) -> Draft:
    document = read_document(name)
    suffix = Path(name).suffix.lower()
    if suffix == ".docx":
        data = file_bytes(name)
        return Draft(name, document, unread_in_docx(data, name, document), data)
    if suffix == ".md":
        return Draft(name, document, unread_in_markdown(file_bytes(name).decode("utf-8", "replace")))
    return Draft(name, document, unread_in_text())


def file_bytes(name: str) -> bytes:
    """What a file holds, up to one byte more than is read of any.

    Raises:
        DocumentError: LC001 where it cannot be opened.
    """
    try:
        with Path(name).open("rb") as file:
            return file.read(LIMITS.file_size + 1)
    except OSError as error:
        reason = unreadable_because(error)
        problem = Problem("LC001", f"không mở được tệp: {reason}", Place(name), "Kiểm tra lại tên tệp.")
        raise DocumentError(problem) from error
