"""What is done to the passages of a report: pieces replaced, items and sections added or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lcdraft.errors import Place
from lcdraft.pull.rewording import WORDINGS, Change, reworded
from lcdraft.pull.texts import Key, Texts

__all__ = [
    "DropParagraph",
    "Edit",
    "InsertItem",
    "NewSection",
    "Remove",
    "Splice",
    "Step",
    "apply_edits",
    "is_of_template",
]


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


@dataclass(frozen=True, slots=True)
class DropParagraph:
    """The paragraph around character ``at`` of a template is not printed in this report."""

    key: Key
    at: int


Step = Splice | Remove | InsertItem | NewSection | DropParagraph


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
    if not _reword(changed, steps, {key: splices.pop(key) for key in list(splices) if key[0] == WORDINGS}):
        return None
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


def is_of_template(step: Step) -> bool:
    """Whether a step changes what a template prints in this report."""
    return isinstance(step, DropParagraph) or (isinstance(step, Splice) and step.key[0] == WORDINGS)


def _reword(texts: Texts, steps: Iterable[Step], splices: dict[Key, list[Splice]]) -> bool:
    """Make the edits of templates entries of the report; False where they cannot be."""
    dropped: dict[str, list[int]] = defaultdict(list)
    for step in steps:
        if isinstance(step, DropParagraph):
            dropped[step.key[1]].append(step.at)
    changes = {key[1]: [Change(each.start, each.end, each.text) for each in found] for key, found in splices.items()}
    if not changes and not dropped:
        return True
    home = Place(next((slot.origin.place.path for slot in texts.slots.values() if slot.origin is not None), ""))
    found = reworded(texts.templates, texts.wordings, changes, dropped, home)
    texts.wordings = found if found is not None else texts.wordings
    return found is not None


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
