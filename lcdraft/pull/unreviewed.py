"""The list ``chua_ra_soat`` of a report whose passages were edited: its names follow the passages.

The items of lists are called by their number (``nhiem_vu/3``), so that every item added, taken out or moved gives
others another name. An edit made in Word is no review: the leader may have changed one word of a paragraph of last
period. So a passage stays listed until the clerk takes its line out, and what was split off, merged or moved is listed
as the passage was that it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from lcdraft.dataset import Report
from lcdraft.pull.rewording import WORDINGS
from lcdraft.pull.texts import Key, Slot, Texts

__all__ = ["UNREVIEWED", "edited_names", "renamed"]

UNREVIEWED = "chua_ra_soat"
"""The key of the list in the file of a report."""

_FROM_IT = 0.6
"""The part of the words of the shorter of two texts that the other must hold to have come from it."""

_FEW_WORDS = 4


def renamed(report: Report, texts: Texts) -> dict[str, list[str]]:
    """Of every name in the list the names that stand for it now: none, itself, another, or several."""
    if not report.unreviewed:
        return {}
    now = _names(texts)
    listed = {name: key for key, name in _old_names(texts).items() if name in report.unreviewed}
    taken = {now[key] for key in listed.values() if key in now}
    names: dict[str, list[str]] = {}
    for name in report.unreviewed:
        key = listed.get(name)
        if key is None:
            names[name] = _wording_now(texts, name) if name.startswith(f"{WORDINGS}/") else [name]
            continue
        found = [now[key]] if key in now else []
        for heir in _heirs(texts, texts.slots[key]):
            if now[heir] not in taken:
                found.append(now[heir])
                taken.add(now[heir])
        names[name] = found
    return names


def _wording_now(texts: Texts, name: str) -> list[str]:
    """The name that an entry of ``loi_mau`` has now; none where it is gone."""
    old = name.partition("/")[2]
    return [f"{WORDINGS}/{at}" for at, (number, _) in enumerate(texts.wordings, 1) if str(number) == old]


def edited_names(report: Report, texts: Texts) -> list[str]:
    """The passages that were edited and are still listed, by the names they have now."""
    now = _names(texts)
    changed = {now[slot.key] for slot in texts.changed() if slot.key in now}
    return [name for names in renamed(report, texts).values() for name in names if name in changed]


def _old_names(texts: Texts) -> Mapping[Key, str]:
    """The passages that the report had, as messages call them."""
    return {slot.key: _name(slot.key) for slot in texts.slots.values() if slot.origin is not None}


def _names(texts: Texts) -> Mapping[Key, str]:
    """The passages that the report will have, as messages call them."""
    names = {key: _name(key) for key, slot in texts.slots.items() if key[0] not in texts.order and _has_text(slot)}
    for name, keys in texts.order.items():
        there = (key for key in keys if _has_text(texts.slots[key]))
        names |= {key: f"{name}/{number}" for number, key in enumerate(there, 1)}
    return names


def _name(key: Key) -> str:
    name, inner = key
    if inner.startswith("#"):
        return f"{name}/{inner[1:]}"
    return inner if name == "noi_dung" else name if not inner else f"{name}/{inner}"


def _heirs(texts: Texts, slot: Slot) -> Iterator[Key]:
    """The other passages that were made of the words of one that was changed or taken out."""
    assert slot.origin is not None
    before = slot.origin.text.split()
    if not slot.is_changed or len(before) < _FEW_WORDS:
        return
    for other in texts.changed():
        if other is slot or not _has_text(other):
            continue
        after = (other.text or "").split()
        same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        already = SequenceMatcher(None, (other.origin.text if other.origin else "").split(), after, autojunk=False)
        new = len(after) - sum(block.size for block in already.get_matching_blocks())
        shared = sum(block.size for block in same if block.size > 1)
        if new >= _FEW_WORDS and shared >= max(_FEW_WORDS, _FROM_IT * min(len(before), new)):
            yield other.key


def _has_text(slot: Slot) -> bool:
    return slot.text is not None and bool(slot.text.strip())
