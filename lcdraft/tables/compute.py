"""The table of an annex, computed: pure functions from a dataset and a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from lcdraft.dataset import AnnexGroup, AnnexItem, AnnexPlan, Status
from lcdraft.errors import Place, Problem
from lcdraft.frame import TOTAL
from lcdraft.numbering import HeadingCounter, Numbering
from lcdraft.numbers import share
from lcdraft.periods import Kind, Period
from lcdraft.tables.cells import RowMaker, year_of
from lcdraft.tables.model import Column, IndicatorTable, RowKind, TableCell, TableRow
from lcdraft.tables.totals import total_cells
from lcdraft.template.making import Reading
from lcdraft.text import capitalize_first, lower_first

__all__ = ["compute_table"]

_PART_SIGNS = ("", "-", "+")
_YEARLY = ("ke_hoach", "cung_ky", "thuc_hien", "so_ke_hoach", "so_cung_ky")
_WITHIN_YEAR = ("ke_hoach", "cung_ky", "trong_ky", "thuc_hien", "so_ke_hoach", "so_cung_ky")
_SEVERAL_YEARS = ("nam", "ke_hoach", "thuc_hien", "so_ke_hoach")
_OUTLOOK = ("uoc_ca_nam", "uoc_so_ke_hoach")


def compute_table(plan: AnnexPlan, reading: Reading, title: str) -> IndicatorTable:
    """The table of an annex in the report that ``reading`` looks at; ``title`` is its name, rendered.

    Indicators shown count as used by the report; a figure that is declared but not typed is warned of
    (LC121), both in the session of ``reading``.
    """
    maker = _TableMaker(plan, reading)
    rows = tuple(maker.rows())
    columns = tuple(maker.columns())
    return IndicatorTable(plan.id, title, columns, rows, _elapsed(reading.period))


class _TableMaker:
    def __init__(self, plan: AnnexPlan, reading: Reading) -> None:
        self._plan = plan
        self._reading = reading
        self._groups = list(self._filled(plan.groups))
        self._makers = {
            indicator: RowMaker(reading, reading.dataset.catalogue[indicator], plan.authority)
            for group in self._groups
            for indicator in _indicators(group)
        }
        self._keys = self._column_keys()
        self._groups = list(self._shown_groups(self._groups))

    # Columns

    def _column_keys(self) -> tuple[str, ...]:
        period = self._reading.period
        keys = self._plan.columns or self._customary(period)
        years = [f"nam_{year}" for year in range(period.base_year, period.year + 1)] if period.is_multi_year else []
        spread = (found for key in keys for found in (years if key == "nam" else [key]))
        return tuple(key for key in spread if key != "trong_ky" or period.kind in (Kind.MONTH, Kind.QUARTER))

    def _customary(self, period: Period) -> tuple[str, ...]:
        keys: tuple[str, ...] = _SEVERAL_YEARS if period.is_multi_year else _YEARLY
        if period.kind in (Kind.MONTH, Kind.QUARTER):
            keys = _WITHIN_YEAR
        if self._has_any("uoc_ca_nam"):
            keys += _OUTLOOK
        if period.kind is Kind.YEAR and self._has_any("ke_hoach_nam_sau"):
            keys += ("ke_hoach_nam_sau",)
        return (*keys, "ghi_chu")

    def _has_any(self, key: str) -> bool:
        return any(maker.cell(key).text for maker in self._makers.values())

    def columns(self) -> Iterator[Column]:
        for key in self._keys:
            unit = "%" if key in ("so_ke_hoach", "so_cung_ky", "uoc_so_ke_hoach") else ""
            yield Column(key, self._heading(key), unit, is_text=key == "ghi_chu")

    def _heading(self, key: str) -> str:
        period = self._reading.period
        year = year_of(key)
        if year is not None:
            return f"Năm {year}"
        whole = "cả giai đoạn" if period.is_multi_year else "cả năm"
        # Fifteen columns leave no room for "giai đoạn 2021-2025" in the heads; the years stand in six of them.
        until = period.short_label if period.is_multi_year else period.cumulative_label
        headings = {
            "ke_hoach": "Kế hoạch giai đoạn" if period.is_multi_year else f"Kế hoạch {period.plan_label}",
            "cung_ky": f"Thực hiện {period.same_period_label}",
            "trong_ky": f"{self._done(key)} {period.short_label}",
            "thuc_hien": f"{self._done(key)} {until}",
            "so_ke_hoach": "So với kế hoạch (%)",
            "so_cung_ky": f"Tăng, giảm so với {'năm trước' if period.kind is Kind.YEAR else 'cùng kỳ'} (%)",
            "uoc_ca_nam": f"Ước thực hiện {whole}",
            "uoc_so_ke_hoach": "Ước so với kế hoạch (%)",
            "ke_hoach_nam_sau": f"Kế hoạch {period.next_plan_label}",
            "ghi_chu": "Ghi chú",
        }
        return headings[key]

    def _done(self, key: str) -> str:
        """ "Ước thực hiện" as soon as one of the values is an estimate."""
        statuses = {status for maker in self._makers.values() for status in maker.statuses(key)}
        return "Thực hiện" if statuses <= {Status.ACTUAL} else "Ước thực hiện"

    # Rows

    def _filled(self, groups: tuple[AnnexGroup, ...]) -> Iterator[AnnexGroup]:
        """The groups with their lines, those of a field found."""
        for group in groups:
            filled = group._replace(groups=tuple(self._filled(group.groups)))
            if group.field and not group.items:
                filled = filled._replace(items=tuple(self._of_field(group.field, group.place)))
            yield filled

    def _shown_groups(self, groups: Iterable[AnnexGroup]) -> Iterator[AnnexGroup]:
        """The groups without the lines that this report has nothing to say about: several reports share an annex."""
        for group in groups:
            inner = tuple(self._shown_groups(group.groups))
            items = tuple(self._shown_items(group.items))
            if items or inner:
                yield group._replace(items=items, groups=inner)

    def _shown_items(self, items: Iterable[AnnexItem]) -> Iterator[AnnexItem]:
        for item in items:
            parts = tuple(self._shown_items(item.parts))
            if parts or any(self._makers[item.indicator].cell(key).text for key in self._keys):
                yield item._replace(parts=parts)

    def _of_field(self, field: str, place: Place) -> Iterator[AnnexItem]:
        """The indicators of a field, parts below the whole that adds them up."""
        listed = {item.indicator for group in self._plan.groups for item in _items(group)}
        catalogue = self._reading.dataset.catalogue
        found = [
            indicator
            for indicator in catalogue.values()
            if (indicator.field == field or indicator.field.startswith(f"{field}/")) and indicator.id not in listed
        ]
        ids = {indicator.id for indicator in found}
        inner = {part for indicator in found for part in (*indicator.parts, *indicator.partial_parts)} & ids

        def item(id: str) -> AnnexItem:
            indicator = catalogue[id]
            parts = (part for part in (*indicator.parts, *indicator.partial_parts) if part in ids)
            return AnnexItem(id, place, tuple(item(part) for part in parts))

        return (item(indicator.id) for indicator in found if indicator.id not in inner)

    def rows(self) -> Iterator[TableRow]:
        nested = any(group.groups for group in self._groups)
        counter = HeadingCounter(Numbering(("chu-hoa", "la-ma") if nested else ("la-ma", "so")))
        for group in self._groups:
            yield from self._group(group, 0, counter)

    def _group(self, group: AnnexGroup, level: int, counter: HeadingCounter) -> Iterator[TableRow]:
        ordinal = counter.next(level + 1).rstrip(".")
        yield TableRow(RowKind.GROUP, ordinal, group.title, level)
        for number, item in enumerate(group.items, 1):
            yield from self._item(item, 0, str(number))
        if group.total:
            yield self._subtotal(group)
        for inner in group.groups:
            yield from self._group(inner, level + 1, counter)

    def _item(self, item: AnnexItem, level: int, ordinal: str) -> Iterator[TableRow]:
        cells = tuple(self._cell(item, key) for key in self._keys)
        yield self._row(RowKind.INDICATOR, item.indicator, cells, ordinal, level)
        below = level + 1
        for part in item.parts:
            yield from self._item(part, below, _PART_SIGNS[min(below, len(_PART_SIGNS) - 1)])

    def _cell(self, item: AnnexItem, key: str) -> TableCell:
        cell = self._makers[item.indicator].cell(key)
        if cell.gap:
            self._report_gap(item)
        return cell

    def _report_gap(self, item: AnnexItem) -> None:
        reading = self._reading
        figure = reading.dataset.figure(item.indicator, reading.period)
        place = item.place if figure is None else figure.place
        message = f"{item.indicator}: chưa có số liệu kỳ {reading.period.id}; phụ lục in chỗ trống"
        advice = f'Điền giá trị cho "{item.indicator}" trong data/so-lieu/{reading.period.id}.yaml.'
        reading.session.problems.append(Problem("LC121", message, place, advice, "warning"))

    def _subtotal(self, group: AnnexGroup) -> TableRow:
        own = self._makers[group.total]
        parts = [self._makers[part] for part in own.indicator.parts]
        cells = tuple(total_cells(own, parts, self._keys))
        return self._row(RowKind.SUBTOTAL, group.total, cells, "", 0)

    def _row(self, kind: RowKind, id: str, cells: tuple[TableCell, ...], ordinal: str, level: int) -> TableRow:
        self._reading.session.used.add(id)
        indicator = self._reading.dataset.catalogue[id]
        name = capitalize_first(indicator.name)
        if kind is RowKind.INDICATOR and (label := self._plan.labels.get(id)) is not None:
            name = label.text
        return TableRow(
            kind=kind,
            ordinal=ordinal,
            name=name if kind is RowKind.INDICATOR else f"{TOTAL}{lower_first(name)}",
            level=level,
            unit=indicator.unit,
            cells=cells,
            indicator=id,
            direction=indicator.direction.value,
            nature=indicator.nature.value,
            inverse=indicator.inverse_ratio,
        )


def _items(group: AnnexGroup) -> Iterator[AnnexItem]:
    """Every line of a group and of the groups in it, parts included."""
    waiting = list(group.items)
    while waiting:
        item = waiting.pop(0)
        yield item
        waiting += item.parts
    for inner in group.groups:
        yield from _items(inner)


def _indicators(group: AnnexGroup) -> Iterator[str]:
    yield from (item.indicator for item in _items(group))
    for one in (group, *group.groups):
        if one.total:
            yield one.total


def _elapsed(period: Period) -> Decimal:
    years = period.year - period.first_year + 1 if period.is_multi_year else 1
    return share(Decimal(period.months), Decimal(12 * years))
