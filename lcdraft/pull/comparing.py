"""An edited .docx against the report as it is rendered now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lcdraft.anchors import anchor_digest, anchor_names, digest, loosened
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Document, Letterhead, Signature, Table
from lcdraft.ending import with_end_mark
from lcdraft.pull.aligning import UNSEEN, Group, align
from lcdraft.pull.beside import beside_changes, running_changes
from lcdraft.pull.changes import Change, Kind
from lcdraft.pull.mapping import fixed_units
from lcdraft.pull.placing import Issue
from lcdraft.pull.planning import Plan, make_plan
from lcdraft.pull.rewording import read_templates
from lcdraft.pull.tracing import TracedDocument, trace
from lcdraft.pull.units import Unit, units_of
from lcdraft.read.docx import read_edited_docx
from lcdraft.read.docx_edited import Comment, Edited
from lcdraft.render import render_document
from lcdraft.resources import template_folders
from lcdraft.workspace import Workspace

__all__ = ["Comparison", "compare_edited", "rendered_units"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan, and the remarks that stood in the file; ``stale`` says that the data are newer than the file."""

    plan: Plan
    comments: tuple[Comment, ...] = ()
    stale: bool = False


def compare_edited(
    workspace: Workspace, name: str, edited: Edited, *, base: Edited | None = None, wait_for_pending: bool = False
) -> Comparison:
    """Compare an edited file with the report ``name`` and plan how its edits get into the data.

    ``base`` is the file as it was before the edits; without it the report as the data make it now is taken for that.
    """
    report = workspace.report(name)
    document, _ = workspace.render(name)
    old = _rendered_units(document)
    everything = units_of(edited.document, edited.marks)
    new = [unit for unit in everything if not unit.boxed and (unit.content.strip() or isinstance(unit.block, Table))]
    stale = base is None and _is_stale(old, new)
    conflicts: list[Change] = []
    templates = read_templates(workspace.root, template_folders(workspace.root), report)
    traced = trace(workspace.dataset, report, templates)
    contents = _traced_contents(old, traced)
    if base is None:
        groups = align(old, new, fixed_units(contents, traced.tracer) if traced is not None else ())
    else:
        groups, conflicts = _through_base(old, units_of(base.document, base.marks), new)
    plan = make_plan(
        workspace.dataset,
        report,
        old,
        new,
        groups,
        contents,
        traced,
        lambda dataset, changed: rendered_units(workspace, dataset, changed),
        templates,
        stale,
        wait_for_pending,
    )
    original = base.document if base is not None else document
    plan.changes[:0] = _frame_changes(original, edited.document)
    before = base.running if base is not None else _running(workspace, name, document, edited)
    plan.changes += [*conflicts, *running_changes(before, edited.running), *beside_changes(edited, everything)]
    return Comparison(plan, edited.comments, stale)


def _rendered_units(document: Document) -> list[Unit]:
    """The units of a rendered document as its .docx would hold them."""
    blocks = tuple(block for block in document.blocks if isinstance(block, Table) or block.inlines)
    return units_of(replace(document, blocks=blocks), names=anchor_names(blocks))


def rendered_units(workspace: Workspace, dataset: Dataset, report: Report) -> list[Unit] | None:
    """The units of a report as these data make it, or None where they make none."""
    rendering = render_document(dataset, report, template_folders(workspace.root))
    if rendering.document is None:
        return None
    document = rendering.document
    return _rendered_units(replace(document, blocks=with_end_mark(document.blocks)))


def _traced_contents(old: Sequence[Unit], traced: TracedDocument | None) -> list[str]:
    """The traced content of every unit; nothing where the two renderings do not go together."""
    if traced is None:
        return [""] * len(old)
    document = traced.document
    document = replace(document, blocks=with_end_mark(document.blocks))
    contents = [unit.content for unit in units_of(document)]
    return contents if len(contents) == len(old) else [""] * len(old)


def _is_stale(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Whether the file was rendered from other data: an anchor of it says so."""
    now = {digest(unit.content) for unit in old}
    return any(anchor_digest(name) not in now for unit in new for name in unit.anchors)


def _through_base(old: Sequence[Unit], base: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Group], list[Change]]:
    """What changed between base and edited file, said of the units of today; the rest are conflicts."""
    waiting: dict[tuple[int, str], list[int]] = {}
    for at, unit in enumerate(old):
        waiting.setdefault((unit.part, loosened(unit.content)), []).append(at)
    today: dict[int, int] = {}
    for at, unit in enumerate(base):
        if found := waiting.get((unit.part, loosened(unit.content))):
            today[at] = found.pop(0)
    groups: list[Group] = []
    conflicts: list[Change] = []
    for group in align(base, new):
        if all(at in today for at in group.old):
            groups.append(Group(tuple(today[at] for at in group.old), group.new, group.moved))
            continue
        before = " ¶ ".join(base[at].text for at in group.old)
        after = " ¶ ".join(new[at].text for at in group.new)
        if before != after:
            message = "dữ liệu của đoạn này đã đổi sau khi kết xuất tệp Word"
            issue = Issue("LC604", message, None, "Đối chiếu hai bản rồi sửa tay trong dữ liệu.")
            conflicts.append(Change(Kind.CHANGED, base[group.old[0]].where, before, after, issues=[issue]))
    used = {at for group in groups for at in group.old}
    return _with_newcomers(groups, [at for at in range(len(old)) if at not in used]), conflicts


def _with_newcomers(groups: list[Group], missing: Sequence[int]) -> list[Group]:
    """Units that the data have gained since, or that are in conflict, stay: they count as untouched."""
    found = list(groups)
    for at in missing:
        before = [n for n, group in enumerate(found) if group.old and not group.moved and group.old[-1] < at]
        found.insert(before[-1] + 1 if before else 0, Group((at,), UNSEEN))
    return found


_FRAME = {
    "agency": "tên cơ quan",
    "superior": "cơ quan chủ quản",
    "number": "số, ký hiệu",
    "place_date": "địa danh, ngày tháng",
    "kind": "tên loại văn bản",
    "subject": "trích yếu",
    "addressees": "kính gửi",
    "authority": "quyền hạn, chức vụ người ký",
    "name": "họ tên người ký",
    "recipients": "nơi nhận",
}
_FRAME_ADVICE = {
    "number": "Ghi so_ky_hieu trong data/bao-cao.",
    "place_date": "Ghi ngay trong data/bao-cao, hoặc dia_danh trong lcdraft.yaml.",
    "subject": "Ghi tieu_de trong data/bao-cao.",
    "addressees": "Ghi kinh_gui trong data/bao-cao.",
    "recipients": "Ghi noi_nhan trong data/bao-cao hoặc lcdraft.yaml.",
    "name": "Ghi nguoi_ky trong data/bao-cao hoặc lcdraft.yaml.",
    "authority": "Ghi nguoi_ky trong data/bao-cao hoặc lcdraft.yaml.",
}


def _frame_changes(old: Document, new: Document) -> list[Change]:
    """Edits of letterhead, signature and the heads of annexes: listed, since they come from keys of their own."""
    changes: list[Change] = []
    pairs: list[tuple[Letterhead | Signature | None, Letterhead | Signature | None]] = [
        (old.letterhead, new.letterhead),
        (old.signature, new.signature),
    ]
    for before, after in pairs:
        for field, said in _FRAME.items():
            one, other = _shown(before, field), _shown(after, field)
            if one != other:
                advice = _FRAME_ADVICE.get(field, "Sửa trong lcdraft.yaml.")
                issue = Issue("LC606", f"{said} không lấy từ lời văn", None, advice)
                changes.append(Change(Kind.FRAME, said, one, other, issues=[issue]))
    for first, second in zip(old.annexes, new.annexes, strict=False):
        if loosened(first.title) != loosened(second.title):
            issue = Issue("LC606", "tên phụ lục không lấy từ lời văn", None, "Sửa tieu_de trong data/phu-luc.")
            changes.append(Change(Kind.FRAME, first.label, first.title, second.title, issues=[issue]))
    return changes


def _running(workspace: Workspace, name: str, document: Document, edited: Edited) -> tuple[tuple[str, str], ...]:
    """The heads and feet of the pages as the report is rendered; its letterhead is only filled in where it has any."""
    letterhead = workspace.root / "templates/bao-cao.docx"
    if not edited.running and not (letterhead.is_file() and read_edited_docx(letterhead).running):
        return ()
    return read_edited_docx(workspace.convert(name, document, ("docx",))["docx"], name).running


def _shown(frame: Letterhead | Signature | None, field: str) -> str:
    value = getattr(frame, field, "")
    return loosened(" / ".join(value) if isinstance(value, tuple) else str(value))
