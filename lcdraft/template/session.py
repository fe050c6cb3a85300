"""One rendering: the spans it computed, the problems it met, the indicators it used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import CodeType
from typing import Any

from lcdraft.document import NOT_WRITTEN, Origin, Span
from lcdraft.errors import Place, Problem
from lcdraft.fences import ABSENT, fence_span

__all__ = ["Made", "Phrase", "Session", "Visible"]

MAX_OUTPUT = 20_000_000
"""Characters that one rendering may put out; a 300-page report has fewer than one million."""

MAX_STEPS = 200_000
"""Rounds of loops and calls that one rendering may take; the sample report takes a few hundred."""

_YEARS = range(1990, 2101)


class Visible:
    """Base of the objects whose public attributes a template may read. Nothing else has attributes there."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Phrases are words: a comparison with a number or a text would be false whatever the figure is."""
        if self is other:
            return True
        raise TypeError("cụm từ không so sánh được")

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Made:
    """What a phrase came to: its words, why, and whether a figure is still missing in it."""

    text: str
    origin: Origin | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text of a template stands: line n of it is line ``before + n`` of the file.

    ``indent`` columns precede its lines there; ``exact`` is False for text that YAML folded, of which
    only the first line is known.
    """

    path: str
    lines: tuple[str, ...]
    before: int = 0
    indent: int = 0
    exact: bool = True


@dataclass(slots=True)
class Session:
    """What one rendering has produced so far beside its text.

    ``plain`` renders phrases as their words (for a .docx template of the user) instead of fenced
    numbers of ``spans``. ``hole`` is what a gap says. ``awaited`` names, for the number of each span that stands for
    a value not typed yet, the indicator, and whether it is the value itself or a phrase that needs it. ``highlight``
    puts marks around passages that are unreviewed. ``sources`` maps the name of a template to where its text stands.
    """

    plain: bool = False
    hole: str = "[…]"
    highlight: bool = False
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    sources: dict[str, Source] = field(default_factory=dict)
    awaited: dict[int, tuple[str, bool]] = field(default_factory=dict)
    output: int = 0
    steps: int = 0
    running: tuple[str, int] | None = None
    _reported: set[tuple[str, str, Place]] = field(default_factory=set)

    def token(self, made: Made) -> str:
        """What stands in the marked-up text for a computed phrase."""
        if self.plain:
            return made.text
        self.spans.append(Span(made.text, made.origin, made.gap))
        return fence_span(len(self.spans) - 1)

    def awaiting(self, indicator: str, made: Made, *, itself: bool) -> str:
        """What stands in the text for a value that is not typed yet, or for a phrase that needs it."""
        if not self.plain:
            self.awaited[len(self.spans)] = (indicator, itself)
        return self.token(made)

    def gap(self, text: str, section: str = "") -> str:
        """What stands in the marked-up text where something is not written yet: a section, or what has no name."""
        return self.token(Made(text, Origin(section, NOT_WRITTEN) if section else None, gap=True))

    def report(self, code: str, message: str, advice: str = "", *, needle: str = "", severity: str = "error") -> None:
        """Add a problem at the place in a template that is being rendered now, once per place."""
        place = self.place(needle)
        key = (code, message, place)
        if key not in self._reported:
            self._reported.add(key)
            self.problems.append(Problem(code, message, place, advice, severity))

    def place(self, needle: str = "") -> Place:
        """File, line and column of the template code that is running, found from the call stack.

        Jinja keeps the table that leads from its compiled lines back to the source. The column is that
        of ``needle`` in the line, where it occurs. A text without statements runs outside Jinja; then
        ``running`` tells.
        """
        if self.running is not None:
            return self.locate(*self.running, needle)
        frame = sys._getframe(1)
        while frame is not None:
            template = frame.f_globals.get("__jinja_template__")
            if template is not None:
                return self.locate(template.name or "", template.get_corresponding_lineno(frame.f_lineno), needle)
            frame = frame.f_back  # type: ignore[assignment]
        return Place("")

    def register(
        self, name: str, path: str, text: str, *, before: int = 0, indent: int = 0, exact: bool = True
    ) -> None:
        """Remember where the text of a template comes from, for the places in messages."""
        self.sources[name] = Source(path, tuple(text.split("\n")), before, indent, exact)

    def locate(self, name: str, line: int, needle: str = "") -> Place:
        """The place of a line of a template, with the column of ``needle`` in it."""
        source = self.sources.get(name)
        if source is None:
            return Place(name, line, 1)
        if not source.exact:
            return Place(source.path, source.before + 1, source.indent + 1)
        text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
        column = text.find(needle) if needle else -1
        if column >= 0 and needle.startswith("."):
            column += 1
        if column < 0:
            column = next((found for sign in ("{{", "{%") if (found := text.find(sign)) >= 0), 0)
        return Place(source.path, source.before + line, source.indent + column + 1)


class Phrase(Visible):
    """Words about one indicator, made when they are printed.

    In a template ``{{ x.dat_kh }}`` prints the phrase, ``{{ x.dat_kh('tinh', gon=true) }}`` prints it
    with options, ``{% if x.dat_kh %}`` asks whether it can be made.
    """

    __slots__ = ("_arguments", "_compose", "_is_awaited", "_made", "_options", "_session", "_title")

    def __init__(
        self,
        session: Session,
        title: str,
        compose: Callable[..., Made],
        arguments: tuple[Any, ...] = (),
        options: dict[str, Any] | None = None,
    ) -> None:
        self._session = session
        self._title = title
        self._compose = compose
        self._arguments = arguments
        self._options = options or {}
        self._made: Made | None = None
        self._is_awaited = False

    def __call__(self, *arguments: Any, **options: Any) -> Phrase:
        return Phrase(self._session, self._title, self._compose, arguments, options)

    def __bool__(self) -> bool:
        return self.make() is not None

    def __str__(self) -> str:
        return self.transformed(lambda words: words)

    def transformed(self, change: Callable[[str], str]) -> str:
        """The token of the phrase with its words changed (a capital first letter, say)."""
        made, indicator = self.make(complain=True), self._title.partition(".")[0]
        if made is None and self._is_awaited:
            return self._session.awaiting(indicator, Made(self._session.hole, gap=True), itself=False)
        if made is None:
            return "" if self._session.plain else ABSENT
        made = Made(change(made.text), made.origin, made.gap)
        return self._session.awaiting(indicator, made, itself=True) if made.gap else self._session.token(made)

    def make(self, *, complain: bool = False) -> Made | None:
        """The phrase, or None where the figures do not make it; ``complain`` says so in the session."""
        if self._made is not None:
            return self._made
        problem = self._misuse()
        if problem is not None:
            self._session.report("LC304", f"{self._title}: {problem[0]}", problem[1], needle=self._title.split(".")[-1])
            return None
        from lcdraft.phrases.values import MisuseError, NoPhraseError, NotYetError
        from lcdraft.units import UnitError

        try:
            self._made = self._compose(*self._arguments, **self._options)
        except NoPhraseError as reason:
            self._is_awaited = isinstance(reason, NotYetError)
            if complain:
                self._session.report(
                    "LC120",
                    f"{self._title}: không viết được vì {reason}; cụm từ được bỏ trống",
                    "Bổ sung số liệu hoặc bỏ cụm từ này khỏi câu.",
                    needle=self._title,
                    severity="warning",
                )
        except MisuseError as error:
            self._session.report("LC304", f"{self._title}: {error}", error.advice, needle=self._title)
        except UnitError as error:
            self._session.report("LC304", f"{self._title}: {error}", "Chọn đơn vị cùng loại.", needle=self._title)
        return self._made

    def _misuse(self) -> tuple[str, str] | None:
        """What is wrong with the options given or left out, if anything."""
        if not self._arguments and not self._options:
            needed = _needed(self._compose)
            if not needed:
                return None
            examples = ", ".join("2020" if kind == "int" else "'đón'" for _, kind in needed)
            return f"còn thiếu {', '.join(name for name, _ in needed)}", f"Viết {self._title}({examples})."
        from inspect import Parameter, signature

        declared = signature(self._compose)
        try:
            bound = declared.bind(*self._arguments, **self._options)
        except TypeError:
            names = [name for name, item in declared.parameters.items() if item.kind is not Parameter.VAR_POSITIONAL]
            listed = ", ".join(names) if names else "không có tùy chọn nào"
            return "tùy chọn không dùng được", f"Các tùy chọn dùng được: {listed}."
        for name, value in bound.arguments.items():
            item = declared.parameters[name]
            for given in value if item.kind is Parameter.VAR_POSITIONAL else (value,):
                problem = _unfit(name, str(item.annotation), given)
                if problem is not None:
                    return problem
        return None


_NEEDED: dict[tuple[CodeType, int], tuple[tuple[str, str], ...]] = {}


def _needed(compose: Callable[..., Made]) -> tuple[tuple[str, str], ...]:
    """The options, each with its type, that a phrase cannot do without; looked up once for each kind of phrase."""
    function = compose.func if isinstance(compose, partial) else compose
    key = (getattr(function, "__func__", function).__code__, len(compose.args) if isinstance(compose, partial) else 0)
    if key not in _NEEDED:
        from inspect import Parameter, signature

        free = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
        _NEEDED[key] = tuple(
            (item.name, str(item.annotation))
            for item in signature(compose).parameters.values()
            if item.default is Parameter.empty and item.kind not in free
        )
    return _NEEDED[key]


def _unfit(name: str, wanted: str, value: object) -> tuple[str, str] | None:
    """What is wrong with one option, whose type is ``wanted``."""
    if wanted.startswith("bool") and not isinstance(value, bool):
        return f'tùy chọn "{name}" cần true hoặc false', f"Viết {name}=true."
    if wanted.startswith("int"):
        whole = value if isinstance(value, int) and not isinstance(value, bool) else None
        if name == "nam" and whole not in _YEARS:
            return f'tùy chọn "{name}" cần một năm', f"Viết {name}=2020."
        if name != "nam" and (whole is None or not 0 <= whole <= 6):
            return f'tùy chọn "{name}" cần một số từ 0 đến 6', f"Viết {name}=1."
    if wanted.startswith("str") and not isinstance(value, str):
        return f'tùy chọn "{name}" cần chữ trong dấu nháy', f"Viết {name}='…'."
    return None
