"""The passages of a report by key, as one thing that can be changed and put back into the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lcdraft.dataset import AnnexPlan, Dataset, Passage, Report
from lcdraft.errors import Place
from lcdraft.pull.annex_rows import Key, is_row, row_passages, with_rows
from lcdraft.pull.rewording import WORDINGS, Entry, TemplateText

__all__ = ["BASES", "Key", "Slot", "Texts"]

BASES = "can_cu"


@dataclass(slots=True)
class Slot:
    """One passage. ``origin`` is the passage as loaded, None for one that is new; ``text`` None once it is removed."""

    key: Key
    text: str | None
    origin: Passage | None = None

    @property
    def is_changed(self) -> bool:
        return self.origin is None or self.text != self.origin.text

    @property
    def is_row(self) -> bool:
        """Whether it is the name of a line of an annex, which is written in a way of its own."""
        return is_row(self.key)


@dataclass(slots=True)
class Texts:
    """All passages of a report and of its annexes; ``order`` holds the items of each list, in order, by key.

    ``templates`` are those that the report may be made from, as it has them, and ``wordings`` its entries of
    ``loi_mau``.
    """

    slots: dict[Key, Slot] = field(default_factory=dict)
    order: dict[str, list[Key]] = field(default_factory=dict)
    templates: Mapping[str, TemplateText] = field(default_factory=dict)
    wordings: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, dataset: Dataset, report: Report, templates: Mapping[str, TemplateText] | None = None) -> Texts:
        texts = cls(templates=templates or {}, wordings=tuple(enumerate(report.wordings, 1)))
        for section, passage in report.sections.items():
            texts._add(("noi_dung", section), passage)
        for name, passages in {BASES: report.bases, **report.lists}.items():
            texts.order[name] = []
            for number, passage in enumerate(passages, 1):
                texts._add((name, f"#{number}"), passage)
                texts.order[name].append((name, f"#{number}"))
        if report.title is not None:
            texts._add(("tieu_de", ""), report.title)
        for name in report.annexes:
            if (plan := dataset.annexes.get(name)) is not None:
                texts._add(("phu-luc", f"{name}/tieu_de"), plan.title)
                if plan.note is not None:
                    texts._add(("phu-luc", f"{name}/ghi_chu"), plan.note)
                for key, passage in row_passages(plan, dataset).items():
                    texts._add(key, passage)
        return texts

    def copy(self) -> Texts:
        return Texts(
            {key: Slot(slot.key, slot.text, slot.origin) for key, slot in self.slots.items()},
            {name: list(keys) for name, keys in self.order.items()},
            self.templates,
            self.wordings,
        )

    def source(self, key: Key) -> str:
        """The text of a passage, or of a template as the report has it."""
        return self.templates[key[1]].text if key[0] == WORDINGS else self.slots[key].text or ""

    def insert_item(self, name: str, after: Key | None, text: str) -> Key:
        """A new item of a list, behind ``after`` or in front of all; its key."""
        keys = self.order.setdefault(name, [])
        key = (name, f"+{sum(len(found) for found in self.order.values()) + len(self.slots)}")
        keys.insert(keys.index(after) + 1 if after in keys else 0, key)
        self.slots[key] = Slot(key, text)
        return key

    def insert_section(self, section: str, text: str) -> None:
        """A new section of ``noi_dung``."""
        self.slots["noi_dung", section] = Slot(("noi_dung", section), text)

    def changed(self) -> Iterator[Slot]:
        """The passages that differ from those loaded."""
        return (slot for slot in self.slots.values() if slot.is_changed)

    def into(self, dataset: Dataset, report: Report) -> tuple[Dataset, Report]:
        """The dataset and the report with these passages in place of the ones they had."""
        by_name: dict[str, tuple[Passage, ...]] = {
            name: tuple(self._passage(key) for key in keys if self._is_there(key)) for name, keys in self.order.items()
        }
        sections = {key[1]: self._passage(key) for key in self.slots if key[0] == "noi_dung" and self._is_there(key)}
        title = self._passage(("tieu_de", "")) if self._is_there(("tieu_de", "")) else None
        changed = replace(
            report,
            sections=sections,
            bases=by_name.pop(BASES, ()),
            lists={**report.lists, **by_name},
            title=title,
            wordings=tuple(wording for _, wording in self.wordings),
        )
        annexes = {name: self._annex(dataset, name) for name in report.annexes if name in dataset.annexes}
        reports: Mapping[str, Report] = {**dataset.reports, report.period.id: changed}
        return replace(dataset, annexes={**dataset.annexes, **annexes}, reports=reports), changed

    def _annex(self, dataset: Dataset, name: str) -> AnnexPlan:
        plan = dataset.annexes[name]
        note = ("phu-luc", f"{name}/ghi_chu")
        return with_rows(plan, {key: slot.text for key, slot in self.slots.items() if slot.is_row})._replace(
            title=self._passage(("phu-luc", f"{name}/tieu_de")),
            note=self._passage(note) if self._is_there(note) else None,
        )

    def _add(self, key: Key, passage: Passage) -> None:
        self.slots[key] = Slot(key, passage.text, passage)

    def _is_there(self, key: Key) -> bool:
        slot = self.slots.get(key)
        return slot is not None and slot.text is not None and bool(slot.text.strip())

    def _passage(self, key: Key) -> Passage:
        slot = self.slots[key]
        place = slot.origin.place if slot.origin is not None else Place("")
        return Passage(slot.text or "", place, slot.origin.exact if slot.origin is not None else True)
