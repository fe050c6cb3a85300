"""One label with the words around it and the two periods: what a rule looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lcdraft.periods import Kind, Period
from lcdraft.rollover.heads import Head, ends_title, last_head
from lcdraft.rollover.labels import Form, Label
from lcdraft.rollover.view import View

__all__ = ["Case", "Decision", "Verdict", "ask", "keep", "move"]

_REACH = 400
"""How many characters before or after a label are looked at; keeps the work on a text linear."""

_SENTENCE = re.compile(r"[.!?] |[;\n\[\]]")
_CLAUSE = re.compile(r"[.!?] |[;:\n\[\]()]")
_TASKS = re.compile(
    r"(?<!\w)(?:nhiệm +vụ|giải +pháp|phương +hướng|trọng +tâm|chương +trình +công +tác)(?!\w)[^.;:\n]{0,60}$"
)
_YEAR_AFTER = re.compile(r"(?:,| +và| +hoặc) +(?:năm +)?(?:19|20|21)\d\d(?![\w/.,]*\d)")
_YEAR_BEFORE = re.compile(r"(?<![\d/])(?:19|20|21)\d\d(?:,| +và| +hoặc) *$")
_BRACKETS = re.compile(r"\([^()\n]*\)")
_COMMA = re.compile(r", +(?=\S)")
_LIST_GOES_ON = re.compile(r"(?:an +ninh|quốc +phòng|dự +toán|giải +pháp)\b")
"""After these a comma ends no clause: ``kinh tế - xã hội, quốc phòng, an ninh``."""


class Verdict(StrEnum):
    """What became of a label."""

    MOVED = "moved"
    PROTECTED = "protected"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the reason for the clerk, and the words to put in place of the label if it moves."""

    verdict: Verdict
    reason: str
    words: str = ""


def move(words: str, reason: str) -> Decision:
    """The label becomes ``words``."""
    return Decision(Verdict.MOVED, reason, words)


def keep(reason: str) -> Decision:
    """The label is right as it stands, or not ours to change."""
    return Decision(Verdict.PROTECTED, reason)


def ask(reason: str) -> Decision:
    """The label stays and the clerk is asked."""
    return Decision(Verdict.UNDECIDED, reason)


@dataclass(frozen=True)
class Case:
    """A label, its surroundings in the view, and the periods it is to be moved between."""

    view: View
    label: Label
    old: Period
    new: Period

    @cached_property
    def before(self) -> str:
        """The text before the label, at most `_REACH` characters."""
        return self.view.plain[max(0, self.label.start - _REACH) : self.label.start]

    @cached_property
    def after(self) -> str:
        """The text after the label, at most `_REACH` characters."""
        return self.view.plain[self.label.end : self.label.end + _REACH]

    @cached_property
    def sentence_before(self) -> str:
        """What the sentence says before the label; a footnote is a text of its own."""
        return _after_last(_SENTENCE, self.before)

    @cached_property
    def clause_before(self) -> str:
        """What the clause says before the label. A comma ends a clause unless a capital follows, as in a name."""
        level = _BRACKETS.sub(lambda match: " " * len(match[0]), self.before)
        clause = _after_last(_CLAUSE, level)
        start = self.label.start - len(clause)
        for comma in reversed(list(_COMMA.finditer(clause))):
            here, following = start + comma.start(), start + comma.end()
            if not (
                self.view.shown[following].isupper()
                or self.view.is_quoted(here, here + 1)
                or _LIST_GOES_ON.match(clause, comma.end())
            ):
                return clause[comma.end() :]
        return clause

    @cached_property
    def sentence_after(self) -> str:
        """What the sentence says after the label."""
        boundary = _SENTENCE.search(self.after)
        return self.after[: boundary.start()] if boundary else self.after

    @cached_property
    def starts_sentence(self) -> bool:
        """Whether the label opens a sentence, a heading, a list item or a footnote."""
        return re.search(r"(?:^|[.!?:;] +|[\n\[] *(?:[-*+>#]+ +|\d{1,2}[.)] +)?)\**$", self.before) is not None

    def follows(self, pattern: str) -> bool:
        """Whether the words right before the label are these."""
        return re.search(rf"(?<!\w)(?:{pattern}) *$", self.before) is not None

    @property
    def head(self) -> Head:
        """What the year of the label belongs to."""
        return last_head(self.clause_before)

    @property
    def in_title(self) -> bool:
        """Whether the label ends the title of a numbered document: ``Kế hoạch số 604/KH-UBND về … năm 2025``."""
        return ends_title(self.sentence_before, is_year=self.label.form is Form.YEAR)

    @property
    def compared(self) -> bool:
        """Whether the label is what something is compared with: ``so với tháng 6/2022``."""
        return self.follows(r"so +với(?: +(?:cùng +kỳ|kết +quả|thực +hiện|mức|cuối|hết))?(?: +của)?")

    @property
    def in_list_of_years(self) -> bool:
        """Whether another year follows or precedes the label: ``năm 2024, 2025``."""
        return _YEAR_AFTER.match(self.after) is not None or _YEAR_BEFORE.search(self.before) is not None

    @property
    def of_tasks(self) -> bool:
        """Whether the label says for when tasks are: ``nhiệm vụ trọng tâm tháng 3``."""
        return _TASKS.search(self.before) is not None

    @property
    def turns(self) -> bool:
        """Whether the two periods lie in different years."""
        return self.old.year != self.new.year

    @property
    def shift(self) -> int:
        """Years from the old period to the new one."""
        return self.new.year - self.old.year

    @property
    def same_place(self) -> bool:
        """Whether the new period is the old one in another year, so that every year of the text shifts alike."""
        return (self.old.kind, self.old.number) == (self.new.kind, self.new.number)

    @property
    def to_year(self) -> bool:
        """Whether a report within the year becomes one of the whole year."""
        return self.new.kind is Kind.YEAR and self.old.kind is not Kind.YEAR

    @property
    def from_year(self) -> bool:
        """Whether a report of a whole year becomes one within the year."""
        return self.old.kind is Kind.YEAR and self.new.kind is not Kind.YEAR


def _after_last(boundary: re.Pattern[str], text: str) -> str:
    ends = [match.end() for match in boundary.finditer(text)]
    return text[ends[-1] :] if ends else text
