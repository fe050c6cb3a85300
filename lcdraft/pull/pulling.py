"""`pull` from beginning to end: read, compare, write the new data files, prove them, put them in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lcdraft.anchors import loosened
from lcdraft.dataset import Dataset, Report
from lcdraft.errors import DocumentError, LcdraftError, Place, Problem, UsageError
from lcdraft.inlines import GAP
from lcdraft.load.workspace import SETTINGS_FILE, load_dataset
from lcdraft.pull.annex_rows import row_of
from lcdraft.pull.annex_writing import write_rows
from lcdraft.pull.changes import Change
from lcdraft.pull.comparing import Comparison, compare_edited, rendered_units
from lcdraft.pull.entries import write_wordings
from lcdraft.pull.figures import Accepted, accept_figures, places_of
from lcdraft.pull.filling_in import fill_value
from lcdraft.pull.placing import Issue
from lcdraft.pull.rewriting import set_number, write_passages, write_words
from lcdraft.pull.store import replace_files
from lcdraft.pull.texts import Slot, Texts
from lcdraft.pull.units import Unit
from lcdraft.pull.unreviewed import UNREVIEWED, edited_names, renamed
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.read.docx import read_edited_docx
from lcdraft.read.docx_edited import Comment, Edited
from lcdraft.template.wordings import with_edges_of
from lcdraft.workspace import Workspace

__all__ = ["Options", "Pulled", "prepare", "write"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the clerk asked for; ``only_accepted`` implies that tracked changes are not taken."""

    report: str = ""
    reject: bool = False
    only_accepted: bool = False
    accept_figures: bool = False
    base: Path | None = None


@dataclass(slots=True)
class Pulled:
    """What `pull` found and would write: ``old`` and ``new`` are the bytes of the files it changes.

    ``unreviewed`` names the passages that were edited and that the report still lists as unreviewed;
    ``kept_comments`` are those that stood directly above a passage that is taken out, each with its file.
    """

    report: str
    changes: list[Change]
    comments: tuple[Comment, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    stale: bool = False
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    unreviewed: list[str] = field(default_factory=list)
    kept_comments: list[tuple[str, str]] = field(default_factory=list)

    @property
    def left(self) -> list[Change]:
        """The changes of which something is not in the data."""
        return [change for change in self.changes if not change.is_done]


def prepare(workspace: Workspace, path: Path, options: Options) -> Pulled:
    """Compare an edited file with its report and work out the new data files; nothing is written.

    Raises:
        UsageError: where the report is not known, or a data file changed meanwhile.
        DocumentError: for a file that is no sound .docx.
        DataError: LC610 for data written in a way that cannot be changed without losing a comment.
    """
    edited = _read(path, options)
    name = _report_name(workspace, path, edited, options)
    base = _read(options.base, Options()) if options.base is not None else None
    read = _data_files(workspace)
    comparison = compare_edited(workspace, name, edited, base=base, wait_for_pending=options.only_accepted)
    pulled = Pulled(name, comparison.plan.changes, comparison.comments, stale=comparison.stale)
    _explain_figures(workspace.dataset, pulled, options)
    report = workspace.report(name)
    files = _edited_files(workspace.dataset, report, comparison.plan.texts, pulled.accepted, read)
    changed = {shown: file.data() for shown, file in files.items()}
    pulled.new = {shown: data for shown, data in changed.items() if data != read[shown]}
    pulled.unreviewed = edited_names(report, comparison.plan.texts)
    pulled.kept_comments = [(shown, comment) for shown, file in files.items() for comment in file.kept_above()]
    pulled.old = {shown: read[shown] for shown in pulled.new}
    if pulled.new:
        _prove(workspace, name, comparison, pulled)
    return pulled


def write(workspace: Workspace, pulled: Pulled) -> None:
    """Put the new data files in place, all of them or none.

    Raises:
        UsageError: where one of them is no longer what was read, or cannot be written.
    """
    if pulled.new:
        replace_files(workspace.root, pulled.old, pulled.new)


def _read(path: Path, options: Options) -> Edited:
    if path.suffix.lower() != ".docx":
        advice = "Lưu lại bằng Word hoặc LibreOffice, kiểu Word Document (.docx)."
        raise DocumentError(
            Problem("LC504", f'không nhận được loại tệp "{path.suffix}"', Place(path.as_posix()), advice)
        )
    return read_edited_docx(path, path.as_posix(), reject=options.reject or options.only_accepted)


def _report_name(workspace: Workspace, path: Path, edited: Edited, options: Options) -> str:
    """The report that the clerk names, else the one that the file itself names."""
    name = options.report or edited.report
    if name:
        workspace.report(name)
        return name
    listed = ", ".join(workspace.reports) or "chưa có báo cáo nào"
    advice = f"Ghi thêm --report MÃ-KỲ. Các báo cáo hiện có: {listed}."
    message = "tệp không cho biết là của báo cáo nào (không do lcdraft kết xuất, hoặc mất thuộc tính)"
    raise UsageError(Problem("LC502", message, Place(path.as_posix()), advice))


def _data_files(workspace: Workspace) -> dict[str, bytes]:
    """The bytes of every file that may be changed, and the proof that they are those which were loaded."""
    dataset = workspace.dataset
    shown = [report.path for report in dataset.reports.values()]
    shown += [figures.path for figures in dataset.figures.values()]
    shown += [plan.path for plan in dataset.annexes.values()]
    read = {name: (workspace.root / name).read_bytes() for name in shown}
    again, _ = load_dataset(workspace.root)
    if again is None or again.reports != dataset.reports or again.figures != dataset.figures:
        message = "dữ liệu vừa đổi trong khi lệnh đang chạy"
        raise UsageError(Problem("LC611", message, Place(str(workspace.root)), "Chạy lại lệnh."))
    return read


def _explain_figures(dataset: Dataset, pulled: Pulled, options: Options) -> None:
    """Take the figures over that can be, and say of the others why not."""
    edits = [figure for change in pulled.changes for figure in change.figures]
    accepted, refused = accept_figures(dataset, edits)
    if options.accept_figures:
        pulled.accepted = tuple(accepted)
    written = {(found.place, bool(found.key)) for found in pulled.accepted}
    for change in pulled.changes:
        kept = []
        for figure in change.figures:
            found = [place for place in places_of(figure) if (place, GAP in figure.printed) in written]
            if found and id(figure) not in refused:
                change.placed.append(f"số liệu ở {found[0]}: “{figure.printed}” thành “{figure.typed}”")
            else:
                kept.append(figure)
                if options.accept_figures:
                    reason = refused.get(id(figure), "không phải số liệu nhập")
                    place = next(iter(places_of(figure)), None)
                    change.issues.append(Issue("LC601", f"không nhận số đã gõ: {reason}", place))
        change.figures = kept


# The new files


def _edited_files(
    dataset: Dataset, report: Report, texts: Texts, accepted: tuple[Accepted, ...], read: Mapping[str, bytes]
) -> dict[str, YamlFile]:
    """The files in which something changes, with what is asked for them."""
    files: dict[str, YamlFile] = {}

    def file(shown: str) -> YamlFile:
        if shown not in files:
            files[shown] = YamlFile(shown, read[shown])
        return files[shown]

    slots: dict[str, list[Slot]] = {}
    for slot in texts.changed():
        if slot.is_row:
            continue
        shown = slot.origin.place.path if slot.origin is not None else report.path
        slots.setdefault(shown, []).append(slot)
    for shown, found in slots.items():
        write_passages(file(shown), texts, found)
    for shown, changed in _rows(dataset, texts).items():
        write_rows(file(shown), changed)
    for number in accepted:
        if number.key:
            fill_value(file(number.place.path), number)
        else:
            set_number(file(number.place.path), number.place, number.new)
    names = renamed(report, texts)
    if any([name] != now for name, now in names.items()):
        write_words(file(report.path), UNREVIEWED, names)
    if tuple(texts.wordings) != tuple(enumerate(report.wordings, 1)):
        write_wordings(file(report.path), report.wordings, texts.wordings)
    return files


def _rows(dataset: Dataset, texts: Texts) -> dict[str, dict[str, str | None]]:
    """The names of annex lines that change, None of those that go, by the file of the annex."""
    rows: dict[str, dict[str, str | None]] = {}
    for slot in texts.changed():
        if slot.is_row:
            name, indicator = row_of(slot.key)
            rows.setdefault(dataset.annexes[name].path, {})[indicator] = slot.text
    return rows


def _prove(workspace: Workspace, name: str, comparison: Comparison, pulled: Pulled) -> None:
    """Load the new files in a copy of the workspace and render the report: it must say what was planned.

    Where figures were accepted too, the text may differ in whatever was computed from them.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy2(workspace.root / SETTINGS_FILE, copy / SETTINGS_FILE)
        shutil.copytree(workspace.root / "data", copy / "data")
        for shown, data in pulled.new.items():
            (copy / shown).write_bytes(data)
        dataset, problems = load_dataset(copy)
    errors = [problem for problem in problems if problem.severity == "error"]
    if dataset is None or errors:
        raise LcdraftError(errors)
    again = Texts.of(dataset, dataset.reports[name])
    planned = [loosened(text) for text in _written(comparison.plan.texts)]
    if [loosened(text) for text in _written(again)] != planned or _said(again) != _said(comparison.plan.texts):
        raise AssertionError("the files do not hold what was planned")
    names = renamed(workspace.report(name), comparison.plan.texts)
    if sorted(dataset.reports[name].unreviewed) != sorted(now for found in names.values() for now in found):
        raise AssertionError("the files do not list what is unreviewed")
    units = rendered_units(workspace, dataset, dataset.reports[name])
    if units is None:
        raise AssertionError("the report cannot be rendered from the new files")
    planned_units = rendered_units(workspace, *comparison.plan.texts.into(workspace.dataset, workspace.report(name)))
    if not pulled.accepted and _contents(units) != _contents(planned_units or []):
        raise AssertionError("the report does not come out as planned")


def _said(texts: Texts) -> list[tuple[str, ...]]:
    """The entries of ``loi_mau`` as they act."""
    return [
        (each.template, " ".join(each.old.text.split()), *(_acting(each.new.text) if each.new is not None else ()))
        for _, each in texts.wordings
    ]


def _acting(text: str) -> tuple[str, ...]:
    return (with_edges_of(text, " ".join(text.split())),)


def _contents(units: list[Unit]) -> list[tuple[str, str]]:
    return [(unit.kind, loosened(unit.content)) for unit in units]


def _written(texts: Texts) -> list[str]:
    """All passages in an order that does not depend on their keys."""
    listed = [texts.slots[key].text or "" for keys in texts.order.values() for key in keys]
    others = sorted(
        (slot.key, slot.text or "")
        for slot in texts.slots.values()
        if slot.key[0] in ("noi_dung", "tieu_de", "phu-luc")
    )
    return [" ".join(text.split()) for text in (*listed, *(text for _, text in others)) if text.strip()]
