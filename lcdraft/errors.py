"""Everything lcdraft raises on purpose, and the located message it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "DataError",
    "DocumentError",
    "LcdraftError",
    "Place",
    "Problem",
    "TemplateError",
    "UsageError",
    "unreadable_because",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in an input file; line and column count from 1, zero means "the file as a whole"."""

    path: str
    line: int = 0
    column: int = 0

    @property
    def order(self) -> tuple[str, int, int]:
        """By file, line and column."""
        return self.path, self.line, self.column

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input, in the words that the clerk reads.

    ``message`` says what was found and what was expected, ``advice`` what to write instead.
    ``code`` is one of `lcdraft.check.codes`; ``severity`` is ``error``, ``warning``
    or ``info`` (worth knowing, nothing to do). Where two numbers
    disagree, ``printed`` is the one that stands there and ``expected`` the one that should.
    """

    code: str
    message: str
    place: Place
    advice: str = ""
    severity: str = "error"
    excerpt: str = ""
    printed: str = ""
    expected: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.message}"
        return f"{text}\n  {self.advice}" if self.advice else text


class LcdraftError(Exception):
    """Base of every error raised on purpose; holds all the problems found, not only the first."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataError(LcdraftError):
    """A data file (YAML) cannot be used."""


class TemplateError(LcdraftError):
    """A template, or Jinja inside a narrative, cannot be rendered."""


class DocumentError(LcdraftError):
    """A document (.docx, .md, .txt) cannot be read or written."""


class UsageError(LcdraftError):
    """The command cannot be carried out as asked: an unknown report, an output that cannot be written."""


def unreadable_because(error: OSError) -> str:
    """Why a file cannot be read, in the clerk's words."""
    match error:
        case FileNotFoundError():
            return "không có tệp này"
        case PermissionError():
            return "không có quyền đọc"
        case IsADirectoryError():
            return "đây là thư mục"
        case _:
            return error.strerror or type(error).__name__
