"""What rules are, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcdraft.audit.layout import Line, Par
from lcdraft.text import capitalize_first, fold

if TYPE_CHECKING:
    from lcdraft.audit.elements import Case

__all__ = ["ERROR", "WARNING", "Check", "Fault", "Finding", "Group", "Rule"]

ERROR = "error"
WARNING = "warning"

UNCONFIRMED = "chưa đối chiếu được với văn bản gốc"


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken, as a check reports it.

    ``printed`` says what is there and ``expected`` what the rule asks, as phrases that can follow one another
    in a sentence. ``at`` is None for what belongs to no paragraph; then ``where`` names the place.
    """

    printed: str
    expected: str
    at: Par | Line | None = None
    where: str = ""
    excerpt: str = ""
    severity: str = ""
    unconfirmed: bool = False
    """True where the decree's own words were not at hand for this; such a fault is never more than a warning."""

    @property
    def par(self) -> Par | None:
        return self.at.par if isinstance(self.at, Line) else self.at


Check = Callable[["Case"], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a document can be held against.

    ``about`` says in a sentence what is checked. ``source`` tells how sure the rule is: ``A`` read in the decree's
    annexes, ``A+`` also in a second source, ``K`` known but not confirmed there, ``H`` our own where the decree is
    silent. A rule without ``check`` cannot be checked in one file; ``unchecked`` says why.
    """

    code: str
    title: str
    about: str
    source: str
    check: Check | None = None
    severity: str = ERROR
    unchecked: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one part of a document, under the title that people see."""

    title: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with everything that is said about it to people and programs.

    ``block`` counts the paragraphs of the body from 1, those in tables included; 0 where there is none. ``note``
    tells what else is to be known about the rule.
    """

    file: str
    code: str
    title: str
    group: str
    severity: str
    note: str = ""
    excerpt: str = ""
    printed: str = ""
    expected: str = ""
    where: str = ""
    block: int = 0

    @property
    def found(self) -> str:
        """What is there, behind the title of the rule unless it begins with those words itself."""
        if fold(self.printed).startswith(fold(self.title)):
            return capitalize_first(self.printed)
        return f"{self.title}: {self.printed}"

    @property
    def message(self) -> str:
        """What is there and what the rule asks, in one sentence."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.found}; quy định: {self.expected}{note}"
