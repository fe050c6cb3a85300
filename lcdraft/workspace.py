"""A workspace as a program uses it: load once, render any report, export it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lcdraft.dataset import Dataset, Report
from lcdraft.document import Document
from lcdraft.ending import with_end_mark
from lcdraft.errors import DataError, Place, Problem, TemplateError, UsageError, unreadable_because
from lcdraft.load.files import MAX_BYTES, shown_path
from lcdraft.load.workspace import SETTINGS_FILE, find_root, load_dataset
from lcdraft.resources import template_folders
from lcdraft.text import nearest

__all__ = ["FORMATS", "TABLE_FORMATS", "Workspace", "load_workspace"]

FORMATS = ("docx", "md", "html", "pdf")
TABLE_FORMATS = ("md", "html", "xlsx")
LETTERHEAD = "bao-cao.docx"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The data of a workspace, free of errors. Reports are named by their period id."""

    dataset: Dataset

    @property
    def root(self) -> Path:
        return self.dataset.root

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that there are."""
        return tuple(self.dataset.reports)

    def report(self, name: str) -> Report:
        """The report of a period id.

        Raises:
            UsageError: where there is none; the nearest id is offered.
        """
        found = self.dataset.reports.get(name)
        if found is not None:
            return found
        near = nearest(name, self.reports)
        listed = ", ".join(self.reports) or "chưa có báo cáo nào trong data/bao-cao"
        advice = f'Có phải "{near}"?' if near else f"Các báo cáo hiện có: {listed}."
        raise UsageError(Problem("LC502", f'không có báo cáo "{name}"', Place("data/bao-cao"), advice))

    def render(self, name: str, *, highlight: bool = False) -> tuple[Document, tuple[Problem, ...]]:
        """The document of a report, closed by its end mark, and warnings about it.

        ``highlight`` marks the text that was carried over from another report and not reviewed yet.

        Raises:
            UsageError: for an unknown report.
            TemplateError: listing everything wrong in its template and narratives.
        """
        from lcdraft.render import render_document

        rendering = render_document(self.dataset, self.report(name), template_folders(self.root), highlight=highlight)
        if rendering.document is None:
            raise TemplateError(rendering.errors)
        document = rendering.document
        return replace(document, blocks=with_end_mark(document.blocks)), rendering.problems

    def export(self, name: str, to: str, *, template: Path | None = None) -> bytes:
        """A report as the bytes of a file: ``docx``, ``md``, ``html`` or ``pdf``.

        ``template`` is a docxtpl document to use in place of the letterhead of the workspace.
        """
        document, _ = self.render(name)
        return self.convert(name, document, (to,), template=template)[to]

    def convert(
        self,
        name: str,
        document: Document,
        formats: Sequence[str],
        *,
        template: Path | None = None,
        warnings: list[Problem] | None = None,
    ) -> dict[str, bytes]:
        """A rendered report in several formats; the .docx is made once, also for the .pdf.

        Warnings about the tags of a .docx template are added to ``warnings``.
        """
        made: dict[str, bytes] = {}
        docx = self._docx(name, document, template, warnings) if {"docx", "pdf"} & set(formats) else b""
        for to in formats:
            if to == "docx":
                made[to] = docx
            elif to == "pdf":
                from lcdraft.write.pdf import convert_to_pdf

                made[to] = convert_to_pdf(docx)
            elif to == "md":
                from lcdraft.write.markdown import write_markdown

                made[to] = write_markdown(document).encode()
            else:
                from lcdraft.write.html import write_html

                made[to] = write_html(document, title=document.properties.title).encode()
        return made

    def table(self, name: str, to: str = "md", annexes: Sequence[str] = ()) -> tuple[bytes, tuple[Problem, ...]]:
        """The tables of indicators of a report as the bytes of one file, and warnings about them.

        ``to`` is one of `TABLE_FORMATS`; ``annexes`` names files of data/phu-luc, by default those that the
        report comes with.

        Raises:
            UsageError: for an unknown report or annex, or a report without annexes.
            TemplateError: listing everything wrong in titles and notes.
        """
        from lcdraft.render import render_annexes

        report = self.report(name)
        names = self._annex_names(report, annexes)
        rendering = render_annexes(self.dataset, report, names, template_folders(self.root))
        document = rendering.document
        if document is None:
            raise TemplateError(rendering.errors)
        if to == "xlsx":
            from lcdraft.write.xlsx import write_xlsx

            return write_xlsx(rendering.tables, document.annexes, document.properties), rendering.problems
        return self.convert(name, document, (to,))[to], rendering.problems

    def _annex_names(self, report: Report, wanted: Sequence[str]) -> tuple[str, ...]:
        known = self.dataset.annexes
        unknown = next((name for name in wanted if name not in known), None)
        listed = ", ".join(known) or "chưa có tệp nào trong data/phu-luc"
        if unknown is not None:
            near = nearest(unknown, known)
            advice = f'Có phải "{near}"?' if near else f"Các phụ lục hiện có: {listed}."
            raise UsageError(Problem("LC050", f'không có phụ lục "{unknown}"', Place("data/phu-luc"), advice))
        names = tuple(dict.fromkeys(wanted)) or report.annexes
        if not names:
            advice = f"Thêm phu_luc: [tên] vào tệp này, hoặc chọn bằng --phu-luc. Các phụ lục hiện có: {listed}."
            raise UsageError(Problem("LC050", "báo cáo không kèm phụ lục nào", Place(report.path), advice))
        return names

    def _docx(self, name: str, document: Document, template: Path | None, warnings: list[Problem] | None) -> bytes:
        from lcdraft.template.environment import make_environment
        from lcdraft.template.render import context_of
        from lcdraft.template.session import Session
        from lcdraft.write.docx import write_docx

        path = template or self._letterhead()
        session = Session(plain=True)
        context = context_of(self.dataset, self.report(name), template_folders(self.root), session)
        environment = make_environment(session, lambda: context, autoescape=True)
        made = write_docx(
            document,
            template=_read_template(path, self.root),
            template_name=shown_path(path, self.root),
            context=context,
            environment=environment,
        )
        errors = [problem for problem in session.problems if problem.severity == "error"]
        if errors:
            raise TemplateError(errors)
        if warnings is not None:
            warnings += session.problems
        return made

    def _letterhead(self) -> Path:
        for folder in template_folders(self.root):
            if (path := folder / LETTERHEAD).is_file():
                return path
        place = Place(f"templates/{LETTERHEAD}")
        raise UsageError(
            Problem("LC305", "không có tệp mẫu văn bản", place, "Chép lại tệp này từ thư mục mẫu của lcdraft.")
        )


def load_workspace(folder: str | Path = ".") -> Workspace:
    """Read the workspace at or above a folder.

    Raises:
        UsageError: where no ``lcdraft.yaml`` is found.
        DataError: listing every error of every data file.
    """
    root = find_root(Path(folder))
    if root is None:
        message = f"không tìm thấy {SETTINGS_FILE} ở đây hoặc ở thư mục cấp trên"
        advice = "Vào thư mục làm việc rồi chạy lại, hoặc tạo mới bằng lệnh: lcdraft init THƯ-MỤC."
        raise UsageError(Problem("LC503", message, Place(str(folder)), advice))
    dataset, problems = load_dataset(root)
    errors = [problem for problem in problems if problem.severity == "error"]
    if dataset is None or errors:
        raise DataError(errors)
    return Workspace(dataset)


def _read_template(path: Path, root: Path) -> bytes:
    shown = shown_path(path, root)
    try:
        size = path.stat().st_size
        if size > 4 * MAX_BYTES:
            raise UsageError(Problem("LC402", "tệp mẫu quá lớn", Place(shown), "Bỏ bớt hình ảnh trong tệp mẫu."))
        return path.read_bytes()
    except OSError as error:
        reason = unreadable_because(error)
        raise UsageError(
            Problem("LC001", f"không mở được tệp mẫu: {reason}", Place(shown), "Kiểm tra lại tên tệp.")
        ) from error
