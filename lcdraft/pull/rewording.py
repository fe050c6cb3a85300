"""Edits of the words of templates, which come home as entries of ``loi_mau`` in the report's own file.

A template is looked at as this report has it, the words of its entries in place. Changes of that text are turned back
into entries: those that it had are changed, or dropped where the words are again those of the template, and new ones
take in as many words around the change as it needs to stand only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lcdraft.dataset import Passage, Report, Wording
from lcdraft.errors import Place
from lcdraft.load.files import read_text_file, shown_path
from lcdraft.pull.context import Range, grown, opening_words
from lcdraft.template.wordings import Placement, paragraph_at, place_wordings, substituted, with_edges_of, without_id

__all__ = ["WORDINGS", "Change", "Entry", "TemplateText", "read_templates", "reworded", "template_text"]

WORDINGS = "loi_mau"
"""The key of the entries, and the first part of the key of a template among the texts of a report."""

Entry = tuple[int | None, Wording]
"""An entry and its number (from 1) in the file; None for one that is not there yet."""

_SUFFIX = ".md.j2"
NEAR = 40
"""Characters between two changes of one line that become one entry."""


@dataclass(frozen=True, slots=True)
class Change:
    """Characters ``start`` to ``end`` of a template, as the report has it, become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Region:
    """Characters ``start`` to ``end`` stand where entry ``number`` replaced those of ``original``."""

    start: int
    end: int
    original: Range
    number: int
    wording: Wording


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template as it lies on disk (``original``) and as one report has it (``text``)."""

    name: str
    path: str
    original: str
    text: str
    regions: tuple[_Region, ...] = ()

    def locate(self, offset: int) -> Place:
        """The place in its file, or in that of the report, of a character of the text."""
        inside = next((each for each in self.regions if each.start <= offset < each.end), None)
        if inside is not None:
            return (inside.wording.new or inside.wording.old).place
        at = self.origin_of(offset)
        return Place(self.path, self.original.count("\n", 0, at) + 1, at - self.original.rfind("\n", 0, at))

    def origin_of(self, offset: int) -> int:
        """The character of the original; of an entry the first that it replaced."""
        shift = 0
        for each in self.regions:
            if each.start <= offset < each.end:
                return each.original.start
            if each.end > offset:
                break
            shift = each.original.end - each.end
        return offset + shift


def read_templates(root: Path, folders: Iterable[Path], report: Report) -> dict[str, TemplateText]:
    """Every template by name, as the report has it; the first folder that has a template wins."""
    found: dict[str, TemplateText] = {}
    for folder in folders:
        for path in sorted(folder.rglob(f"*{_SUFFIX}")):
            name = path.relative_to(folder).as_posix()
            shown = shown_path(path, root)
            text = read_text_file(path, shown, []) if name not in found else None
            if text is not None:
                found[name] = template_text(name, shown, text, report.wordings)
    return found


def template_text(name: str, shown: str, original: str, wordings: Sequence[Wording]) -> TemplateText:
    """A template with the entries of a report in it; ``shown`` is how messages name its file."""
    entries = [(number, each) for number, each in enumerate(wordings, 1) if each.template == name]
    placements, _ = place_wordings(original, shown, entries)
    regions: list[_Region] = []
    shift = 0
    for each in placements:
        start, length = each.start + shift, len(_put_in(each, original))
        regions.append(_Region(start, start + length, Range(each.start, each.end), each.number, each.wording))
        shift = start + length - each.end
    text = substituted(original, placements, lambda each: _put_in(each, original))
    return TemplateText(name, shown, original, text, tuple(regions))


def _put_in(placement: Placement, original: str) -> str:
    new = placement.wording.new
    if new is None or not new.text.strip():
        return "\n" * original.count("\n", placement.start, placement.end)
    return with_edges_of(new.text, new.text.strip())


# From changes to entries


@dataclass(slots=True)
class _Part:
    """A part of the original that gets new text; ``numbers`` are the entries that did so before."""

    range: Range
    text: str
    numbers: tuple[int, ...] = ()


def reworded(
    templates: Mapping[str, TemplateText],
    entries: Sequence[Entry],
    changes: Mapping[str, Sequence[Change]],
    dropped: Mapping[str, Sequence[int]],
    home: Place,
) -> tuple[Entry, ...] | None:
    """The entries after changes of templates, and after taking out the paragraphs around characters of them.

    None where that cannot be said by entries. ``home`` is where new ones will stand.
    """
    found = list(entries)
    for name in dict.fromkeys((*changes, *dropped)):
        after = _of_template(templates[name], found, changes.get(name, ()), dropped.get(name, ()), home)
        if after is None:
            return None
        found = after
    return tuple(found)


def _of_template(
    template: TemplateText, entries: Sequence[Entry], changes: Sequence[Change], dropped: Sequence[int], home: Place
) -> list[Entry] | None:
    gone = _dropped(template, dropped)
    parts = _parts(template, changes)
    if gone is None or parts is None:
        return None
    parts = [part for part in parts if not any(part.range.meets(whole) for whole in gone)]
    made: list[Entry] = []
    replaced = {each.number for each in template.regions for whole in gone if each.original.meets(whole)}
    for part in parts:
        replaced.update(part.numbers)
        others = [each.original for each in template.regions if each.number not in part.numbers]
        others += [*(other.range for other in parts if other is not part), *gone]
        entry = _entry(template, part, others, home)
        if entry is None:
            return None
        made += entry
    for whole in gone:
        words = opening_words(template.original, whole)
        if words is None:
            return None
        made.append((None, Wording(template.name, Passage(words, home), None, home)))
    return _settled(template, entries, made, replaced)


def _settled(
    template: TemplateText, entries: Sequence[Entry], made: Sequence[Entry], replaced: set[int]
) -> list[Entry] | None:
    """The old entries with those made in place of what they replace; None where they would not act as meant."""
    changed = {number: wording for number, wording in made if number is not None}
    kept = [
        (number, changed.get(number, wording) if number is not None else wording)
        for number, wording in entries
        if number not in replaced or number in changed
    ]
    found = [*kept, *((number, wording) for number, wording in made if number is None)]
    acting = {each.number for each in template.regions}
    ours = [
        (at, wording)
        for at, (number, wording) in enumerate(found)
        if wording.template == template.name and (number is None or number in acting)
    ]
    _, problems = place_wordings(template.original, template.path, ours)
    return None if problems else found


def _dropped(template: TemplateText, dropped: Sequence[int]) -> list[Range] | None:
    """The paragraphs that go, each once."""
    found: list[Range] = []
    for offset in dropped:
        whole = paragraph_at(template.original, template.origin_of(offset))
        if whole is None:
            return None
        if Range(*whole) not in found:
            found.append(Range(*whole))
    return found


def _parts(template: TemplateText, changes: Sequence[Change]) -> list[_Part] | None:
    """The changes with the entries that they touch, those close together as one.

    None where two changes overlap, or two that stand apart want the same entry.
    """
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    groups: list[list[Change]] = []
    for change in ordered:
        last = groups[-1][-1] if groups else None
        if last is not None and change.start < last.end:
            return None
        if last is not None and _is_near(template.text, last.end, change.start):
            groups[-1].append(change)
        else:
            groups.append([change])
    parts = [_part(template, group) for group in groups]
    numbers = [number for part in parts for number in part.numbers]
    return parts if len(numbers) == len(set(numbers)) else None


def _is_near(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) <= NEAR and not any(sign in between for sign in ("\n", "{", "}"))


def _part(template: TemplateText, group: Sequence[Change]) -> _Part:
    start, end = group[0].start, group[-1].end
    touched = [
        each for each in template.regions if each.wording.new is not None and each.start <= end and start <= each.end
    ]
    start, end = min([start, *(each.start for each in touched)]), max([end, *(each.end for each in touched)])
    before = [each for each in template.regions if each.end <= start and each not in touched]
    first = start + (before[-1].original.end - before[-1].end if before else 0)
    through = [*before, *touched]
    last = end + (through[-1].original.end - through[-1].end if through else 0)
    text: list[str] = []
    done = start
    for change in group:
        text += (template.text[done : change.start], change.text)
        done = change.end
    return _Part(Range(first, last), "".join((*text, template.text[done:end])), tuple(each.number for each in touched))


def _entry(template: TemplateText, part: _Part, others: Sequence[Range], home: Place) -> list[Entry] | None:
    """The entry for a part; none where the words are those of the template."""
    source = template.original
    old = next((each.wording for each in template.regions if each.number in part.numbers), None)
    found = grown(source, part.range, others, settled=old is not None)
    if found is not None and (wider := _over_empty_lines(source, found[0], part)) is not None:
        found = grown(source, wider, others, settled=True)
    if found is None:
        return None
    wide, suffix = found
    words, text = source[wide.start : wide.end], _new_text(source, wide, part)
    if _folded(words) == _folded(text):
        return []
    text = _without_outer_blanks(source, wide, text)
    passage = Passage(text, home)
    if old is None:
        return [(None, Wording(template.name, Passage(words + suffix, home), passage, home))]
    same = _folded(without_id(old.old.text)) == _folded(words)
    kept = old.old if same else Passage(words, old.old.place)
    return [(part.numbers[0], old._replace(old=kept, new=Passage(text, (old.new or old.old).place)))]


def _new_text(source: str, wide: Range, part: _Part) -> str:
    return source[wide.start : part.range.start] + part.text + source[part.range.end : wide.end]


def _over_empty_lines(source: str, wide: Range, part: _Part) -> Range | None:
    """Where the new text would begin or end with an empty line, the range with the word beyond it, else None."""
    text = _new_text(source, wide, part)
    start, end = wide.start, wide.end
    if text.strip() and "\n\n" in text[: len(text) - len(text.lstrip())]:
        start = len(re.sub(r"\S+\s*\Z", "", source[:start]))
    if text.strip() and "\n\n" in text[len(text.rstrip()) :]:
        following = re.match(r"\s*\S+", source[end:])
        end += following.end() if following is not None else 0
    return None if (start, end) == (wide.start, wide.end) else Range(start, end)


def _folded(text: str) -> str:
    return re.sub(r"[ \t\u00a0\n]+", lambda found: "\n\n" if found[0].count("\n") > 1 else " ", text.strip())


def _without_outer_blanks(source: str, wide: Range, text: str) -> str:
    """Where a blank stands beside the words anyway, the new text needs none there."""
    if not source[: wide.start][-1:].strip():
        text = text.lstrip()
    text = text if source[wide.end : wide.end + 1].strip() else text.rstrip()
    return text.strip() if "\n" in text else text
