"""What the data files say, typed: the catalogue, plans, figures and narratives, each value with its place.

Nothing here opens a file or computes; `lcdraft.load` fills these types, `lcdraft.phrases` reads them.
Unknown is None, never zero. The small ones are named tuples: every command imports them, and a frozen
dataclass takes seven times as long to define.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lcdraft.errors import Place
from lcdraft.periods import Period

__all__ = [
    "Agency",
    "Amount",
    "AnnexGroup",
    "AnnexItem",
    "AnnexPlan",
    "Authority",
    "Dataset",
    "Defaults",
    "Direction",
    "Estimate",
    "Figure",
    "Figures",
    "Indicator",
    "Level",
    "Nature",
    "Passage",
    "Plan",
    "Report",
    "Settings",
    "Signing",
    "Status",
    "Target",
    "Wording",
]


class Nature(StrEnum):
    """How values of one indicator relate over time (``tinh_chat``)."""

    CUMULATIVE = "luy_ke"
    POINT_IN_TIME = "thoi_diem"
    RATE = "ty_le"


class Direction(StrEnum):
    """Which way is better (``chieu``)."""

    HIGHER_IS_BETTER = "tang"
    LOWER_IS_BETTER = "giam"
    NEUTRAL = "trung_tinh"


class Status(StrEnum):
    """How sure a value is (``trang_thai``): it chooses between ``ước đạt``, ``đạt`` and ``phấn đấu đạt``."""

    ESTIMATE = "uoc"
    ACTUAL = "thuc_hien"
    TARGET = "muc_tieu"


class Level(StrEnum):
    """The level of government of an agency (``cap_hanh_chinh``)."""

    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


class Amount(NamedTuple):
    """A number that somebody typed.

    ``derived`` marks one that was deduced, not published (``suy_ra: true``); ``illustrative`` one that was made up
    for a sample (``minh_hoa: true``).
    """

    value: Decimal
    place: Place
    derived: bool = False
    illustrative: bool = False


class Indicator(NamedTuple):
    """One line of the catalogue. Decimals left None follow the report, then the workspace."""

    id: str
    name: str
    unit: str
    place: Place
    short_name: str = ""
    field: str = ""
    nature: Nature = Nature.CUMULATIVE
    direction: Direction = Direction.NEUTRAL
    parts: tuple[str, ...] = ()
    partial_parts: tuple[str, ...] = ()
    denominator: str | Amount | None = None
    inverse_ratio: bool = False
    supplier: str = ""
    decimals: int | None = None
    ratio_decimals: int | None = None
    change_decimals: int | None = None
    note: str = ""


class Authority(NamedTuple):
    """Who set a plan, as phrases name it: ``kế hoạch tỉnh giao``, shortened ``KH tỉnh giao``.

    ``compared`` says that the ratio is printed with ``so với`` before the name; ``basis`` is how
    the plan value itself is introduced in brackets (``kế hoạch giao 67,9%``).
    """

    id: str
    name: str
    short_name: str
    compared: bool = False
    basis: str = ""


class Target(NamedTuple):
    """The plan of one indicator: a value per authority as written, none where a note says there is no plan."""

    indicator: str
    by_authority: Mapping[str, Amount]
    place: Place


class Plan(NamedTuple):
    """The plan of a year (``2025``) or of several (``2021-2025``)."""

    id: str
    path: str
    targets: Mapping[str, Target]


class Estimate(NamedTuple):
    """A value with how sure it is and the word before it (``trên``, ``hơn``, ``gần``, ``khoảng``)."""

    amount: Amount | None
    status: Status
    approximation: str = ""


class Figure(NamedTuple):
    """What is known of one indicator in one period.

    ``main`` runs from the start of the plan year (or is the state on the cut-off day), ``single`` is
    the month or quarter alone, ``full_year`` the estimate for the whole plan year. ``excluded`` is left
    out of plan percentages: an amount, or the id of another indicator. ``base`` and ``previous`` stand in
    where the file of last year's period, or of the period before, is missing. ``parts`` is how this period
    breaks the total down, where that differs from the catalogue. ``confirmed`` says that somebody has looked
    into a value which is far from those of other periods.
    """

    indicator: str
    place: Place
    main: Estimate
    single: Estimate | None = None
    full_year: Estimate | None = None
    excluded: str | Amount | None = None
    denominator: str | Amount | None = None
    base: Amount | None = None
    previous: Amount | None = None
    as_of: date | None = None
    parts: tuple[str, ...] | None = None
    confirmed: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Every number typed for the indicator."""
        estimates = (self.main, self.single, self.full_year)
        found = (*(estimate.amount for estimate in estimates if estimate), self.excluded, self.denominator)
        return tuple(amount for amount in (*found, self.base, self.previous) if isinstance(amount, Amount))


class Figures(NamedTuple):
    """The figures of one period."""

    period: Period
    path: str
    by_indicator: Mapping[str, Figure]
    as_of: date | None = None

    @property
    def illustrative(self) -> int:
        """How many of the values were made up for a sample."""
        return sum(amount.illustrative for figure in self.by_indicator.values() for amount in figure.amounts)


class Passage(NamedTuple):
    """Text from a data file: Markdown with Jinja. ``place`` is where its first character stands.

    Line n of ``text`` is line ``place.line + n - 1`` of the file when ``exact`` (a block scalar written
    with ``|``); other scalars are folded by YAML and only their start is known.
    """

    text: str
    place: Place
    exact: bool = True


class Wording(NamedTuple):
    """Words of a template that one report says otherwise (``loi_mau``).

    ``template`` names the file as ``{% include %}`` does, ``old`` holds its words, ``new`` what is printed in their
    place; None where the whole paragraph, heading or item that has the words is left out.
    """

    template: str
    old: Passage
    new: Passage | None
    place: Place


class AnnexItem(NamedTuple):
    """One line of an annex: an indicator, and the indicators printed as parts below it."""

    indicator: str
    place: Place
    parts: tuple[AnnexItem, ...] = ()


class AnnexGroup(NamedTuple):
    """Lines of an annex under one heading.

    ``field`` (``linh_vuc``) stands for every indicator of that field where no line is listed; ``total`` is
    the indicator whose parts the lines are, printed as a subtotal below them.
    """

    title: str
    place: Place
    items: tuple[AnnexItem, ...] = ()
    field: str = ""
    total: str = ""
    groups: tuple[AnnexGroup, ...] = ()


class AnnexPlan(NamedTuple):
    """What stands in a table of indicators, for as many reports as name it (``data/phu-luc/``).

    ``columns`` empty means those that are customary for the kind of report; ``authority`` is whose plan is
    shown where an indicator has several, empty for the first. ``labels`` are the names that lines have in this annex
    alone, by indicator.
    """

    id: str
    path: str
    title: Passage
    groups: tuple[AnnexGroup, ...]
    columns: tuple[str, ...] = ()
    authority: str = ""
    note: Passage | None = None
    portrait: bool = False
    labels: Mapping[str, Passage] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what is particular to it beside the figures of its period.

    ``main_indicators`` are the ids of those that the report sorts by whether they will reach their plan,
    each with the place where it is listed.
    ``signing`` and ``recipients`` are None where those of the agency hold; ``illustrative`` says that it was made up
    for a sample. ``unreviewed`` names the passages that were carried over from another report and that nobody has
    looked at since; ``parked`` holds texts that are kept and not printed. ``owed`` are tasks of the last report that
    this one does not answer yet, each with the place where it is listed; ``wordings`` are the words of its templates
    that this report says otherwise.
    """

    period: Period
    path: str
    template: str
    title: Passage | None = None
    number: str = ""
    issued: date | None = None
    bases: tuple[Passage, ...] = ()
    addressees: tuple[str, ...] = ()
    signing: Signing | None = None
    recipients: tuple[str, ...] | None = None
    sections: Mapping[str, Passage] = field(default_factory=dict)
    lists: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    ratio_decimals: int | None = None
    change_decimals: int | None = None
    main_indicators: tuple[tuple[str, Place], ...] = ()
    annexes: tuple[str, ...] = ()
    illustrative: bool = False
    unreviewed: Mapping[str, Place] = field(default_factory=dict)
    parked: Mapping[str, Passage] = field(default_factory=dict)
    owed: tuple[tuple[str, Place], ...] = ()
    wordings: tuple[Wording, ...] = ()
    place: Place = field(default_factory=lambda: Place(""))

    @property
    def passages(self) -> dict[str, Passage]:
        """Every text of the report by the name that messages call it: ``thuong-mai.mo-dau``, ``ket_qua/1``."""
        named = {"tieu_de": self.title} if self.title is not None else {}
        named |= {f"can_cu/{number}": base for number, base in enumerate(self.bases, 1)}
        named |= self.sections
        for key, passages in self.lists.items():
            named |= {f"{key}/{number}": passage for number, passage in enumerate(passages, 1)}
        named |= {f"loi_mau/{number}": each.new or each.old for number, each in enumerate(self.wordings, 1)}
        return named


class Signing(NamedTuple):
    """Who signs: the lines above the signature and the name below it."""

    authority: tuple[str, ...] = ()
    name: str = ""


class Agency(NamedTuple):
    """Who writes the report, from ``valid_from`` to ``valid_to`` (both included, None without end).

    ``lines`` are the lines of the name in the letterhead, ``level_word`` is what sentences call the unit
    (``thành phố``), ``predecessors`` are the units that it was made of, ``addressees`` those to
    whom its reports go unless a report names others. ``head_points`` are the sizes of state name,
    motto and place, ``text_points`` that of the text; None follows the .docx template.
    """

    name: str
    lines: tuple[str, ...]
    superior: tuple[str, ...] = ()
    short_name: str = ""
    symbol: str = "UBND"
    level: Level | None = None
    level_word: str = ""
    unit: str = ""
    seat: str = ""
    predecessors: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    signing: Signing = Signing()
    recipients: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    head_points: tuple[int, int, int] | None = None
    text_points: int | None = None
    place: Place = Place("")


class Defaults(NamedTuple):
    """Decimals of percentages where neither the indicator nor the report says otherwise."""

    ratio_decimals: int = 1
    change_decimals: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """``lcdraft.yaml``. ``agencies``, at least one, follow each other in time; `lcdraft.agencies` picks one.

    ``wording`` replaces entries of the table `lcdraft.phrases.wording`.
    """

    agencies: tuple[Agency, ...]
    authorities: Mapping[str, Authority]
    defaults: Defaults = field(default_factory=Defaults)
    wording: Mapping[str, str] = field(default_factory=dict)
    path: str = "lcdraft.yaml"


@dataclass(frozen=True, slots=True)
class Dataset:
    """A whole workspace. Keys of ``figures`` and ``reports`` are period ids, of ``plans`` plan ids,
    of ``annexes`` file names."""

    root: Path
    settings: Settings
    catalogue: Mapping[str, Indicator]
    plans: Mapping[str, Plan] = field(default_factory=dict)
    figures: Mapping[str, Figures] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    annexes: Mapping[str, AnnexPlan] = field(default_factory=dict)

    def is_illustrative(self, report: Report) -> bool:
        """Whether the report, or a figure of its period, was made up for a sample and is not a published one."""
        figures = self.figures.get(report.period.id)
        return report.illustrative or (figures is not None and figures.illustrative > 0)

    def figure(self, indicator: str, period: Period) -> Figure | None:
        """The figure of an indicator in a period, or None where no file gives one."""
        figures = self.figures.get(period.id)
        return None if figures is None else figures.by_indicator.get(indicator)
