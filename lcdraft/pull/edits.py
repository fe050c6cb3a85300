"""What is done to the passages of a report: pieces replaced, items and sections added or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lcdraft.pull.texts import Key, Texts

__all__ = ["Edit", "InsertItem", "NewSection", "Remove", "Splice", "Step", "apply_edits"]


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters ``start`` to ``end`` of a passage, as it was loaded, become ``text``."""

    key: Key
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A passage is taken out: the item from its list, the section from the report."""

    key: Key


@dataclass(frozen=True, slots=True)
class InsertItem:
    """A new item of a list behind ``after``; in front of all where that is None."""

    name: str
    after: Key | None
    text: str


@dataclass(frozen=True, slots=True)
class NewSection:
    """Text for a section that has none yet, or more text at its end."""

    section: str
    text: str


Step = Splice | Remove | InsertItem | NewSection


@dataclass(slots=True)
class Edit:
    """Steps that belong together: all are taken or none.

    ``kind`` is the kind that a paragraph has afterwards where that is not the one it has in the edited file.
    """

    steps: list[Step] = field(default_factory=list)
    kind: str = ""


def apply_edits(texts: Texts, edits: Iterable[Edit]) -> Texts | None:
    """The passages with the edits made; None where two of them want the same characters."""
    changed = texts.copy()
    steps = [step for edit in edits for step in edit.steps]
    splices: dict[Key, list[Splice]] = defaultdict(list)
    for step in steps:
        if isinstance(step, Splice):
            splices[step.key].append(step)
    for key, wanted in splices.items():
        text = _spliced(texts.slots[key].text or "", wanted)
        if text is None:
            return None
        changed.slots[key].text = text
    last: dict[tuple[str, Key | None], Key] = {}
    for step in steps:
        match step:
            case InsertItem(name, after, text):
                place = (name, after)
                last[place] = changed.insert_item(name, last.get(place, after), text)
            case NewSection(section, text):
                slot = changed.slots.get(("noi_dung", section))
                if slot is None or slot.text is None:
                    changed.insert_section(section, text)
                elif not slot.text.strip():
                    slot.text = text
                else:
                    slot.text = f"{slot.text.rstrip()}\n\n{text}\n"
            case _:
                pass
    for step in steps:
        if isinstance(step, Remove):
            changed.slots[step.key].text = None
    return changed


def _spliced(text: str, splices: list[Splice]) -> str | None:
    """The text with all splices; those at one place come in the order given."""
    ordered = sorted(splices, key=lambda splice: (splice.start, splice.end))
    parts: list[str] = []
    done = 0
    for splice in ordered:
        if splice.start < done:
            return None
        parts += (text[done : splice.start], splice.text)
        done = splice.end
    return "".join((*parts, text[done:]))
