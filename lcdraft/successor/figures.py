"""The figures file of a new period: one empty entry for every value that somebody has to supply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lcdraft.dataset import Amount, Dataset, Estimate, Figure, Figures, Indicator, Status
from lcdraft.errors import Place
from lcdraft.numbers import format_number
from lcdraft.periods import Kind, Period
from lcdraft.successor.sources import Proposal
from lcdraft.yamltext import YamlLines, scalar

__all__ = [
    "Entry",
    "Followed",
    "Sheet",
    "empty_figures",
    "entries",
    "usual_status",
    "write_figures",
    "write_lacking",
]

WITH_SINGLE = (Kind.MONTH, Kind.QUARTER)
WITHOUT_FULL_YEAR = (Kind.YEAR, Kind.FIVE_YEARS)
_ASKED = ("gia_tri", "trong_ky", "uoc_ca_nam", "mau_so", "loai_tru", "cung_ky", "ky_truoc")


@dataclass(frozen=True, slots=True)
class Followed:
    """What is known of the indicators that a new period follows.

    ``ids`` in the order of the catalogue; ``compared`` and ``on_previous`` are those that the texts compare with last
    year and with the period before, ``full_year`` those whose estimate for the year they print; ``leftover`` the
    indicators of the last period that nothing prints any more.
    """

    ids: tuple[str, ...]
    compared: frozenset[str] = frozenset()
    on_previous: frozenset[str] = frozenset()
    full_year: frozenset[str] = frozenset()
    leftover: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the new file: its keys, each with what is written after the colon (nothing: to be typed)."""

    indicator: Indicator
    keys: tuple[tuple[str, str], ...]
    status: Status | None = None
    single: bool = False
    full_year: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys whose value is to be typed."""
        return tuple(key for key, value in self.keys if key in _ASKED and not value)


def entries(
    dataset: Dataset, period: Period, followed: Followed, last: Figures | None, pattern: Figures | None
) -> tuple[Entry, ...]:
    """The entries of a new file, shaped like those of the last report of its kind, else of the last period."""
    usual = usual_status(pattern or last)
    return tuple(
        _entry(dataset, period, dataset.catalogue[key], followed, _figure(pattern, key), _figure(last, key), usual)
        for key in followed.ids
    )


def usual_status(figures: Figures | None) -> Status:
    """The status that most of the values have."""
    found = Counter(figure.main.status for figure in figures.by_indicator.values()) if figures is not None else None
    return found.most_common(1)[0][0] if found else Status.ACTUAL


def empty_figures(period: Period, path: str, found: tuple[Entry, ...], value: Decimal | None = None) -> Figures:
    """The file as loading it will give it: every value unknown, or ``value`` to see what there will be to print."""
    place = Place(path, 1, 1)
    amount = Amount(value, place) if value is not None else None

    def empty(entry: Entry) -> Figure:
        unknown = Estimate(amount, entry.status or Status.ACTUAL)
        single, full_year = unknown if entry.single else None, unknown if entry.full_year else None
        return Figure(entry.indicator.id, place, unknown, single, full_year)

    return Figures(period, path, {entry.indicator.id: empty(entry) for entry in found})


def _figure(figures: Figures | None, key: str) -> Figure | None:
    return figures.by_indicator.get(key) if figures is not None else None


def _entry(
    dataset: Dataset,
    period: Period,
    indicator: Indicator,
    followed: Followed,
    model: Figure | None,
    last: Figure | None,
    usual: Status,
) -> Entry:
    shape = model or last
    single = period.kind in WITH_SINGLE and any(figure is not None and figure.single for figure in (model, last))
    full_year = period.kind not in WITHOUT_FULL_YEAR and _wants_full_year(indicator.id, followed, model, last)
    status = shape.main.status if shape is not None and shape.main.status is not usual else None
    keys = [("gia_tri", "")] if not full_year or _has_main(model, last) else []
    if single:
        keys.append(("trong_ky", ""))
    if status is not None:
        keys.append(("trang_thai", status.value))
    if full_year:
        keys.append(("uoc_ca_nam", ""))
    if (latest := last or model) is not None:
        keys += _references(latest)
    if _lacks_base(dataset, period, indicator.id) and indicator.id in followed.compared:
        keys.append(("cung_ky", ""))
    if indicator.id in followed.on_previous and _value(dataset.figure(indicator.id, period.previous)) is None:
        keys.append(("ky_truoc", ""))
    return Entry(indicator, tuple(keys), status or usual, single, full_year)


def _wants_full_year(key: str, followed: Followed, model: Figure | None, last: Figure | None) -> bool:
    if model is not None:
        return model.full_year is not None
    return last is not None and last.full_year is not None and key in followed.full_year


def _has_main(*figures: Figure | None) -> bool:
    return any(figure is not None and figure.main.amount is not None for figure in figures)


def _references(shape: Figure) -> Iterator[tuple[str, str]]:
    """What a value is measured with: ids carry over, numbers are asked for again."""
    for key, value in (("loai_tru", shape.excluded), ("mau_so", shape.denominator)):
        if value is not None:
            yield key, value if isinstance(value, str) else ""
    if shape.parts is not None:
        yield "gom", f"[{', '.join(shape.parts)}]"


def _lacks_base(dataset: Dataset, period: Period, key: str) -> bool:
    before = period.same_period_last_year
    return before is not None and _value(dataset.figure(key, before)) is None


def _value(figure: Figure | None) -> Amount | None:
    return figure.main.amount if figure is not None else None


# Writing


class Sheet(NamedTuple):
    """What is told beside each entry: plan and earlier values from the dataset, the values of the ``last`` period, the
    ``topics`` that head groups of entries, and what was read in a document (``proposals``)."""

    dataset: Dataset
    period: Period
    last: Figures | None
    topics: Mapping[str, str]
    proposals: Mapping[str, tuple[Proposal, ...]]


def write_figures(
    sheet: Sheet, found: tuple[Entry, ...], *, source: str, usual: Status, leftover: tuple[str, ...] = ()
) -> tuple[str, dict[str, int]]:
    """The text of the file, and the line of each indicator."""
    lines, period = YamlLines(), sheet.period
    lines.add("# yaml-language-server: $schema=../../schema/so-lieu.json")
    lines.comment(
        f"Số liệu {period.label}. Lập bằng lệnh lcdraft new{source}: giá trị để trống là chưa có, báo cáo in […].\n"
        "Số viết kiểu Việt Nam: 2.327 là hai nghìn ba trăm hai mươi bảy, 47,6 là bốn mươi bảy phẩy sáu."
    )
    if period.plan_id not in sheet.dataset.plans:
        lines.comment(f"Chưa có tệp data/ke-hoach/{period.plan_id}.yaml: kế hoạch {period.plan_label} chưa ghi ở đây.")
    lines.add("", f"ky: {period.id}")
    lines.comment(f"Ngày chốt số liệu; để trống thì là {period.closing_label}.")
    lines.add("den_ngay:", f"trang_thai: {usual.value}", "so_lieu:" if found else "so_lieu: {}")
    places = _write_entries(lines, sheet, found)
    if leftover:
        lines.blank()
        lines.comment("Kỳ trước có số, mẫu và lời văn kỳ này không in (cần thì thêm dòng): " + ", ".join(leftover), 2)
    return str(lines), places


def write_lacking(sheet: Sheet, found: tuple[Entry, ...], path: str) -> tuple[str, dict[str, int]]:
    """Comment lines with entries for a file that is there already, and the line of each indicator among them."""
    head, inner = YamlLines(), YamlLines()
    head.blank()
    head.comment(f"--- Chỉ tiêu mà {path} chưa có ---")
    head.comment(
        f"Mẫu và lời văn của báo cáo này in các chỉ tiêu dưới đây. Chép các dòng sau vào cuối mục so_lieu của {path}, "
        "bỏ dấu # và dấu cách đầu mỗi dòng, điền số; rồi xóa phần này."
    )
    before = len(head.lines) + 1
    places = {key: before + line for key, line in _write_entries(inner, sheet, found).items()}
    commented = (f"# {line}".rstrip() for line in inner.lines)
    return "\n".join(("", *head.lines, *commented)) + "\n", places


def _write_entries(lines: YamlLines, sheet: Sheet, found: tuple[Entry, ...]) -> dict[str, int]:
    """Write entries, each below what is told of it; the line of each indicator."""
    places: dict[str, int] = {}
    topic = None
    for entry in found:
        key = entry.indicator.id
        if sheet.topics.get(key, "") != topic:
            topic = sheet.topics.get(key, "")
            if places:
                lines.blank()
            if topic:
                lines.comment(f"--- {topic} ---", 2)
        lines.comment(_told(sheet, entry.indicator), 2)
        for proposal in sheet.proposals.get(key, ()):
            lines.comment(
                f"Văn bản cũ, đoạn {proposal.block}: {proposal.printed} (“{proposal.excerpt}”); chưa lấy vào số liệu.",
                2,
            )
        places[key] = lines.next_number
        _write_entry(lines, entry)
    return places


def _write_entry(lines: YamlLines, entry: Entry) -> None:
    lines.add(f"  {entry.indicator.id}:")
    if [key for key, _ in entry.keys] == ["gia_tri"]:
        return
    for key, value in entry.keys:
        shown = value if value.startswith("[") or not value else scalar(value)
        lines.add(f"    {key}: {shown}".rstrip())


def _told(sheet: Sheet, indicator: Indicator) -> str:
    """What a clerk wants to see beside an empty value."""
    dataset, period, file = sheet.dataset, sheet.period, sheet.last
    last = _figure(file, indicator.id)
    parts = [f"{indicator.name} ({indicator.unit})"]
    parts.append(_told_plan(dataset, period, indicator.id))
    if file is not None and file.period != period.same_period_last_year:
        told = _told_values(last) if last is not None else "không có"
        parts.append(f"Kỳ trước ({file.period.label}): {told}")
    before = period.same_period_last_year
    if before is not None:
        base = dataset.figure(indicator.id, before)
        told = _told_values(base) if base is not None and _told_values(base) else "chưa có trong dữ liệu"
        parts.append(f"{period.same_period_label[0].upper()}{period.same_period_label[1:]}: {told}")
    if indicator.supplier:
        parts.append(indicator.supplier)
    return ". ".join(part for part in parts if part) + "."


def _told_plan(dataset: Dataset, period: Period, key: str) -> str:
    plan = dataset.plans.get(period.plan_id)
    if plan is None:
        return ""
    target = plan.targets.get(key)
    if target is None or not target.by_authority:
        return ""
    names = dataset.settings.authorities
    several = len(target.by_authority) > 1
    shown = [
        f"{format_number(amount.value)}" + (f" ({names[by].short_name})" if several and by in names else "")
        for by, amount in target.by_authority.items()
    ]
    return f"Kế hoạch {period.plan_id}: {', '.join(shown)}"


def _told_values(figure: Figure) -> str:
    """``ước 2.327; riêng kỳ 260; ước cả năm 4.900``."""
    parts = []
    for estimate, name in ((figure.main, ""), (figure.single, "riêng kỳ "), (figure.full_year, "ước cả năm ")):
        if estimate is not None and estimate.amount is not None:
            about = f"{estimate.approximation} " if estimate.approximation else ""
            expected = "ước " if estimate.status is Status.ESTIMATE and not name.startswith("ước") else ""
            parts.append(f"{name}{expected}{about}{format_number(estimate.amount.value)}")
    return "; ".join(parts)
