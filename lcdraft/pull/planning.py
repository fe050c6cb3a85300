"""The whole comparison: which edits are made, proven by rendering the report with them, and which cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lcdraft.anchors import PARA, anchor_digest, cell_content, digest, loosened
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Cell, Heading, Table
from lcdraft.pull.aligning import UNSEEN, Group
from lcdraft.pull.annex_rows import is_row
from lcdraft.pull.annex_tables import plan_annex_table
from lcdraft.pull.changes import Change, Kind
from lcdraft.pull.edits import Edit, apply_edits, is_of_template
from lcdraft.pull.escaping import as_source
from lcdraft.pull.hunks import Hunk, compare
from lcdraft.pull.mapping import Spot, spots_of
from lcdraft.pull.merging import plan_merge
from lcdraft.pull.placing import UNKNOWN, FigureEdit, Issue, Piece, Placer, symbol_issue
from lcdraft.pull.proving import Decision, Prover, Renderer
from lcdraft.pull.rewording import TemplateText
from lcdraft.pull.rows import plan_table, table_source
from lcdraft.pull.splitting import split_hunks
from lcdraft.pull.texts import Texts
from lcdraft.pull.tokens import tokenize
from lcdraft.pull.tracing import TracedDocument
from lcdraft.pull.units import Unit
from lcdraft.pull.wording import changed_cells, excerpts, step_name

__all__ = ["Plan", "make_plan"]


_FURTHER = re.compile(r"noi_dung_them\(\s*['\"]([\w.-]+)['\"]\s*\)")


@dataclass(slots=True)
class Plan:
    """What came of the comparison: the passages as they will be, and an account of every change."""

    texts: Texts
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    """One group with what is known of it."""

    group: Group
    change: Change | None = None
    piece: Piece | None = None
    hunks: list[Hunk] = field(default_factory=list)


def make_plan(
    dataset: Dataset,
    report: Report,
    old: Sequence[Unit],
    new: Sequence[Unit],
    groups: Sequence[Group],
    traced: Sequence[str],
    tracer: TracedDocument | None,
    render: Renderer,
    templates: Mapping[str, TemplateText] | None = None,
    stale: bool = False,
    wait_for_pending: bool = False,
) -> Plan:
    """Decide on every group; ``traced`` is the traced content of every old unit.

    ``stale`` says that the data have changed since the file was rendered, so that what is missing in it may be new;
    ``wait_for_pending`` leaves paragraphs alone in which tracked changes wait for a decision.
    """
    templates = templates or {}
    planner = _Planner(dataset, report, old, new, groups, render, templates)
    planner.stale, planner.wait_for_pending = stale, wait_for_pending
    if tracer is not None:
        planner.pieces = [
            Piece(unit.content, spots_of(text, unit.content, tracer.tracer), unit.kind)
            for unit, text in zip(old, traced, strict=True)
        ]
    planner.placer = Placer(planner.texts, planner.pieces, _further_sections(templates.values()))
    return planner.run()


def _further_sections(templates: Iterable[TemplateText]) -> tuple[str, ...]:
    """The chapters at whose end a template prints whatever the report adds."""
    found: list[str] = []
    for template in templates:
        found += _FURTHER.findall(template.text)
    return tuple(dict.fromkeys(found))


class _Planner:
    def __init__(
        self,
        dataset: Dataset,
        report: Report,
        old: Sequence[Unit],
        new: Sequence[Unit],
        groups: Sequence[Group],
        render: Renderer,
        templates: Mapping[str, TemplateText],
    ) -> None:
        self.dataset, self.report = dataset, report
        self.old, self.new = old, new
        self.work = [_Work(group) for group in groups]
        self.texts = Texts.of(dataset, report, templates)
        self.pieces = [Piece(unit.content, [None] * len(unit.content), unit.kind) for unit in old]
        self.placer = Placer(self.texts, self.pieces)
        self.stale = self.wait_for_pending = False
        self._render = render

    def run(self) -> Plan:
        decisions: list[Decision] = []
        for number in range(len(self.work)):
            decisions += self._decide(number)
        prover = Prover(
            self.dataset, self.report, self.old, self.new, [w.group for w in self.work], self.texts, self._render
        )
        prover.settle(decisions)
        for decision in decisions:
            self._tell(decision)
        edits = [decision.chosen for decision in prover.accepted if decision.chosen is not None]
        texts = apply_edits(self.texts, edits)
        assert texts is not None
        return Plan(texts, [work.change for work in self.work if work.change is not None])

    # What could be done

    def _decide(self, number: int) -> list[Decision]:
        work = self.work[number]
        group = work.group
        if group.new == UNSEEN:
            return []
        if not group.old:
            return self._decide_added(number)
        if not group.new:
            return self._decide_deleted(number)
        old, new = self._joined(self.old, group.old), self._joined(self.new, group.new)
        changed = loosened(old) != loosened(new)
        kinds = [self.old[at].kind for at in group.old] != [self.new[at].kind for at in group.new]
        if not changed and not group.moved and not (kinds and len(group.old) == len(group.new)):
            return []
        kind = Kind.CHANGED
        if len(group.old) > len(group.new):
            kind = Kind.MERGED
        elif len(group.new) > len(group.old):
            kind = Kind.SPLIT
        elif group.moved:
            kind = Kind.MOVED
        elif isinstance(self.old[group.old[0]].block, Table):
            kind = Kind.CELLS
        change = work.change = self._change(kind, group)
        work.piece = Piece(old, self._spots(group.old), self.old[group.old[0]].kind)
        work.hunks = split_hunks(old, new, work.piece.spots, self._compare(group, old, new))
        if kind is not Kind.CELLS:
            change.excerpts = excerpts(old, new, work.hunks)
        if self._is_left_alone(work):
            return []
        if kinds and len(group.old) == len(group.new) == 1:
            before, after = self.old[group.old[0]].kind, self.new[group.new[0]].kind
            message = f"kiểu đoạn đổi từ {before} thành {after}; chỉ chữ được đưa về"
            change.issues.append(self._at(group.old[0], "LC603", message))
        if kind is Kind.CELLS:
            return self._decide_table(number, new)
        if kind is Kind.MOVED:
            return self._decide_moved(number, new)
        if kind is Kind.MERGED and (crossing := self._decide_merged(number)) is not None:
            return crossing
        if kind is Kind.SPLIT:
            found = self.placer.place_split(work.piece, work.hunks, self.new[group.new[-1]].kind)
            if isinstance(found, Edit) and len(group.new) == 2:
                return [Decision(number, [found], tuple(work.hunks))]
        return self._decide_hunks(number, new)

    def _decide_table(self, number: int, new: str) -> list[Decision]:
        """A table of a passage is written anew row by row; of others only what stands in cells of the same place."""
        work = self.work[number]
        assert work.change is not None
        assert work.piece is not None
        before, after = self.old[work.group.old[0]].block, self.new[work.group.new[0]].block
        source = table_source(work.piece)
        if not isinstance(before, Table) or not isinstance(after, Table):
            return self._decide_hunks(number, new)
        if source is None and (annex := self._annex_of(work)) is not None:
            made = plan_annex_table(self.dataset, self.report, annex, self.placer, work.piece, before, after)
            for refused in made.refused:
                self._refuse(work.change, refused)
            notes = tuple(made.notes)
            return [Decision(number, [made.edit], content=made.content, notes=notes)] if made.edit.steps else []
        if source is None:
            return self._decide_hunks(number, new)
        plan = plan_table(self.placer, work.piece, source, before, after)
        if isinstance(plan, Issue):
            work.change.issues.append(plan)
            return []
        for refused in plan.refused:
            self._refuse(work.change, refused)
        return [Decision(number, [plan.edit], content=plan.content)]

    def _annex_of(self, work: _Work) -> str | None:
        """The annex whose indicators a table shows: it has names of lines."""
        part = self.old[work.group.old[0]].part
        names = [name for name in self.report.annexes if name in self.dataset.annexes]
        keys = (s.source.key for s in self._spots(work.group.old) if s is not None and s.source is not None)
        if not 0 < part <= len(names) or not any(key is not None and is_row(key) for key in keys):
            return None
        return names[part - 1]

    def _decide_hunks(self, number: int, new: str) -> list[Decision]:
        """A decision for every hunk that has a place."""
        work = self.work[number]
        change, piece = work.change, work.piece
        assert change is not None
        assert piece is not None
        decisions: list[Decision] = []
        for hunk in work.hunks:
            found = self.placer.place_hunk(piece, hunk, work.hunks, new)
            if isinstance(found, Edit):
                decisions.append(Decision(number, [found], (hunk,)))
            else:
                self._refuse(change, found)
        return decisions

    def _decide_merged(self, number: int) -> list[Decision] | None:
        work = self.work[number]
        assert work.piece is not None
        group = work.group
        if len(group.old) != 2 or len(group.new) != 1:
            return None
        border = len(self.old[group.old[0]].content)
        if not any(hunk.start <= border < hunk.end for hunk in work.hunks):
            return None
        if work.piece.spots[border] is not None and not self._swallows_heading(group):
            return None
        found = plan_merge(self.placer, (group.old[0], group.old[1]), work.hunks, self._joined(self.new, group.new))
        assert work.change is not None
        if isinstance(found, Issue):
            work.change.issues.append(found)
            return []
        for refused in found.refused:
            self._refuse(work.change, refused)
        return [Decision(number, found.ways, tuple(sorted(found.hunks, key=lambda hunk: hunk.start)))]

    def _swallows_heading(self, group: Group) -> bool:
        """Whether a heading of a template goes into the paragraph before it, which takes more than joining lines."""
        first, second = (self.old[at].block for at in group.old)
        spots = self.pieces[group.old[1]].spots
        from_template = any(s is not None and s.source is not None and s.source.template is not None for s in spots)
        return from_template and isinstance(second, Heading) and not isinstance(first, Heading)

    def _decide_moved(self, number: int, new: str) -> list[Decision]:
        work = self.work[number]
        assert work.change is not None
        at = work.group.old[0]
        good: list[Hunk] = []
        for hunk in work.hunks:
            found = self.placer.place_hunk(self.pieces[at], hunk, work.hunks, new)
            if isinstance(found, Edit):
                good.append(hunk)
            else:
                self._refuse(work.change, found)
        text, removals = self.placer.payload(at, good), self.placer.removals(at)
        if isinstance(text, Issue) or isinstance(removals, Issue):
            work.change.issues.append(removals if isinstance(removals, Issue) else text)  # type: ignore[arg-type]
            return []
        there = self._insertions(number, text)
        ways = [Edit([*removal.steps, *edit.steps], edit.kind) for edit in there for removal in removals]
        if not ways:
            work.change.issues.append(self._no_place(number))
            return []
        return [Decision(number, ways, tuple(good), whole=True)]

    def _decide_added(self, number: int) -> list[Decision]:
        work = self.work[number]
        unit = self.new[work.group.new[0]]
        if any(anchor_digest(name) == digest(unit.content) for name in unit.anchors):
            return []  # as it was rendered; the data have lost it since
        change = work.change = self._change(Kind.ADDED, work.group)
        if self._is_left_alone(work):
            return []
        if isinstance(unit.block, Table):
            change.issues.append(Issue("LC603", "bảng thêm trong Word không đưa vào lời văn được", None, _BY_HAND))
            return []
        if UNKNOWN in unit.content:
            change.issues.append(symbol_issue())
            return []
        ways = self._insertions(number, as_source(unit.content, at_start=True))
        if not ways:
            change.issues.append(self._no_place(number))
            return []
        return [Decision(number, ways, whole=True)]

    def _decide_deleted(self, number: int) -> list[Decision]:
        work = self.work[number]
        change = work.change = self._change(Kind.DELETED, work.group)
        at = work.group.old[0]
        if self.stale:
            message = "đoạn có trong dữ liệu mà không có trong tệp Word; dữ liệu đã đổi sau khi kết xuất nên không xóa"
            change.issues.append(self._at(at, "LC604", message))
            return []
        found = self.placer.removals(at)
        if isinstance(found, Issue):
            change.issues.append(found)
            return []
        return [Decision(number, found, whole=True)]

    def _insertions(self, number: int, text: str) -> list[Edit]:
        unit = self.new[self.work[number].group.new[0]]
        before = self._nearest_old(number, -1, unit.part)
        after = self._nearest_old(number, 1, unit.part)
        return self.placer.insertions(before, after, unit, text)

    def _nearest_old(self, number: int, step: int, part: int) -> int | None:
        """The old unit that stands before or behind a group in the edited file."""
        at = number + step
        while 0 <= at < len(self.work):
            group = self.work[at].group
            if group.old and group.new and not group.moved:
                edge = group.old[-1 if step < 0 else 0]
                return edge if self.old[edge].part == part else None
            at += step
        return None

    def _is_left_alone(self, work: _Work) -> bool:
        """Conflicts with newer data, and paragraphs that wait for somebody's decision."""
        assert work.change is not None
        units = [self.new[at] for at in work.group.new]
        if self.wait_for_pending and any(unit.pending for unit in units):
            message = "đoạn còn sửa đổi chưa được chấp nhận hay từ chối trong Word"
            advice = "Quyết định trong Word rồi chạy lại, hoặc bỏ --only-accepted."
            work.change.issues.append(Issue("LC605", message, None, advice))
            return True
        rendered = [found for unit in units for name in unit.anchors if (found := anchor_digest(name)) is not None]
        now = [digest(self.old[at].content) for at in work.group.old]
        if not rendered or not now or set(rendered) & set(now):
            return False
        if len(units) == 1 and digest(units[0].content) in rendered and not work.group.moved:
            work.change = None  # nobody touched it in Word; the data are newer
            return True
        if work.hunks and all(self._is_figure(work, hunk) for hunk in work.hunks):
            return False  # the words are the same
        message = "dữ liệu của đoạn này đã đổi sau khi kết xuất tệp Word"
        work.change.issues.append(self._at(work.group.old[0], "LC604", message))
        return True

    def _is_figure(self, work: _Work, hunk: Hunk) -> bool:
        assert work.piece is not None
        return isinstance(self.placer.place_hunk(work.piece, hunk, work.hunks, ""), FigureEdit)

    # The account

    def _tell(self, decision: Decision) -> None:
        change = self.work[decision.group].change
        assert change is not None
        if decision.chosen is None:
            issue = self._unproven(decision)
            if issue not in change.issues:
                change.issues.append(issue)
            return
        if decision.chosen.kind:
            change.placed.append(f"đặt vào chỗ in ra {decision.chosen.kind}")
        change.placed += [note for note in decision.notes if note not in change.placed]
        for step in decision.chosen.steps:
            shown = step_name(step)
            if shown not in change.placed:
                change.placed.append(shown)

    def _unproven(self, decision: Decision) -> Issue:
        """Why none of the ways to make a change makes the report that the editor left."""
        group = self.work[decision.group].group
        if group.old and any(is_of_template(step) for step in decision.ways[0].steps):
            return self._at(group.old[0], "LC602", "chữ ở chỗ này là của mẫu, không đổi riêng cho báo cáo này được")
        if decision.whole and group.new:
            message = "lời văn không có chỗ in ra đúng nơi đã đặt đoạn này trong Word; thứ tự ở đây do mẫu quyết định"
            near = group.old[0] if group.old else self._nearest_old(decision.group, -1, self.new[group.new[0]].part)
            return Issue("LC603", message, None, _BY_HAND) if near is None else self._at(near, "LC603", message)
        if decision.whole:
            return self._at(group.old[0], "LC603", "bỏ đoạn này thì báo cáo in ra khác với bản đã sửa")
        return self._at(group.old[0], "LC603", "đưa chữ này vào dữ liệu thì báo cáo in ra khác với bản đã sửa")

    def _refuse(self, change: Change, found: Issue | FigureEdit) -> None:
        if isinstance(found, Issue):
            if found not in change.issues:
                change.issues.append(found)
        elif not any(figure.span is found.span for figure in change.figures):
            change.figures.append(found)

    def _change(self, kind: Kind, group: Group) -> Change:
        units = [self.old[at] for at in group.old] or [self.new[at] for at in group.new]
        if kind is Kind.CELLS:
            before, after = changed_cells(self.old[group.old[0]].block, self.new[group.new[0]].block)
            return Change(kind, units[0].where, before, after)
        old = " ¶ ".join(self.old[at].text for at in group.old)
        return Change(kind, units[0].where, old, " ¶ ".join(self.new[at].text for at in group.new))

    def _no_place(self, number: int) -> Issue:
        before = self._nearest_old(number, -1, self.new[self.work[number].group.new[0]].part)
        message = "không có chỗ trong lời văn để đặt đoạn này"
        return Issue("LC603", message, None, _BY_HAND) if before is None else self._at(before, "LC603", message)

    def _at(self, at: int, code: str, message: str) -> Issue:
        spot = next((s for s in self.pieces[at].spots if s is not None and s.source is not None), None)
        place = spot.source.locate(spot.token.start) if spot is not None and spot.source is not None else None
        return Issue(code, message, place, _BY_HAND)

    # Contents

    def _joined(self, units: Sequence[Unit], numbers: Sequence[int]) -> str:
        return PARA.join(units[at].content for at in numbers)

    def _spots(self, numbers: Sequence[int]) -> list[Spot | None]:
        spots = list(self.pieces[numbers[0]].spots)
        for at in numbers[1:]:
            spots += [_border(spots, self.pieces[at].spots), *self.pieces[at].spots]
        return spots

    def _compare(self, group: Group, old: str, new: str) -> list[Hunk]:
        """The hunks of a group; of a table cell by cell where both have the same cells."""
        before, after = self.old[group.old[0]].block, self.new[group.new[0]].block
        if not isinstance(before, Table) or not isinstance(after, Table) or _shape(before) != _shape(after):
            return compare(old, new)
        hunks: list[Hunk] = []
        at = there = 0
        for one, other in zip(_cells(before), _cells(after), strict=True):
            text, changed = cell_content(one), cell_content(other)
            hunks += [
                Hunk(h.start + at, h.end + at, h.text, h.new_start + there, h.new_end + there)
                for h in (compare(text, changed) if text != changed else ())
            ]
            at, there = at + len(text) + 1, there + len(changed) + 1
        return hunks


_BY_HAND = "Sửa tay trong dữ liệu hoặc mẫu rồi kết xuất lại."


def _border(left: Sequence[Spot | None], right: Sequence[Spot | None]) -> Spot | None:
    """What parts two paragraphs of one passage, where they are that."""
    first, last = (left[-1] if left else None), (right[0] if right else None)
    if first is None or last is None or first.source is None or first.source is not last.source:
        return None
    between = range(first.index + 1, last.index)
    tokens = tokenize(first.source.text)
    if any(tokens[at].evaluated for at in between):
        return None
    return next((Spot(first.source, at) for at in between if tokens[at].shown == PARA), None)


def _shape(table: Table) -> list[int]:
    return [len(row) for row in table.rows]


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row]
