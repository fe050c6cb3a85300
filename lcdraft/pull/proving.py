"""Which decisions hold: the report is rendered with them and must come out as the editor left it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lcdraft.anchors import PARA, loosened
from lcdraft.dataset import Dataset, Report
from lcdraft.document import Table
from lcdraft.pull.aligning import Group
from lcdraft.pull.edits import Edit, apply_edits
from lcdraft.pull.hunks import Hunk, apply_hunks
from lcdraft.pull.texts import Texts
from lcdraft.pull.units import Unit

__all__ = ["Decision", "Prover", "Renderer"]

MAX_TRIALS = 400
"""Renderings that one run may take; each takes a tenth of a second."""

Renderer = Callable[[Dataset, Report], list[Unit] | None]
"""Gives the units of a report, or None where it cannot be rendered."""

Line = tuple[int, str, str]
"""Part, kind and content of a paragraph, as two renderings are compared."""


@dataclass(slots=True)
class Decision:
    """One thing that is done or not: some hunks of a group, or the whole group added, removed or moved.

    ``ways`` are edits that would do it, the first preferred; ``chosen`` is the one that did. ``content`` is what a
    table says afterwards, where hunks do not tell; ``notes`` are told when it is done.
    """

    group: int
    ways: list[Edit]
    hunks: tuple[Hunk, ...] = ()
    whole: bool = False
    content: str | None = None
    notes: tuple[str, ...] = ()
    chosen: Edit | None = None


class Prover:
    """Tries decisions on the report; ``accepted`` are those that hold together."""

    def __init__(
        self,
        dataset: Dataset,
        report: Report,
        old: Sequence[Unit],
        new: Sequence[Unit],
        groups: Sequence[Group],
        texts: Texts,
        render: Renderer,
    ) -> None:
        self.accepted: list[Decision] = []
        self._dataset, self._report = dataset, report
        self._old, self._new, self._groups = old, new, groups
        self._texts = texts
        self._render = render
        self._trials = 0

    def settle(self, decisions: list[Decision]) -> None:
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
        wanted = [*self.accepted, *decisions]
        texts = apply_edits(self._texts, [decision.chosen or decision.ways[0] for decision in wanted])
        if texts is None:
            return False
        units = self._render(*texts.into(self._dataset, self._report))
        if units is None or _lines(units) != self._expected(wanted):
            return False
        for decision in decisions:
            decision.chosen = decision.ways[0]
        self.accepted = wanted
        return True

    def _expected(self, decisions: Sequence[Decision]) -> list[Line]:
        """The report as it should come out."""
        hunks: dict[int, list[Hunk]] = {}
        whole: set[int] = set()
        kinds: dict[int, str] = {}
        tables: dict[int, str] = {d.group: d.content for d in decisions if d.content is not None}
        for decision in decisions:
            hunks.setdefault(decision.group, []).extend(decision.hunks)
            if decision.whole:
                whole.add(decision.group)
                kinds[decision.group] = (decision.chosen or decision.ways[0]).kind
        lines: list[Line] = []
        for number in self._order(whole):
            if number in tables:
                first = self._old[self._groups[number].old[0]]
                lines.append((first.part, first.kind, loosened(tables[number])))
            else:
                lines += self._lines_of(number, hunks.get(number, []), kinds.get(number, ""))
        return lines

    def _order(self, whole: set[int]) -> list[int]:
        """The groups that will be there, in order: as in the data, what was moved or added where Word has it."""
        there = [n for n, group in enumerate(self._groups) if group.old and (group.new or n not in whole)]
        row = sorted(there, key=lambda n: self._groups[n].old[0])
        for number, group in enumerate(self._groups):
            if number not in whole or not group.new:
                continue
            if number in row:
                row.remove(number)
            before = next((n for n in range(number - 1, -1, -1) if n in row and self._keeps_place(n, whole)), None)
            row.insert(row.index(before) + 1 if before is not None else 0, number)
        return row

    def _keeps_place(self, number: int, whole: set[int]) -> bool:
        group = self._groups[number]
        return bool(group.new) and (number in whole or not group.moved)

    def _lines_of(self, number: int, hunks: list[Hunk], kind: str) -> list[Line]:
        """The lines of a group with some hunks; ``kind`` is that of the place it is put into, if that counts."""
        group = self._groups[number]
        if not group.old:
            unit = self._new[group.new[0]]
            return [(unit.part, kind or unit.kind, loosened(unit.content))]
        text = apply_hunks(
            PARA.join(self._old[at].content for at in group.old), sorted(hunks, key=lambda hunk: (hunk.start, hunk.end))
        )
        first = self._old[group.old[0]]
        if isinstance(first.block, Table):
            return [(first.part, first.kind, loosened(text))]
        parts = text.split(PARA)
        if kind and len(parts) == 1:
            return [(first.part, kind, loosened(text))]
        same = len(parts) == len(group.old)
        kinds = [self._old[at].kind for at in group.old] if same else [self._new[at].kind for at in group.new]
        if len(kinds) != len(parts):
            kinds = [first.kind] * len(parts)
        return [(first.part, kind, loosened(part)) for kind, part in zip(kinds, parts, strict=True)]


def _lines(units: Sequence[Unit]) -> list[Line]:
    return [(unit.part, unit.kind, loosened(unit.content)) for unit in units]
