"""Four published reports, number by number: what was printed stands in the data, what was computed comes out.

`data/so-lieu-in-PERIOD.yaml` lists the figures, percentages and comparisons of each report as printed, and says
which of them were wrong. The report of the first six months of 2025 has its own tests in `test_sample.py`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from lcdraft.dataset import Dataset, Estimate, Figure, Report, Status
from lcdraft.numbers import format_number, parse_number
from lcdraft.periods import Period, parse_period
from lcdraft.template.session import Session
from lcdraft.template.views import IndicatorView, Reading, indicator_views
from lcdraft.units import convert, is_counted

HERE = Path(__file__).parent / "data"
PERIODS = ("thang-2022-07", "thang-2023-02", "9-thang-2024", "giua-ky-2021-2025")

COUNTS = {
    "thang-2022-07": (79, 20, {"plan": 11, "compare": 5}),
    "thang-2023-02": (45, 8, {"plan": 8, "plan_value": 2, "share": 2}),
    "9-thang-2024": (208, 106, {"plan": 40, "compare": 18, "share": 11, "plan_value": 3, "met": 1}),
    "giua-ky-2021-2025": (226, 122, {"plan": 91, "compare": 12, "share": 9, "mean": 1}),
}
"""Figures, parts of figures, and computed numbers of each report."""

OTHER_UNITS = {("lượt", "trường hợp"), ("buổi", "cuộc"), ("% kế hoạch", "%"), ("%", "% kế hoạch")}
"""Units as printed that the catalogue, which all reports share, calls by another name."""

STATUSES = {"estimate": Status.ESTIMATE, "actual": Status.ACTUAL, "target": Status.TARGET}
WORDS = {"tang": "tăng", "giam": "giảm"}

Row = dict[str, Any]


@cache
def printed(period: str) -> dict[str, list[Row]]:
    """The test data of a report, every scalar a text."""
    text = (HERE / f"so-lieu-in-{period}.yaml").read_text(encoding="utf-8")
    found: dict[str, list[Row]] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def rows(*lists: str, having: str = "") -> list[Any]:
    """Every row of these lists (that says something of ``having``) as a case of its report."""
    found = []
    for period in PERIODS:
        for row in (row for name in lists for row in printed(period)[name] if not having or having in row):
            keys = ("id", "period", "horizon", "kind", "authority", "base", "unit")
            found.append(pytest.param(period, row, id="-".join([period, *(row[key] for key in keys if key in row)])))
    return found


@pytest.fixture(scope="module")
def views(sample: Dataset) -> dict[str, dict[str, IndicatorView]]:
    """What each report sees; a review of several years prints percentages of its plan without decimals."""

    def look(period: Period) -> dict[str, IndicatorView]:
        report = Report(period, "", "", ratio_decimals=0 if period.is_multi_year else None)
        return dict(indicator_views(Reading(sample, period, Session(plain=True), report)))

    return {period: look(parse_period(period)) for period in PERIODS}


def view_of(views: dict[str, dict[str, IndicatorView]], period: str, row: Row) -> IndicatorView:
    view = views[period][row.get("data_id", row["id"])]
    if "period" in row:
        view = view.ky_khac(row["period"])
    return view if row["horizon"] == "ky" else getattr(view, row["horizon"])


def figure_of(sample: Dataset, period: str, row: Row) -> Figure:
    figure = sample.figure(row.get("data_id", row["id"]), parse_period(row.get("period", period)))
    assert figure is not None
    return figure


def estimate_of(figure: Figure, horizon: str) -> Estimate:
    found = {"ky": figure.main, "trong_ky": figure.single, "ca_nam": figure.full_year}[horizon]
    assert found is not None
    return found


def options(row: Row) -> dict[str, Any]:
    return {"so_le": int(row["so_le"])} if "so_le" in row else {}


# The tables themselves


@pytest.mark.parametrize("period", PERIODS)
def test_the_tables_are_complete(period: str) -> None:
    tables = printed(period)
    kinds = dict(Counter(row["kind"] for row in tables["computed"]))
    assert (len(tables["figures"]), len(tables["parts"]), kinds) == COUNTS[period]


def test_where_the_print_was_wrong_the_table_says_why() -> None:
    wrong = {
        (period, row["id"], row["authority"]): (row["printed"], row["expected"])
        for period in PERIODS
        for row in printed(period)["computed"]
        if row.get("printed") != row.get("expected")
    }
    assert wrong == {
        ("giua-ky-2021-2025", "luong_thuc_san_luong", "giai_doan"): ("44", "43"),
        ("giua-ky-2021-2025", "che_dien_tich", "giai_doan"): ("107", "100"),
        ("giua-ky-2021-2025", "thuy_san_dien_tich", "giai_doan"): ("130", "131"),
        ("giua-ky-2021-2025", "giai_ngan_mtqg", "giao"): ("62,6", "62,7"),
        ("giua-ky-2021-2025", "ty_le_truong_chuan_qg", "giai_doan"): ("100", "99"),
        ("giua-ky-2021-2025", "ty_le_truong_chuan_qg_md2", "giai_doan"): ("101", "100"),
        ("giua-ky-2021-2025", "dao_tao_nghe", "giai_doan"): ("154", "167"),
        ("giua-ky-2021-2025", "to_dan_pho_tu_quan", "giai_doan"): ("65,3", "65,4"),
    }
    noted = [row for period in PERIODS for row in printed(period)["computed"] if "note" in row]
    assert len(noted) == len(wrong)


# Every printed figure is in the data


@pytest.mark.parametrize(("period", "row"), rows("figures", "parts"))
def test_every_printed_figure_is_in_the_data(
    sample: Dataset, views: dict[str, dict[str, IndicatorView]], period: str, row: Row
) -> None:
    indicator = sample.catalogue[row.get("data_id", row["id"])]
    other = (row["unit"], indicator.unit) in OTHER_UNITS
    unit = indicator.unit if other else row["unit"]
    assert parse_number(str(view_of(views, period, row).so(unit))) == parse_number(
        row["value"].replace("1557,8", "1.557,8")
    )


@pytest.mark.parametrize(("period", "row"), rows("figures"))
def test_every_printed_figure_is_as_sure_as_it_was(sample: Dataset, period: str, row: Row) -> None:
    found = estimate_of(figure_of(sample, period, row), row["horizon"])
    assert found.status is STATUSES[row["status"]]
    assert found.approximation == row.get("approx", "")
    assert found.amount is not None
    assert not found.amount.derived


@pytest.mark.parametrize(("period", "row"), rows("figures", having="of"))
def test_the_denominators_that_were_printed(
    sample: Dataset, views: dict[str, dict[str, IndicatorView]], period: str, row: Row
) -> None:
    whole = parse_number(str(view_of(views, period, row).tren).split("/")[1].split(" ")[0].removesuffix("%"))
    assert convert(whole, sample.catalogue[row["id"]].unit, row["unit"]) == parse_number(row["of"])


@pytest.mark.parametrize(("period", "row"), rows("figures", having="as_of"))
def test_the_days_that_were_printed(views: dict[str, dict[str, IndicatorView]], period: str, row: Row) -> None:
    assert str(view_of(views, period, row).den_ngay) == row["as_of"]


# Every computed number comes out


def compared(view: IndicatorView, row: Row) -> tuple[str, str]:
    """A comparison: what the phrase layer says, and what it has to say."""
    base, unit, expected = row["base"], row["unit"], row["expected"]
    number = f"{format_number(parse_number(expected), pad=is_counted(unit))}{'' if unit == '%' else ' '}{unit}"
    word = WORDS.get(row["direction"], "")
    if base == "cung_ky":
        phrase = view.so_cung_ky if unit in ("%", "điểm phần trăm") else view.so_cung_ky_so
        return str(phrase(**options(row))), f"{word} {number} so với cùng kỳ năm 2023"
    if base == "ky_truoc":
        return str(view.so_ky_truoc(**options(row))), f"{word} {number} so với tháng 6/2022"
    if row["direction"] == "bang":
        return str(view.chi_so_nam(int(base), **options(row))), f"đạt {number} so với năm {base}"
    phrase = view.so_nam if unit == "%" else view.so_nam_so
    return str(phrase(int(base), **options(row))), f"{word} {number} so với năm {base}"


def said_of(sample: Dataset, view: IndicatorView, row: Row) -> tuple[str, str]:
    """What the phrase layer says of a row, and what it has to say."""
    expected = row.get("expected", "")
    match row["kind"]:
        case "plan":
            authority = sample.settings.authorities[row["authority"]]
            name = f"so với {authority.name}" if authority.compared else authority.name
            return str(view.dat_kh(row["authority"], **options(row))), f"đạt {expected}% {name}"
        case "plan_value":
            return str(view.ke_hoach(row["authority"], row["unit"])), f"{row['plan']} {row['unit']}"
        case "met":
            return str(view.dat_kh_chu(row["authority"])), expected
        case "share":
            return str(view.ty_le(**options(row))), f"{expected}%"
        case "mean":
            return str(view.tang_binh_quan(2020)), f"tốc độ tăng bình quân đạt {expected}%/năm"
        case _:
            return compared(view, row)


@pytest.mark.parametrize(("period", "row"), rows("computed"))
def test_every_computed_number_comes_out(
    sample: Dataset, views: dict[str, dict[str, IndicatorView]], period: str, row: Row
) -> None:
    found, expected = said_of(sample, view_of(views, period, row), row)
    assert found == expected


@pytest.mark.parametrize(("period", "row"), rows("computed", having="plan"))
def test_every_plan_is_the_one_that_was_printed(
    sample: Dataset, views: dict[str, dict[str, IndicatorView]], period: str, row: Row
) -> None:
    text = str(view_of(views, period, row).ke_hoach(row["authority"], row["unit"])).removesuffix(row["unit"]).strip()
    assert parse_number(text) == parse_number(row["plan"].replace("3000", "3.000"))
