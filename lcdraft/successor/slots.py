"""The places of a template where a text of its own may stand, and which of them a sentence belongs to.

What a place is about is known from its id (``nong-nghiep.chan-nuoi``), from the words that the template prints before
it ("Về chăn nuôi, thủy sản:"), and from the texts that the reports of the workspace have there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lcdraft.dataset import Report
from lcdraft.template.asked import Asked
from lcdraft.text import fold, strip_marks

__all__ = ["Slots"]

SURE = 0.09
"""From this likeness on a sentence is taken to belong to a place."""

CHANGE = 0.06
"""What it costs to go on to another place in the middle of a paragraph: sentences of one paragraph belong together."""

OWN_WORDS = 4
"""How often the id and the words printed before a place count, compared with the texts that stood there."""

_SLOT = re.compile(
    r"(?m)^(?:\{%[^%]*%\})*(?P<dash>- |\d+\. )?(?P<lead>[^{}%\n]{0,80}?)(?:\{%[^%]*%\})?"
    r"\{\{ *(?:noi_dung|neu_co)\(\s*['\"](?P<name>[^'\"]+)['\"]\s*\) *\}\}(?:\{%[^%]*%\})*[ \t]*$"
)
_LEAD = re.compile(r"[-–+*•\s]*((?:[^\s:;.,]+[,;]?\s+){0,9}[^\s:;.,]+)\s*:\s+")
_WORD = re.compile(r"[a-z]+")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    heading: str
    lead: str
    features: Mapping[str, float]


class Slots:
    """The places of a template, in its order."""

    def __init__(self, asked: Asked, reports: Iterable[Report]) -> None:
        leads = {found["name"]: found["lead"].strip(" -:") for found in _SLOT.finditer(asked.code)}
        texts = [report.sections for report in reports]
        counts = {
            name: _features(name.partition(".")[2] or name, OWN_WORDS)
            + _features(leads[name], OWN_WORDS)
            + sum((_features(_EXPRESSION.sub(" ", each[name].text)) for each in texts if name in each), Counter())
            for name in asked.sections
            if name in leads
        }
        rarity = _rarity(counts.values())
        self._slots = [
            _Slot(name, asked.sections[name], leads[name], _weighted(count, rarity)) for name, count in counts.items()
        ]
        self._rarity = rarity

    def of(self, headings: Sequence[str]) -> list[str]:
        """The places below these headings themselves."""
        return [slot.name for slot in self._slots if slot.heading in headings]

    def led(self, text: str, names: Sequence[str]) -> tuple[str, str]:
        """The place that a paragraph names in its first words ("Chăn nuôi: …"), and the text after them.

        Empty, and the text as it is, where the first words name none. They go where the template prints such words.
        """
        found = _LEAD.match(text)
        if found is None:
            return "", text
        said = _features(found[1])
        rated = [
            (_overlap(said, _features(slot.lead) + _features(slot.name.partition(".")[2])), slot)
            for slot in self._slots
            if slot.name in names
        ]
        score, slot = max(rated, key=lambda each: each[0], default=(0.0, None))
        if slot is None or score < 0.5:
            return "", text
        rest = text[found.end() :]
        return slot.name, f"{rest[:1].upper()}{rest[1:]}" if slot.lead else text

    def placed(self, sentences: Sequence[str], names: Sequence[str], hint: str = "") -> list[str]:
        """The place of each sentence of a paragraph, "" where none is sure; in the order of the template throughout.

        ``hint`` are words that hold for the whole paragraph, such as a heading which the template does not have.
        """
        slots = [slot for slot in self._slots if slot.name in names]
        if not slots or not sentences:
            return ["" for _ in sentences]
        rated = [
            [_cosine(_weighted(_features(sentence) + _features(hint), self._rarity), slot.features) for slot in slots]
            for sentence in sentences
        ]
        chosen = _in_order(rated)
        sure = {
            slot for slot in set(chosen) if _mean(rated[n][slot] for n, at in enumerate(chosen) if at == slot) >= SURE
        }
        return [slots[slot].name if slot in sure else "" for slot in chosen]


def _in_order(rated: Sequence[Sequence[float]]) -> list[int]:
    """The best choice of a column for each row, never going back to an earlier column."""
    width = len(rated[0])
    best = list(rated[0])
    came: list[list[int]] = []
    for row in rated[1:]:
        step = []
        for column in range(width):
            before = max(range(column + 1), key=lambda at: best[at] - (CHANGE if at != column else 0))
            step.append(before)
        came.append(step)
        best = [best[before] - (CHANGE if before != column else 0) + row[column] for column, before in enumerate(step)]
    column = max(range(width), key=best.__getitem__)
    path = [column]
    for step in reversed(came):
        column = step[column]
        path.append(column)
    return path[::-1]


def _features(text: str, times: int = 1) -> Counter[str]:
    """Words and pairs of words, without marks: ids have none."""
    words = _WORD.findall(strip_marks(fold(text)))
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    return Counter({word: count * times for word, count in Counter([*words, *pairs, *pairs]).items()})


def _rarity(counts: Iterable[Counter[str]]) -> dict[str, float]:
    found = list(counts)
    documents = Counter(word for count in found for word in count)
    return {word: math.log((1 + len(found)) / number) for word, number in documents.items()}


def _weighted(count: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    return {word: math.log1p(number) * rarity[word] for word, number in count.items() if word in rarity}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    shared = sum(weight * large[word] for word, weight in small.items() if word in large)
    return shared / (_length(one) * _length(other)) if shared else 0.0


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Which share of the pairs of words of ``one``, or of its words where it is one word, the other has too."""
    pairs = [word for word in one if " " in word] or list(one)
    return sum(word in other for word in pairs) / len(pairs) if pairs else 0.0


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
