"""The report of the first six months of 2025, made from data, against the figures that were printed in it.

`data/so-lieu-in-6-thang-2025.yaml` lists every figure of the published report and every number that somebody
computed for it, and says where the print was wrong. What holds for every sample is in `test_samples.py`.
"""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from lcdraft.dataset import Dataset, Estimate, Figure, Status
from lcdraft.document import (
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Span,
    Strong,
    Table,
    inlines_text,
)
from lcdraft.load.workspace import load_dataset
from lcdraft.numbers import parse_number
from lcdraft.periods import parse_period
from lcdraft.render import Rendering, render_document
from lcdraft.template.session import Session
from lcdraft.template.views import IndicatorView, Reading, indicator_views
from lcdraft.units import convert

if TYPE_CHECKING:
    pass

PERIOD = "6-thang-2025"
FIGURES = f"data/so-lieu/{PERIOD}.yaml"
HERE = Path(__file__).parent / "data"


def printed_data(name: str) -> Any:
    """A file of test data, every scalar a text."""
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


PRINT = printed_data("so-lieu-in-6-thang-2025.yaml")
COMPUTED: list[dict[str, Any]] = PRINT["computed"]
PRINTED: list[dict[str, Any]] = PRINT["figures"]

STATUSES = {"estimate": Status.ESTIMATE, "actual": Status.ACTUAL, "target": Status.TARGET}


def row_name(row: dict[str, Any]) -> str:
    return "-".join(row[key] for key in ("id", "horizon", "measure", "kind", "authority") if key in row)


def changed(item: Any, **fields: Any) -> Any:
    """The same item with other fields, be it a dataclass or a named tuple."""
    return item._replace(**fields) if hasattr(item, "_replace") else dataclasses.replace(item, **fields)


# (a) Every printed figure is in the data


def test_the_table_is_complete() -> None:
    assert len(PRINTED) == 181
    kinds = Counter(row["kind"] for row in COMPUTED)
    assert kinds == {"plan": 48, "compare": 7, "exceeds": 2, "met": 1, "share": 4}


def estimate_of(figure: Figure, row: dict[str, Any]) -> Estimate:
    found = figure.full_year if row["measure"] == "full-year-estimate" else figure.main
    assert found is not None
    return found


@pytest.mark.parametrize("row", PRINTED, ids=row_name)
def test_every_printed_figure_is_in_the_data(sample: Dataset, row: dict[str, Any]) -> None:
    indicator = sample.catalogue[row["id"]]
    figure = sample.figure(row["id"], parse_period(PERIOD))
    assert figure is not None
    found = estimate_of(figure, row)
    assert found.amount is not None
    assert found.amount.value == parse_number(row.get("data", row["value"]))
    assert found.status is STATUSES[row["status"]]
    assert found.approximation == row.get("approx", "")
    if "data" in row and indicator.unit != row["unit"]:
        assert convert(found.amount.value, indicator.unit, row["unit"]) == parse_number(row["value"])
    else:
        assert row["unit"] in (indicator.unit, f"{indicator.unit} kế hoạch")


@pytest.mark.parametrize("row", [row for row in PRINTED if "of" in row], ids=row_name)
def test_the_denominators_that_were_printed(views: dict[str, IndicatorView], row: dict[str, Any]) -> None:
    whole = str(views[row["id"]].tren).split("/")[1].split(" ")[0]
    assert parse_number(whole) == parse_number(row["of"])


@pytest.mark.parametrize("row", [row for row in PRINTED if "as_of" in row], ids=row_name)
def test_the_days_that_were_printed(sample: Dataset, row: dict[str, Any]) -> None:
    figure = sample.figure(row["id"], parse_period(PERIOD))
    assert figure is not None
    assert figure.as_of is not None
    assert f"{figure.as_of.day}/{figure.as_of.month}/{figure.as_of.year}" == row["as_of"]


@pytest.mark.parametrize("row", PRINTED, ids=row_name)
def test_every_figure_prints_as_it_did(views: dict[str, IndicatorView], row: dict[str, Any]) -> None:
    """Up to the misprints: a thousands dot left out, ten đồng too few."""
    view = views[row["id"]]
    if row["measure"] == "full-year-estimate":
        view = view.ca_nam
    value = parse_number(row.get("data", row["value"]))
    text = str(view.so)
    assert parse_number(text) == value
    if "data" not in row and row["value"] not in ("1541", "7633,1", "23501,9", "9"):
        assert text == row["value"]


# (b) Every computed number comes out


@pytest.fixture(scope="module")
def views(sample: Dataset) -> dict[str, IndicatorView]:
    reading = Reading(sample, parse_period(PERIOD), Session(plain=True), sample.reports[PERIOD])
    return dict(indicator_views(reading))


def said_of(view: IndicatorView, row: dict[str, Any], authority: str) -> tuple[str, str]:
    """What the phrase layer says of a row, and what it has to say."""
    expected = row["expected"]
    match row["kind"]:
        case "plan":
            return str(view.dat_kh(row["authority"])), f"đạt {expected}% {authority}"
        case "compare" if row["unit"] == "%":
            return str(view.so_cung_ky), f"{WORDS[row['direction']]} {expected}% so với cùng kỳ năm 2024"
        case "compare":
            return (
                str(view.so_cung_ky_so),
                f"{WORDS[row['direction']]} {expected} {row['unit']} so với cùng kỳ năm 2024",
            )
        case "exceeds":
            unit = str(view.don_vi)
            return str(view.vuot_kh(row["authority"])), f"vượt {expected}{unit} {authority}"
        case "met":
            return str(view.dat_kh_chu(row["authority"])), expected
        case _:
            return str(view.ty_le), f"{expected}%"


WORDS = {"tang": "tăng", "giam": "giảm"}


@pytest.mark.parametrize("row", COMPUTED, ids=row_name)
def test_every_computed_number_comes_out(sample: Dataset, views: dict[str, IndicatorView], row: dict[str, Any]) -> None:
    view = views[row["id"]]
    if row["horizon"] == "ca_nam":
        view = view.ca_nam
    named = ""
    if "authority" in row:
        authority = sample.settings.authorities[row["authority"]]
        named = f"so với {authority.name}" if authority.compared else authority.name
    found, expected = said_of(view, row, named)
    assert found == expected


def test_55_of_55_percentages_and_comparisons_are_right(sample: Dataset, views: dict[str, IndicatorView]) -> None:
    right = 0
    for row in COMPUTED:
        if row["kind"] not in ("plan", "compare"):
            continue
        view = views[row["id"]].ca_nam if row["horizon"] == "ca_nam" else views[row["id"]]
        text = str(view.phan_tram_kh(row["authority"])) if row["kind"] == "plan" else said_of(view, row, "")[0]
        printed = re.search(r"[\d.]*\d(?:,\d+)?", text)
        assert printed is not None
        right += printed[0] == row["expected"]
    assert right == 55


def test_where_the_print_was_wrong_it_is_corrected() -> None:
    wrong = {(row["id"], row.get("authority")): row for row in COMPUTED if row["printed"] != row["expected"]}
    assert {key: (row["printed"], row["expected"]) for key, row in wrong.items()} == {
        ("hoa_dien_tich", "nam"): ("104,6", "104,5"),
        ("giai_ngan_dau_tu_cong", "giao"): ("18,3", "15,8"),
    }
    assert all(row["note"] for row in wrong.values())


@pytest.mark.parametrize("row", COMPUTED, ids=row_name)
def test_every_computed_number_stands_in_the_report(sample_document: Document, row: dict[str, Any]) -> None:
    """Not only in the phrase layer: the template prints it, with the indicator it belongs to."""
    unit = {"plan": "%", "share": "%", "met": ""}.get(row["kind"], row.get("unit", ""))
    wanted = row["expected"] + (unit if unit == "%" else "")
    texts = [
        span.text
        for _, span in spans_of(sample_document)
        if span.origin is not None and span.origin.indicator == row["id"]
    ]
    assert any(re.search(rf"(?<![\d,.]){re.escape(wanted)}(?![\d,])", text) for text in texts), texts


# (c) Headings, (d) notes and tasks


def headings_of(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading)]


def items_under(document: Document, section: str) -> list[ListItem]:
    """The numbered items between a heading and the next."""
    found: list[ListItem] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.id == section
        elif inside and isinstance(block, ListItem) and block.marker.startswith("("):
            found.append(block)
    return found


@pytest.mark.parametrize(("section", "count"), [("nhiem-vu", 12), ("ket-qua", 7), ("uoc-ca-nam", 8)])
def test_numbered_items(sample_document: Document, section: str, count: int) -> None:
    markers = [item.marker for item in items_under(sample_document, section)]
    assert markers == [f"({number})." for number in range(1, count + 1)]


def test_there_are_at_least_as_many_notes_as_in_print(sample_document: Document) -> None:
    notes = list(sample_document.footnotes())
    assert len(notes) >= 37
    for note in notes:
        assert note.blocks
        assert all(isinstance(block, Paragraph) and inlines_text(block.inlines).strip() for block in note.blocks)


# (e) One value, every sentence


def inline_spans(inlines: tuple[Inline, ...]) -> Iterator[Span]:
    for inline in inlines:
        match inline:
            case Span():
                yield inline
            case Strong(children) | Emphasis(children):
                yield from inline_spans(children)
            case Footnote(blocks):
                for block in blocks:
                    assert not isinstance(block, Table)
                    yield from inline_spans(block.inlines)
            case _:
                pass


def spans_of(document: Document) -> list[tuple[int, Span]]:
    """Every computed text with the number of the block of the body that it stands in."""
    found: list[tuple[int, Span]] = []
    for number, block in enumerate(document.blocks):
        assert not isinstance(block, Table)
        found += [(number, span) for span in inline_spans(block.inlines)]
    return found


def texts_of(document: Document) -> list[str]:
    """The text of every block of the body, its notes in place."""

    def note(found: Footnote) -> str:
        return f"[{' '.join(inlines_text(block.inlines) for block in found.blocks if not isinstance(block, Table))}]"

    return [inlines_text(block.inlines, note) for block in document.blocks if not isinstance(block, Table)]


def sections_of(document: Document) -> list[str]:
    """For every block, the id of the heading that it stands under."""
    sections, current = [], ""
    for block in document.blocks:
        current = block.id if isinstance(block, Heading) else current
        sections.append(current)
    return sections


@pytest.fixture
def render_changed(sample_root: Path, tmp_path: Path) -> Callable[[Callable[[str], str]], tuple[Dataset, Rendering]]:
    """Render a copy of the sample whose figures were changed by a function of their text."""

    def render(change: Callable[[str], str]) -> tuple[Dataset, Rendering]:
        for name in ("data", "templates"):
            shutil.copytree(sample_root / name, tmp_path / name)
        shutil.copy(sample_root / "lcdraft.yaml", tmp_path)
        path = tmp_path / FIGURES
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
        dataset, problems = load_dataset(tmp_path)
        assert problems == []
        assert dataset is not None
        return dataset, render_document(dataset, dataset.reports[PERIOD], (tmp_path / "templates",))

    return render


def line_of(sample: Dataset, indicator: str) -> int:
    figure = sample.figure(indicator, parse_period(PERIOD))
    assert figure is not None
    assert figure.main.amount is not None
    return figure.main.amount.place.line


CHANGES = [
    # indicator, old, new, sections whose text has to change
    ("ban_le", "2.327", "2.527", {"thuong-mai", "ket-qua"}),
    ("luot_khach_du_lich", "158.727", "178.727", {"thuong-mai", "phat-trien-du-lich", "ket-qua"}),
    ("doanh_thu_du_lich", "260,9", "290,9", {"thuong-mai", "phat-trien-du-lich", "ket-qua"}),
    ("gtsx_cn_ttcn", "310,28", "340,28", {"cong-nghiep", "ket-qua"}),
    ("thu_nsnn_dia_ban", "76.360", "86.360", {"ngan-sach", "ket-qua", "nguyen-nhan"}),
    ("giai_ngan_dau_tu_cong", "13.333", "23.333", {"xay-dung-co-ban", "ton-tai"}),
    ("thu_chuyen_nguon", "92.628", "12.628", {"ngan-sach"}),
    ("do_an_quy_hoach_chi_tiet", "03", "05", {"do-thi", "nhiem-vu"}),
]


@pytest.mark.parametrize(("indicator", "old", "new", "sections"), CHANGES, ids=[change[0] for change in CHANGES])
def test_a_changed_figure_changes_every_sentence_that_uses_it_and_no_other(
    sample: Dataset,
    sample_document: Document,
    render_changed: Callable[[Callable[[str], str]], tuple[Dataset, Rendering]],
    indicator: str,
    old: str,
    new: str,
    sections: set[str],
) -> None:
    line = line_of(sample, indicator)

    def change(text: str) -> str:
        lines = text.split("\n")
        assert lines[line - 1].endswith(f": {old}")
        lines[line - 1] = lines[line - 1].removesuffix(old) + new
        return "\n".join(lines)

    _, rendering = render_changed(change)
    assert rendering.document is not None
    before, after = texts_of(sample_document), texts_of(rendering.document)
    assert len(before) == len(after)
    changed = {number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other}
    used = {number for number, span in spans_of(sample_document) if uses(span, line)}
    assert changed == used
    names = sections_of(sample_document)
    assert sections <= {names[number] for number in changed}
    if len(old) > 3:
        left = re.compile(rf"(?<![\d.,]){re.escape(old)}(?![\d.,]\d)")
        assert not any(left.search(after[number]) for number in changed)


def uses(span: Span, line: int) -> bool:
    operands = span.origin.operands if span.origin is not None else ()
    return any(
        operand.place is not None and (operand.place.path, operand.place.line) == (FIGURES, line)
        for operand in operands
    )


def test_no_figure_of_the_data_is_typed_into_the_text(
    sample_document: Document, render_changed: Callable[[Callable[[str], str]], tuple[Dataset, Rendering]]
) -> None:
    """With every figure ten times as large, every text that prints a figure as typed has to change."""

    def larger(text: str) -> str:
        return re.sub(r"(?m)^( +[a-z_0-9]+: )([\d.]*\d(?:,\d+)?)$", lambda found: found[1] + ten_times(found[2]), text)

    _, rendering = render_changed(larger)
    assert rendering.document is not None
    before, after = spans_of(sample_document), spans_of(rendering.document)
    typed = 0
    for (_, one), (_, other) in zip(before, after, strict=True):
        assert one.origin is None or other.origin is not None
        if one.origin is not None and one.origin.formula == "số liệu nhập":
            typed += 1
            assert one.text != other.text
    assert typed > 150


def ten_times(text: str) -> str:
    value = parse_number(text) * 10
    return f"{value.normalize():f}".replace(".", ",")


# (f) What must not stand in a report


def test_labels_of_the_period_are_never_stale(sample_document: Document) -> None:
    assert sample_document.letterhead is not None
    text = "\n".join((*texts_of(sample_document), sample_document.letterhead.subject))
    assert "6 THÁNG NĂM 2024" not in text
    assert "trong tháng" not in text.lower().replace("trong tháng 6/2025", "")
    assert not re.search(r"6 tháng (?:đầu|cuối) năm 202[^5]", text, re.IGNORECASE)
    assert not re.search(r"cùng kỳ năm 202[^4]", text)


# And the sample as a whole


def test_every_indicator_of_the_catalogue_has_a_figure(sample: Dataset) -> None:
    known = {key for figures in sample.figures.values() for key in figures.by_indicator}
    assert set(sample.catalogue) - known == set()


def test_the_report_is_rendered_the_same_every_time(
    sample: Dataset, sample_root: Path, sample_document: Document
) -> None:
    again = render_document(sample, sample.reports[PERIOD], (sample_root / "templates",))
    assert again.document == sample_document


def test_the_other_agency_s_name_is_nowhere_in_the_templates(sample_root: Path) -> None:
    for path in sorted((sample_root / "templates").rglob("*.md.j2")):
        assert "Lai Châu" not in path.read_text(encoding="utf-8"), path


def test_templates_hold_no_figures(sample_root: Path) -> None:
    """A number in a template would not follow the data; ages, ranks and law numbers may stand."""
    allowed = re.compile(
        r"6 tuổi|lớp [16]|1 tuổi|8 loại|2 mũi|[34] sao|mức độ II|< 12|\bj2\b|^1\. |so_le=\d", re.MULTILINE
    )
    for path in sorted((sample_root / "templates" / "phan").glob("*.md.j2")):
        text = re.sub(r"\{#[\w-]+\}|\{\{.*?\}\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"))
        assert re.search(r"\d", allowed.sub("", text)) is None, path.name


def test_moving_the_report_a_year_on_moves_every_label(sample: Dataset, sample_root: Path) -> None:
    """The same templates with next year's period: no label of this year is left in them."""
    period = parse_period("6-thang-2026")
    figures = changed(sample.figures[PERIOD], period=period, as_of=None)
    plan = changed(sample.plans["2025"], id="2026")
    report = changed(sample.reports[PERIOD], period=period)
    moved = changed(
        sample,
        figures={period.id: figures, PERIOD: sample.figures[PERIOD]},
        plans={"2026": plan},
        reports={period.id: report},
    )
    rendering = render_document(moved, report, (sample_root / "templates",))
    assert rendering.document is not None
    headings = "\n".join(inlines_text(heading.inlines) for heading in headings_of(rendering.document))
    assert "2025" not in headings
    assert "6 THÁNG CUỐI NĂM 2026" in headings
    assert rendering.document.letterhead is not None
    assert rendering.document.letterhead.subject.endswith("nhiệm vụ 6 tháng cuối năm 2026")
    computed = "\n".join(span.text for _, span in spans_of(rendering.document))
    assert "cùng kỳ năm 2025" in computed
    assert "cùng kỳ năm 2024" not in computed
