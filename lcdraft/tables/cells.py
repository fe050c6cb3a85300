"""The cells of one indicator's row. The numbers come from the phrases: what a text prints, its table prints too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lcdraft.dataset import Amount, Direction, Figure, Indicator, Nature, Status
from lcdraft.dates import format_date
from lcdraft.document import Origin
from lcdraft.numbers import format_number, parse_number
from lcdraft.periods import Kind, Period
from lcdraft.phrases.outlook import Outlook, outlook
from lcdraft.phrases.values import NoPhraseError
from lcdraft.tables.model import TableCell
from lcdraft.template.making import Horizon, Maker, Reading, full_year, main_value, single
from lcdraft.template.outlook import course_of
from lcdraft.text import capitalize_first

__all__ = ["EMPTY", "RowMaker", "number_cell", "year_of"]

EMPTY = TableCell()

_YEAR = "nam_"


def number_cell(
    value: Decimal, origin: Origin | None, decimals: int | None = None, *, signed: bool = False
) -> TableCell:
    """A cell that prints a number; ``decimals`` None prints the digits that it has."""
    text = format_number(value, decimals, keep_zeros=decimals is not None)
    printed = parse_number(text)
    sign = "+" if signed and printed > 0 else ""
    return TableCell(sign + text, printed, len(text.partition(",")[2]), origin=origin)


def year_of(key: str) -> int | None:
    """The year of a column ``nam_2021``; None for another column."""
    return int(key.removeprefix(_YEAR)) if key.startswith(_YEAR) else None


def is_gap(figure: Figure | None) -> bool:
    """True where a figure is declared and nothing of it has been typed, which a text prints as ``[…]``."""
    if figure is None:
        return False
    estimates = (figure.main, figure.single, figure.full_year)
    return all(estimate is None or estimate.amount is None for estimate in estimates)


@dataclass(frozen=True)
class RowMaker:
    """Makes the cells of one indicator in one report; ``wanted`` is the plan authority that the annex names."""

    reading: Reading
    indicator: Indicator
    wanted: str = ""

    def cell(self, key: str) -> TableCell:
        """The cell of a column, empty where the data do not make it."""
        year = year_of(key)
        try:
            if year is not None:
                return self._in_year(year)
            return _CELLS[key](self)
        except NoPhraseError:
            return EMPTY

    def statuses(self, key: str) -> set[Status]:
        """How sure the value of a column is, if it is shown at all."""
        horizon = {"thuc_hien": main_value, "trong_ky": single, "uoc_ca_nam": full_year}.get(key)
        estimate = self.maker(horizon).estimate() if horizon is not None else None
        return set() if estimate is None or estimate.amount is None else {estimate.status}

    def maker(self, horizon: Horizon = main_value) -> Maker:
        return Maker(self.reading, self.indicator, horizon)

    def authority(self, plan_id: str = "") -> str:
        """Whose plan is shown: the one that the annex names where it has set one, else the first.

        ``plan_id`` names another plan than that of the period.

        Raises:
            NoPhraseError: where there is no plan.
        """
        found = [authority.id for authority, _ in self.maker().targets((), plan_id)]
        return self.wanted if self.wanted in found else found[0]

    def _amount(self, amount: Amount | None, formula: str, label: str = "") -> TableCell:
        if amount is None:
            return EMPTY
        maker = self.maker()
        name = label or self.indicator.name
        origin = maker.origin(formula, (name, maker.text(amount.value), amount))
        return number_cell(amount.value, origin, self.indicator.decimals)

    def _value(self, horizon: Horizon) -> TableCell:
        amount = self.maker(horizon).amount()
        if amount is None and horizon is main_value and is_gap(self.maker().figure()):
            return TableCell(self.reading.wording("khoang_trong"), origin=self.maker().gap_origin(), gap=True)
        return self._amount(amount, "số liệu nhập")

    def _plan(self) -> TableCell:
        authority, amount, _ = self.maker().first_target(self.authority())
        return self._amount(amount, "số liệu kế hoạch", capitalize_first(authority.name))

    def _next_plan(self) -> TableCell:
        plan_id = self.reading.period.next_plan_id
        authority, amount, _ = self.maker().first_target(self.authority(plan_id), plan_id=plan_id)
        return self._amount(amount, "số liệu kế hoạch", f"{capitalize_first(authority.name)} {plan_id}")

    def _base(self) -> TableCell:
        amount, label = self.maker().base()
        return self._amount(amount, "số liệu nhập", capitalize_first(label))

    def _in_year(self, year: int) -> TableCell:
        """The value of a year; of a year after those under review only what is aimed at, whatever is known by now."""
        figure = self.reading.dataset.figure(self.indicator.id, Period(Kind.YEAR, year))
        if figure is None:
            return EMPTY
        if year > self.reading.period.last_reported_year and figure.main.status is not Status.TARGET:
            return EMPTY
        return self._amount(figure.main.amount, "số liệu nhập", f"Năm {year}")

    def _completion(self, horizon: Horizon) -> TableCell:
        made = self.maker(horizon).plan_percentage(self.authority())
        return number_cell(parse_number(made.text.removesuffix("%")), made.origin)

    def _change(self) -> TableCell:
        value, origin = self.maker().year_on_year_number()
        cell = number_cell(value, origin, signed=True)
        if self.indicator.nature is not Nature.RATE:
            return cell
        unit = "điểm ‰" if self.indicator.unit.startswith("‰") else "điểm %"
        return TableCell(f"{cell.text} {unit}", cell.value, cell.decimals, unit, origin)

    def _note(self) -> TableCell:
        parts = (self._outlook(), self._left_out(), self._plan_authority(), self._own_day())
        return TableCell(capitalize_first("; ".join(part for part in parts if part)))

    def _outlook(self) -> str:
        """Whether a plan of several years will be reached, or is already; half-way, falling short says nothing.

        What is reached already stands as such, by the rule that sorts the main indicators in the text.
        """
        if not self.reading.period.is_multi_year:
            return ""
        if self._group() is Outlook.REACHED:
            return f"đã {self.maker().plan_words(False, self.authority(), gon=True).text}"
        try:
            return f"dự kiến {self.maker(full_year).plan_words(False, self.authority(), gon=True).text}"
        except NoPhraseError:
            reached = self._is_reached()
            return f"đã {self.maker().plan_words(False, self.authority(), gon=True).text}" if reached else ""

    def _group(self) -> Outlook | None:
        try:
            return outlook(course_of(self.maker()))
        except NoPhraseError:
            return None

    def _is_reached(self) -> bool:
        amount = self.maker().amount()
        try:
            _, plan, _ = self.maker().first_target(self.authority())
        except NoPhraseError:
            return False
        if amount is None or self.indicator.direction is Direction.LOWER_IS_BETTER:
            return amount is not None and self.indicator.nature is not Nature.CUMULATIVE and amount.value <= plan.value
        return amount.value >= plan.value

    def _left_out(self) -> str:
        try:
            self.authority()
            return self.maker().left_out().text
        except NoPhraseError:
            return ""

    def _plan_authority(self) -> str:
        """Whose plan it is, where several have set one."""
        try:
            targets = self.maker().targets(())
            authority = self.authority()
        except NoPhraseError:
            return ""
        return next(f"theo {found.name}" for found, _ in targets if found.id == authority) if len(targets) > 1 else ""

    def _own_day(self) -> str:
        figure = self.maker().figure()
        if figure is None or figure.as_of is None or figure.main.amount is None:
            return ""
        return f"số liệu đến ngày {format_date(figure.as_of)}"


_CELLS: dict[str, Callable[[RowMaker], TableCell]] = {
    "ke_hoach": RowMaker._plan,
    "cung_ky": RowMaker._base,
    "trong_ky": lambda row: row._value(single),
    "thuc_hien": lambda row: row._value(main_value),
    "so_ke_hoach": lambda row: row._completion(main_value),
    "so_cung_ky": RowMaker._change,
    "uoc_ca_nam": lambda row: row._value(full_year),
    "uoc_so_ke_hoach": lambda row: row._completion(full_year),
    "ke_hoach_nam_sau": RowMaker._next_plan,
    "ghi_chu": RowMaker._note,
}
