"""The whole comparison: which edits are made, proven by rendering the report with them, and which cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lcdraft.anchors import PARA, anchor_digest, cell_content, digest, loosened, plain_content
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Cell, Table, shown_cells
from lcdraft.pull.aligning import UNSEEN, Group
from lcdraft.pull.changes import Change, Kind
from lcdraft.pull.edits import Edit, InsertItem, NewSection, Remove, Splice, apply_edits
from lcdraft.pull.escaping import as_source, shown_markup
from lcdraft.pull.hunks import Hunk, apply_hunks, compare
from lcdraft.pull.mapping import Spot, spots_of
from lcdraft.pull.placing import FigureEdit, Issue, Piece, Placer
from lcdraft.pull.texts import Texts
from lcdraft.pull.tokens import tokenize
from lcdraft.pull.tracing import TracedDocument
from lcdraft.pull.units import Unit

__all__ = ["Decision", "Plan", "make_plan"]

MAX_TRIALS = 400
"""Renderings that one run may take; each takes a tenth of a second."""

_FURTHER = re.compile(r"noi_dung_them\(\s*['\"]([\w.-]+)['\"]\s*\)")

Line = tuple[int, str, str]
"""Part, kind and content of a paragraph, as two renderings are compared."""


@dataclass(slots=True)
class Decision:
    """One thing that is done or not: some hunks of a group, or the whole group added, removed or moved.

    ``ways`` are edits that would do it, the first preferred; ``chosen`` is the one that did.
    """

    group: int
    ways: list[Edit]
    hunks: tuple[Hunk, ...] = ()
    whole: bool = False
    chosen: Edit | None = None


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
    render: Callable[[Dataset, Report], list[Unit] | None],
    templates: Iterable[Path] = (),
    stale: bool = False,
    wait_for_pending: bool = False,
) -> Plan:
    """Decide on every group; ``traced`` is the traced content of every old unit.

    ``stale`` says that the data have changed since the file was rendered, so that what is missing in it may be new;
    ``wait_for_pending`` leaves paragraphs alone in which tracked changes wait for a decision.
    """
    planner = _Planner(dataset, report, old, new, groups, render)
    planner.stale, planner.wait_for_pending = stale, wait_for_pending
    if tracer is not None:
        planner.pieces = [
            Piece(unit.content, spots_of(text, unit.content, tracer.tracer), unit.kind)
            for unit, text in zip(old, traced, strict=True)
        ]
    planner.placer = Placer(planner.texts, planner.pieces, _further_sections(templates))
    return planner.run()


def _further_sections(templates: Iterable[Path]) -> tuple[str, ...]:
    """The chapters at whose end a template prints whatever the report adds."""
    found: list[str] = []
    for path in templates:
        found += _FURTHER.findall(path.read_text(encoding="utf-8-sig", errors="replace"))
    return tuple(dict.fromkeys(found))


class _Planner:
    def __init__(
        self,
        dataset: Dataset,
        report: Report,
        old: Sequence[Unit],
        new: Sequence[Unit],
        groups: Sequence[Group],
        render: Callable[[Dataset, Report], list[Unit] | None],
    ) -> None:
        self.dataset, self.report = dataset, report
        self.old, self.new = old, new
        self.work = [_Work(group) for group in groups]
        self.texts = Texts.of(dataset, report)
        self.pieces = [Piece(unit.content, [None] * len(unit.content), unit.kind) for unit in old]
        self.placer = Placer(self.texts, self.pieces)
        self.stale = self.wait_for_pending = False
        self._render = render
        self._trials = 0
        self._accepted: list[Decision] = []

    def run(self) -> Plan:
        decisions: list[Decision] = []
        for number in range(len(self.work)):
            decisions += self._decide(number)
        self._settle(decisions)
        for decision in decisions:
            self._tell(decision)
        edits = [decision.chosen for decision in self._accepted if decision.chosen is not None]
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
        work.hunks = self._compare(group, old, new)
        if kind is not Kind.CELLS:
            change.excerpts = _excerpts(old, new, work.hunks)
        if self._is_left_alone(work):
            return []
        if kinds and len(group.old) == len(group.new) == 1:
            before, after = self.old[group.old[0]].kind, self.new[group.new[0]].kind
            message = f"kiểu đoạn đổi từ {before} thành {after}; chỉ chữ được đưa về"
            change.issues.append(self._at(group.old[0], "LC603", message))
        if kind is Kind.MOVED:
            return self._decide_moved(number, new)
        if kind is Kind.MERGED and (crossing := self._decide_merged(number)) is not None:
            return crossing
        if kind is Kind.SPLIT:
            found = self.placer.place_split(work.piece, work.hunks, self.new[group.new[-1]].kind)
            if isinstance(found, Edit) and len(group.new) == 2:
                return [Decision(number, [found], tuple(work.hunks))]
        return self._decide_hunks(number, new)

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
        if not any(hunk.start <= border < hunk.end for hunk in work.hunks) or work.piece.spots[border] is not None:
            return None
        found = self.placer.place_merge([self.pieces[at] for at in group.old], work.hunks)
        if isinstance(found, Edit):
            return [Decision(number, [found], tuple(work.hunks))]
        assert work.change is not None
        work.change.issues.append(found)
        return []

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
        text, removal = self.placer.payload(at, good), self.placer.removal(at)
        if isinstance(text, Issue) or isinstance(removal, Issue):
            work.change.issues.append(removal if isinstance(removal, Issue) else text)  # type: ignore[arg-type]
            return []
        ways = [Edit([*removal.steps, *edit.steps]) for edit in self._insertions(number, text)]
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
        found = self.placer.removal(at)
        if isinstance(found, Issue):
            change.issues.append(found)
            return []
        return [Decision(number, [found], whole=True)]

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

    # Proof

    def _settle(self, decisions: list[Decision]) -> None:
        """Accept as many decisions as the rendered report bears out; first all at once, then by halves."""
        if decisions and not self._try(decisions):
            by_group: dict[int, list[Decision]] = {}
            for decision in decisions:
                by_group.setdefault(decision.group, []).append(decision)
            self._halve(list(by_group.values()))

    def _halve(self, bundles: list[list[Decision]]) -> None:
        flat = [decision for bundle in bundles for decision in bundle]
        if self._try(flat):
            return
        if len(bundles) > 1:
            middle = len(bundles) // 2
            self._halve(bundles[:middle])
            self._halve(bundles[middle:])
        elif len(flat) > 1:
            self._halve([[decision] for decision in flat])
        else:
            [decision] = flat
            while len(decision.ways) > 1:
                decision.ways.pop(0)
                if self._try(flat):
                    return

    def _try(self, decisions: list[Decision]) -> bool:
        """Whether the report comes out as expected with these decisions beside those accepted; if so they are too."""
        self._trials += 1
        if self._trials > MAX_TRIALS:
            return False
        wanted = [*self._accepted, *decisions]
        texts = apply_edits(self.texts, [decision.chosen or decision.ways[0] for decision in wanted])
        if texts is None:
            return False
        units = self._render(*texts.into(self.dataset, self.report))
        if units is None or _lines(units) != self._expected(wanted):
            return False
        for decision in decisions:
            decision.chosen = decision.ways[0]
        self._accepted = wanted
        return True

    def _expected(self, decisions: Sequence[Decision]) -> list[Line]:
        """The report as it should come out."""
        hunks: dict[int, list[Hunk]] = {}
        whole: set[int] = set()
        for decision in decisions:
            hunks.setdefault(decision.group, []).extend(decision.hunks)
            if decision.whole:
                whole.add(decision.group)
        lines: list[Line] = []
        for number in self._order(whole):
            lines += self._lines_of(number, hunks.get(number, []))
        return lines

    def _order(self, whole: set[int]) -> list[int]:
        """The groups that will be there, in order: as in the data, what was moved or added where Word has it."""
        there = [n for n, work in enumerate(self.work) if work.group.old and (work.group.new or n not in whole)]
        row = sorted(there, key=lambda n: self.work[n].group.old[0])
        for number, work in enumerate(self.work):
            if number not in whole or not work.group.new:
                continue
            if number in row:
                row.remove(number)
            before = next((n for n in range(number - 1, -1, -1) if n in row and self._keeps_place(n, whole)), None)
            row.insert(row.index(before) + 1 if before is not None else 0, number)
        return row

    def _keeps_place(self, number: int, whole: set[int]) -> bool:
        group = self.work[number].group
        return bool(group.new) and (number in whole or not group.moved)

    def _lines_of(self, number: int, hunks: list[Hunk]) -> list[Line]:
        group = self.work[number].group
        if not group.old:
            unit = self.new[group.new[0]]
            return [(unit.part, unit.kind, loosened(unit.content))]
        text = apply_hunks(self._joined(self.old, group.old), sorted(hunks, key=lambda hunk: (hunk.start, hunk.end)))
        first = self.old[group.old[0]]
        if isinstance(first.block, Table):
            return [(first.part, first.kind, loosened(text))]
        parts = text.split(PARA)
        same = len(parts) == len(group.old)
        kinds = [self.old[at].kind for at in group.old] if same else [self.new[at].kind for at in group.new]
        if len(kinds) != len(parts):
            kinds = [first.kind] * len(parts)
        return [(first.part, kind, loosened(part)) for kind, part in zip(kinds, parts, strict=True)]

    # The account

    def _tell(self, decision: Decision) -> None:
        change = self.work[decision.group].change
        assert change is not None
        if decision.chosen is None:
            at = self.work[decision.group].group.old
            message = "đưa chữ này vào dữ liệu thì báo cáo in ra khác với bản đã sửa"
            issue = self._at(at[0], "LC603", message) if at else Issue("LC603", message, None, _BY_HAND)
            if issue not in change.issues:
                change.issues.append(issue)
            return
        for step in decision.chosen.steps:
            shown = _step_name(step)
            if shown not in change.placed:
                change.placed.append(shown)

    def _refuse(self, change: Change, found: Issue | FigureEdit) -> None:
        if isinstance(found, Issue):
            if found not in change.issues:
                change.issues.append(found)
        elif not any(figure.span is found.span for figure in change.figures):
            change.figures.append(found)

    def _change(self, kind: Kind, group: Group) -> Change:
        units = [self.old[at] for at in group.old] or [self.new[at] for at in group.new]
        if kind is Kind.CELLS:
            before, after = _changed_cells(self.old[group.old[0]].block, self.new[group.new[0]].block)
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


def _excerpts(old: str, new: str, hunks: Sequence[Hunk]) -> list[str]:
    """Every difference with the words before it; words with only a blank between them are one."""
    joined: list[Hunk] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last is not None and old[last.end : hunk.start] == " ":
            text = new[last.new_start : hunk.new_end]
            hunk = Hunk(last.start, hunk.end, text, last.new_start, hunk.new_end)
            joined.pop()
        joined.append(hunk)
    found: list[str] = []
    for hunk in joined:
        start = max(old.rfind(" ", 0, max(hunk.start - 20, 0)), 0)
        before = plain_content(old[start : hunk.start]).strip()
        gone, come = shown_markup(old[hunk.start : hunk.end]), shown_markup(hunk.text)
        what = f"“{gone}” thành “{come}”" if gone and come else f"bỏ “{gone}”" if gone else f"thêm “{come}”"
        found.append(f"sau “{before}”: {what}" if before else f"đầu đoạn: {what}")
    return found


def _lines(units: Sequence[Unit]) -> list[Line]:
    return [(unit.part, unit.kind, loosened(unit.content)) for unit in units]


def _shape(table: Table) -> list[int]:
    return [len(row) for row in table.rows]


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row]


def _changed_cells(old: object, new: object) -> tuple[str, str]:
    """The cells of two tables that differ, or all of both where rows or columns came or went."""
    assert isinstance(old, Table)
    assert isinstance(new, Table)
    rows = [
        [" | ".join(plain_content(cell_content(cell)) for cell, _ in shown_cells(row)) for row in t.rows]
        for t in (old, new)
    ]
    if len(rows[0]) != len(rows[1]):
        gone = [row for row in rows[0] if row not in rows[1]]
        come = [row for row in rows[1] if row not in rows[0]]
        return " // ".join(gone), " // ".join(come)
    pairs = [(one, other) for one, other in zip(*rows, strict=True) if one != other]
    return " // ".join(one for one, _ in pairs), " // ".join(other for _, other in pairs)


def _step_name(step: object) -> str:
    """A step in the words of the clerk."""
    match step:
        case Splice(key):
            return f"sửa {_key_name(key)}"
        case Remove(key):
            return f"bỏ {_key_name(key)}"
        case InsertItem(name):
            return f"thêm một mục vào {name}"
        case NewSection(section):
            return f"thêm noi_dung.{section}"
    return ""


def _key_name(key: tuple[str, str]) -> str:
    name, inner = key
    if name == "phu-luc":
        return f"data/phu-luc/{inner.partition('/')[0]}.yaml: {inner.partition('/')[2]}"
    return f"{name}, mục thứ {inner[1:]}" if inner.startswith("#") else f"{name}.{inner}" if inner else name
