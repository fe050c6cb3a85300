"""What changed in a line, word by word and number by number, put the way people would mark it on paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from lcdraft.anchors import NOTE
from lcdraft.diff.chains import heaviest_chain
from lcdraft.diff.hunks import Grain, hunks_of
from lcdraft.diff.model import CELL, Status
from lcdraft.diff.tokens import BLANK, BLANKS, Token, difference, tokens_of

__all__ = ["WordDiff", "WordPart", "compare_words"]

_NOTE = re.compile(f"{NOTE[0]}([^{NOTE[0]}{NOTE[1]}]*){NOTE[1]}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SAME_NOTE = 0.4
_MANY_NOTES = 400
_FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class WordPart:
    """A stretch of text: EQUAL with both spellings, REMOVED with ``old``, ADDED with ``new`` alone.

    ``note`` says that it is (part of) a footnote; the signs of `NOTE` are in such parts.
    """

    status: Status
    old: str
    new: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class WordDiff:
    """The parts, whose old sides make the old text and whose new sides make the new one.

    ``ignored`` counts, by the Vietnamese name of the class, the differences of spelling inside EQUAL parts.
    """

    parts: tuple[WordPart, ...]
    ignored: Counter[str] = field(default_factory=Counter)

    @property
    def equal(self) -> bool:
        """Whether nothing differs that counts."""
        return all(part.status is Status.EQUAL for part in self.parts)


def compare_words(old: str, new: str, *, exact: bool = False) -> WordDiff:
    """The differences between two lines.

    Words are equal whatever form of Unicode and place of the tone mark they have, signs whatever form of quotes;
    blanks do not count. With ``exact`` every character counts. Notes are compared with notes, and cells of rows that
    have equally many with the cells in their columns.

    >>> for part in compare_words("đạt 2.327 tỷ", "đạt 2.410  tỷ").parts:
    ...     print(part.status, [part.old, part.new])
    equal ['đạt ', 'đạt ']
    removed ['2.327', '']
    added ['', '2.410']
    equal [' tỷ', '  tỷ']
    """
    writer = _Writer(exact)
    before, after = old.split(CELL), new.split(CELL)
    if old == new:
        writer.text(old)
    elif len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            if number:
                writer.put(Status.EQUAL, CELL, CELL)
            _compare(writer, one, other)
    else:
        _compare(writer, old, new)
    return WordDiff(tuple(writer.parts), writer.ignored)


_ANY_NOTE = Grain(NOTE[0], firm=True)


@dataclass(slots=True)
class _Note:
    """A footnote among the tokens around it; notes with one key in their grains are one note."""

    blank: str
    inner: str
    grain: Grain = _ANY_NOTE

    @property
    def printed(self) -> str:
        return f"{self.blank}{NOTE[0]}{self.inner}{NOTE[1]}"


_Unit = Token | _Note


class _Writer:
    """Collects parts; neighbours of one sort become one."""

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.parts: list[WordPart] = []
        self.ignored: Counter[str] = Counter()
        self.in_note = False

    def put(self, status: Status, old: str, new: str) -> None:
        last = self.parts[-1] if self.parts else None
        if last is not None and last.status is status and last.note is self.in_note:
            self.parts[-1] = WordPart(status, last.old + old, last.new + new, last.note)
        elif old or new:
            self.parts.append(WordPart(status, old, new, self.in_note))

    def text(self, text: str) -> None:
        """A text that both have, to the letter."""
        self._pieces(Status.EQUAL, text, text)

    def _pieces(self, status: Status, old: str, new: str) -> None:
        """A text of one status, its notes in parts of their own; where both have it, they are the same."""
        text = old or new
        if self.in_note:
            self.put(status, old, new)
            return
        done = 0
        for found in (*_NOTE.finditer(text), None):
            before = text[done : found.start()] if found else text[done:]
            self.put(status, before if old else "", before if new else "")
            if found:
                self.in_note = True
                self.put(status, found[0] if old else "", found[0] if new else "")
                self.in_note = False
                done = found.end()

    def blank(self, old: str, new: str) -> None:
        """The blanks before something that both have."""
        if old == new or not self.exact:
            self.put(Status.EQUAL, old, new)
            if old != new:
                self.ignored[BLANKS] += 1
        else:
            self.changed(old, new)

    def same(self, old: _Unit, new: _Unit, *, blank: bool) -> None:
        if blank:
            self.blank(old.blank, new.blank)
        if isinstance(old, Token) and isinstance(new, Token):
            self.put(Status.EQUAL, old.text, new.text)
            if name := difference(old.text, new.text):
                self.ignored[name] += 1
        elif isinstance(old, _Note) and isinstance(new, _Note):
            self.in_note = True
            self.put(Status.EQUAL, NOTE[0], NOTE[0])
            _compare(self, old.inner, new.inner)
            self.put(Status.EQUAL, NOTE[1], NOTE[1])
            self.in_note = False

    def changed(self, old: str, new: str) -> None:
        if old:
            self._pieces(Status.REMOVED, old, "")
        if new:
            self._pieces(Status.ADDED, "", new)


def _compare(writer: _Writer, old: str, new: str) -> None:
    """Compare two texts, the cells of a row or the insides of two notes."""
    if old == new:
        writer.text(old)
        return
    end, new_end = "", ""
    if not writer.exact:
        old, end = _split_end(old)
        new, new_end = _split_end(new)
    before, after = list(_units(old, exact=writer.exact)), list(_units(new, exact=writer.exact))
    _pair_notes(*([unit for unit in row if isinstance(unit, _Note)] for row in (before, after)))
    taken = False  # whether the blanks before the next equal unit are written
    for hunk in hunks_of([unit.grain for unit in before], [unit.grain for unit in after]):
        olds, news = before[hunk.start : hunk.end], after[hunk.new_start : hunk.new_end]
        if hunk.equal:
            for one, other in zip(olds, news, strict=True):
                writer.same(one, other, blank=not taken)
                taken = False
            continue
        tails = _tails(before[hunk.end :][:1], after[hunk.new_end :][:1])
        if not writer.exact and _both_numbers(olds[-1:], news[-1:]):
            tails = ("", "")  # "516,3 ha" and "520ha" differ in the number alone
        taken = any(tails)
        _write_changed(writer, olds, news, tails)
    writer.blank(end, new_end)


def _split_end(text: str) -> tuple[str, str]:
    kept = text.rstrip()
    return kept, text[len(kept) :]


def _units(text: str, *, exact: bool) -> Iterator[_Unit]:
    done = 0
    for found in _NOTE.finditer(text):
        row = tokens_of(text[done : found.start()], exact=exact)
        blank = row.pop().blank if row and not row[-1].text else ""
        yield from row
        yield _Note(blank, found[1])
        done = found.end()
    yield from tokens_of(text[done:], exact=exact)


def _pair_notes(old: Sequence[_Note], new: Sequence[_Note]) -> None:
    """Give notes that are alike one key, so that a note which was put in does not shift all that follow."""
    if len(old) * len(new) > _MANY_NOTES or len(old) == len(new) == 1:
        return
    if [note.inner for note in old] > [note.inner for note in new]:  # which are called old makes no difference
        old, new = new, old
    masked = [_DIGITS.sub("0", note.inner) for note in old], [_DIGITS.sub("0", note.inner) for note in new]
    alike = [
        (i, j, likeness)
        for i, one in enumerate(masked[0])
        for j, other in enumerate(masked[1])
        if (likeness := Indel.normalized_similarity(one, other, score_cutoff=_SAME_NOTE)) > 0
    ]
    for number, (i, j) in enumerate(heaviest_chain(alike)):
        old[i].grain = new[j].grain = Grain(f"{NOTE[0]}{number}", firm=True)


def _tails(old: Sequence[_Unit], new: Sequence[_Unit]) -> tuple[str, str]:
    """The blanks behind what was added or removed, where only one draft has one: then it belongs to the change."""
    if not old or not new or bool(old[0].blank) is bool(new[0].blank):
        return "", ""
    return old[0].blank, new[0].blank


def _both_numbers(old: Sequence[_Unit], new: Sequence[_Unit]) -> bool:
    return bool(old and new) and old[0].grain.number and new[0].grain.number


def _write_changed(writer: _Writer, old: Sequence[_Unit], new: Sequence[_Unit], tails: tuple[str, str]) -> None:
    pairs = _by_numbers(old, new)
    for number, (olds, news) in enumerate(pairs, 1):
        one, other = "".join(unit.printed for unit in olds), "".join(unit.printed for unit in news)
        if number == len(pairs):
            one, other = one + tails[0], other + tails[1]
        lead, new_lead = one[: _blank_length(one)], other[: _blank_length(other)]
        if lead == new_lead or (not writer.exact and ((lead and new_lead) or _both_numbers(olds[:1], news[:1]))):
            writer.blank(lead, new_lead)
            one, other = one[len(lead) :], other[len(new_lead) :]
        writer.changed(one, other)


def _by_numbers(old: Sequence[_Unit], new: Sequence[_Unit]) -> list[tuple[Sequence[_Unit], Sequence[_Unit]]]:
    """A change cut at its numbers, where both drafts have equally many and few words around them."""
    places, others = ([at for at, unit in enumerate(row) if unit.grain.number] for row in (old, new))
    words = max(sum(unit.grain.weight for unit in row) for row in (old, new)) - len(places)
    if not places or len(places) != len(others) or words > _FEW_WORDS:
        return [(old, new)]
    pairs: list[tuple[Sequence[_Unit], Sequence[_Unit]]] = []
    done = new_done = 0
    for at, other in zip(places, others, strict=True):
        pairs += [(old[done:at], new[new_done:other]), (old[at : at + 1], new[other : other + 1])]
        done, new_done = at + 1, other + 1
    pairs.append((old[done:], new[new_done:]))
    return [pair for pair in pairs if pair[0] or pair[1]]


def _blank_length(text: str) -> int:
    found = BLANK.match(text)
    return found.end() if found else 0
