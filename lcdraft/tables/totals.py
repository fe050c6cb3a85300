"""The cells of a subtotal: the typed total where there is one, else the sum of all its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from lcdraft.document import Operand, Origin
from lcdraft.numbers import format_number, round_half_up
from lcdraft.phrases import growth, plan
from lcdraft.phrases.values import NoPhraseError
from lcdraft.tables.cells import EMPTY, RowMaker, number_cell, year_of
from lcdraft.tables.model import TableCell
from lcdraft.template.making import full_year, main_value

__all__ = ["total_cells"]

_SUMS = ("ke_hoach", "cung_ky", "trong_ky", "thuc_hien", "uoc_ca_nam")
_OF = {
    "so_ke_hoach": ("thuc_hien", "ke_hoach"),
    "uoc_so_ke_hoach": ("uoc_ca_nam", "ke_hoach"),
    "so_cung_ky": ("thuc_hien", "cung_ky"),
}
"""A percentage and the two columns that it compares."""


def total_cells(own: RowMaker, parts: Sequence[RowMaker], keys: Sequence[str]) -> Iterator[TableCell]:
    """One cell per column. A sum is made only where every part has a value, and plans are of one authority."""
    for key in keys:
        cell = own.cell(key)
        if (cell.text and not cell.gap) or key == "ghi_chu":
            yield cell
        elif key in _OF:
            yield _ratio(own, parts, key)
        else:
            yield _sum(own, parts, key)


def _sum(own: RowMaker, parts: Sequence[RowMaker], key: str) -> TableCell:
    if key not in _SUMS and year_of(key) is None:
        return EMPTY
    if key == "ke_hoach" and not _one_authority(parts):
        return EMPTY
    cells = [part.cell(key) for part in parts]
    values = [cell.value for cell in cells if cell.value is not None]
    if not cells or len(values) < len(cells):
        return EMPTY
    total = sum(values, Decimal(0))
    formula = f"{' + '.join(format_number(value) for value in values)} = {format_number(total)}"
    operands = tuple(operand for cell in cells if cell.origin for operand in cell.origin.operands)
    return number_cell(total, Origin(own.indicator.id, formula, operands), own.indicator.decimals)


def _one_authority(parts: Sequence[RowMaker]) -> bool:
    try:
        return len({part.authority() for part in parts}) == 1
    except NoPhraseError:
        return False


def _ratio(own: RowMaker, parts: Sequence[RowMaker], key: str) -> TableCell:
    """A percentage of two cells of the subtotal, rounded as the phrases round."""
    above, below = (_total(own, parts, column) for column in _OF[key])
    if above.value is None or below.value is None:
        return EMPTY
    reading, indicator = own.reading, own.indicator
    try:
        if key == "so_cung_ky":
            exact = growth.growth_rate(growth.Change(above.value, below.value, indicator.unit))
            cell = number_cell(round_half_up(exact, reading.change_decimals(indicator)), None, signed=True)
        else:
            target = next(iter(reading.dataset.settings.authorities.values()))
            excluded = own.maker(main_value if key == "so_ke_hoach" else full_year).excluded()[0]
            ratio = plan.PlanRatio(above.value, below.value, target, excluded, indicator.inverse_ratio)
            cell = number_cell(round_half_up(plan.ratio(ratio), reading.ratio_decimals(indicator)), None)
    except NoPhraseError:
        return EMPTY
    operands = tuple(_operand(cell) for cell in (above, below))
    return replace(cell, origin=Origin(indicator.id, f"{above.text} so với {below.text}", operands))


def _total(own: RowMaker, parts: Sequence[RowMaker], key: str) -> TableCell:
    cell = own.cell(key)
    return cell if cell.value is not None else _sum(own, parts, key)


def _operand(cell: TableCell) -> Operand:
    found = cell.origin.operands if cell.origin is not None else ()
    return found[0] if len(found) == 1 else Operand("Cộng các thành phần", cell.text)
