"""The table of an annex: its rows and columns, and that it says what the text says."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import AnnexGroup, AnnexItem, AnnexPlan, Dataset, Passage
from lcdraft.document import inlines_text
from lcdraft.errors import Place
from lcdraft.numbers import parse_number
from lcdraft.periods import parse_period
from lcdraft.tables.cells import number_cell
from lcdraft.tables.compute import compute_table
from lcdraft.tables.model import IndicatorTable, RowKind, TableRow
from lcdraft.template.session import Session
from lcdraft.template.views import Reading, indicator_views

if TYPE_CHECKING:
    from tests.conftest import Workspace

Build = Callable[..., "Workspace"]
PERIOD = "6-thang-2025"
ANNEX = "data/phu-luc/chinh.yaml"
FIGURES, PLAN, CATALOGUE = f"data/so-lieu/{PERIOD}.yaml", "data/ke-hoach/2025.yaml", "data/chi-tieu.yaml"


def table_of(dataset: Dataset, annex: str, period: str = PERIOD, session: Session | None = None) -> IndicatorTable:
    report = dataset.reports.get(period)
    reading = Reading(dataset, parse_period(period), session or Session(), report)
    return compute_table(dataset.annexes[annex], reading, "Chỉ tiêu")


def row_of(table: IndicatorTable, indicator: str) -> TableRow:
    return next(row for row in table.rows if row.indicator == indicator)


def text_of(table: IndicatorTable, indicator: str, key: str) -> str:
    cell = table.cell(row_of(table, indicator), key)
    assert cell is not None
    return cell.text


def test_a_line_may_have_a_name_of_its_own(sample: Dataset) -> None:
    plan = sample.annexes["chi-tieu-chu-yeu"]
    named = plan._replace(labels={"luot_khach_du_lich": Passage("số lượt khách", Place(""))})
    report = sample.reports[PERIOD]
    before, after = (
        compute_table(one, Reading(sample, report.period, Session(), report), "A") for one in (plan, named)
    )
    changed = [(one.name, other.name) for one, other in zip(before.rows, after.rows, strict=True) if one != other]
    assert changed == [("Lượt khách du lịch", "số lượt khách")]


def listed(*indicators: str, more: str = "") -> str:
    return f"tieu_de: Chỉ tiêu\n{more}nhom:\n  - ten: Một\n    chi_tieu: [{', '.join(indicators)}]\n"


# The sample: what the text says, the table says


@pytest.fixture(scope="module")
def table(sample: Dataset) -> IndicatorTable:
    return table_of(sample, "chi-tieu-chu-yeu")


@pytest.fixture(scope="module")
def whole(sample: Dataset) -> IndicatorTable:
    """A table of every indicator of the sample's catalogue."""
    items = tuple(AnnexItem(indicator, Place("")) for indicator in sample.catalogue)
    plan = AnnexPlan("tat-ca", "", Passage("", Place("")), (AnnexGroup("Tất cả", Place(""), items),))
    report = sample.reports[PERIOD]
    return compute_table(plan, Reading(sample, report.period, Session(), report), "Tất cả")


def views(dataset: Dataset) -> dict[str, object]:
    reading = Reading(dataset, parse_period(PERIOD), Session(plain=True), dataset.reports[PERIOD])
    return dict(indicator_views(reading))


def planned(dataset: Dataset) -> set[str]:
    return {indicator for indicator, target in dataset.plans["2025"].targets.items() if target.by_authority}


def first_authority(dataset: Dataset, indicator: str) -> str:
    return next(iter(dataset.plans["2025"].targets[indicator].by_authority))


def test_every_indicator_with_a_plan_is_in_the_annex(sample: Dataset, table: IndicatorTable) -> None:
    rows = [row.indicator for row in table.indicators()]
    assert planned(sample) <= set(rows)
    assert len(rows) == len(set(rows))


def test_every_percentage_of_the_plan_is_the_one_that_phrases_print(sample: Dataset, whole: IndicatorTable) -> None:
    """For the period and for the whole year, over every indicator that has a plan."""
    seen = 0
    known = views(sample)
    for row in whole.indicators():
        for key, view in (("so_ke_hoach", known[row.indicator]), ("uoc_so_ke_hoach", known[row.indicator].ca_nam)):
            cell = whole.cell(row, key)
            assert cell is not None
            if not view.dat_kh:
                assert cell.text == "", row
                continue
            phrase = str(view.dat_kh(first_authority(sample, row.indicator)))
            assert phrase.startswith(f"đạt {cell.text}% "), row
            assert cell.value == parse_number(cell.text)
            seen += 1
    figures = sample.figures[PERIOD].by_indicator
    typed = [
        estimate
        for indicator in planned(sample)
        for estimate in (figures[indicator].main, figures[indicator].full_year)
        if estimate is not None and estimate.amount is not None
    ]
    assert seen == len(typed) > 50


def test_every_comparison_is_the_one_that_phrases_print(sample: Dataset, whole: IndicatorTable) -> None:
    seen = 0
    known = views(sample)
    for row in whole.indicators():
        cell = whole.cell(row, "so_cung_ky")
        assert cell is not None
        view = known[row.indicator]
        if not view.so_cung_ky:
            assert cell.text == "", row
            continue
        words = {"+": "tăng ", "-": "giảm "}[cell.text[0]]
        assert str(view.so_cung_ky) == f"{words}{cell.text[1:]}% so với cùng kỳ năm 2024", row
        seen += 1
    assert seen == 7


def test_every_value_and_plan_is_the_one_that_phrases_print(sample: Dataset, whole: IndicatorTable) -> None:
    known = views(sample)
    for row in whole.indicators():
        view = known[row.indicator]
        for key, said in (("thuc_hien", view.so), ("uoc_ca_nam", view.ca_nam.so)):
            cell = whole.cell(row, key)
            if cell.text:
                assert cell.value == parse_number(str(said)), row
        plan = whole.cell(row, "ke_hoach")
        if plan.text:
            value = str(view.ke_hoach(first_authority(sample, row.indicator)))
            assert value.startswith(plan.text), row


def test_percentages_of_the_annex_stand_in_the_rendered_text(sample_rendering, table: IndicatorTable) -> None:
    """Not only the phrase layer: the report as printed gives the same percentage for the same indicator."""
    spans = re.compile(r"([\d.,]+)%")
    document = sample_rendering.document
    printed: dict[str, set[str]] = {}
    from lcdraft.document import Emphasis, Footnote, Span, Strong, Table

    def walk(inlines):
        for inline in inlines:
            if isinstance(inline, Span) and inline.origin:
                printed.setdefault(inline.origin.indicator, set()).update(spans.findall(inline.text))
            elif isinstance(inline, Strong | Emphasis):
                walk(inline.children)
            elif isinstance(inline, Footnote):
                for block in inline.blocks:
                    walk(block.inlines)

    for block in document.blocks:
        if not isinstance(block, Table):
            walk(block.inlines)
    compared = 0
    for row in table.indicators():
        cell = table.cell(row, "so_ke_hoach")
        if cell.text and printed.get(row.indicator):
            assert cell.text in printed[row.indicator], (row.indicator, cell.text, printed[row.indicator])
            compared += 1
    assert compared >= 30


def test_rows_are_numbered_as_official_tables_are(table: IndicatorTable) -> None:
    groups = [(row.ordinal, row.level) for row in table.rows if row.kind is RowKind.GROUP]
    assert groups[:3] == [("A", 0), ("I", 1), ("II", 1)]
    assert [ordinal for ordinal, level in groups if level == 0] == ["A", "B", "C"]
    trade = [row for row in table.rows if row.indicator.startswith(("ban_le", "luot_khach"))]
    assert [(row.ordinal, row.level) for row in trade] == [("1", 0), ("-", 1), ("-", 1), ("2", 0)]


def test_headings_name_the_period(table: IndicatorTable) -> None:
    assert [column.title for column in table.columns] == [
        "Kế hoạch năm 2025",
        "Thực hiện cùng kỳ năm 2024",
        "Ước thực hiện 6 tháng đầu năm 2025",
        "So với kế hoạch (%)",
        "Tăng, giảm so với cùng kỳ (%)",
        "Ước thực hiện cả năm",
        "Ước so với kế hoạch (%)",
        "Ghi chú",
    ]
    assert table.elapsed == 50


def test_what_a_percentage_leaves_out_is_noted(table: IndicatorTable) -> None:
    assert text_of(table, "thu_nsdp", "ghi_chu") == (
        "Đã loại trừ thu chuyển nguồn (92.628 triệu đồng); theo kế hoạch tỉnh giao"
    )
    assert text_of(table, "thu_nsdp", "so_ke_hoach") == "53,9"
    assert text_of(table, "viec_lam_moi", "ghi_chu") == "Số liệu đến ngày 30/6/2025"


def test_cells_know_where_they_come_from(table: IndicatorTable) -> None:
    cell = table.cell(row_of(table, "ban_le"), "so_ke_hoach")
    assert cell is not None
    assert cell.origin is not None
    assert cell.origin.indicator == "ban_le"
    assert cell.origin.formula.startswith("2.327 : 4.890 × 100 = 47,5")
    assert {operand.place.path for operand in cell.origin.operands if operand.place} == {FIGURES, PLAN}


# Small workspaces


def test_rates_are_compared_in_points(new_workspace: Build) -> None:
    dataset = new_workspace({ANNEX: listed("ty_le_rung", "ban_le")}).dataset()
    table = table_of(dataset, "chinh")
    assert text_of(table, "ty_le_rung", "so_cung_ky") == "+0,41 điểm %"
    cell = table.cell(row_of(table, "ty_le_rung"), "so_cung_ky")
    assert (cell.value, cell.decimals, cell.unit) == (Decimal("0.41"), 2, "điểm %")
    assert text_of(table, "ban_le", "so_cung_ky") == "+2"


def test_a_fall_has_its_sign_and_no_change_has_none(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: listed("ban_le", "don_thu")})
    workspace.change("data/so-lieu/6-thang-2024.yaml", "ban_le: 2.280", "ban_le: 2.612,5")
    workspace.change("data/so-lieu/6-thang-2024.yaml", "don_thu: 39", "don_thu: 75")
    table = table_of(workspace.dataset(), "chinh")
    assert text_of(table, "ban_le", "so_cung_ky") == "-11"
    assert text_of(table, "don_thu", "so_cung_ky") == "0"


@pytest.mark.parametrize(("wanted", "plan", "percentage"), [("", "100", "75"), ("hdnd", "120", "62,5")])
def test_the_plan_is_that_of_the_first_authority_or_the_one_named(
    new_workspace: Build, wanted: str, plan: str, percentage: str
) -> None:
    more = f"cap_giao: {wanted}\n" if wanted else ""
    table = table_of(new_workspace({ANNEX: listed("don_thu", "ban_le", more=more)}).dataset(), "chinh")
    assert text_of(table, "don_thu", "ke_hoach") == plan
    assert text_of(table, "don_thu", "so_ke_hoach") == percentage
    assert text_of(table, "ban_le", "so_ke_hoach") == "47,6"
    assert text_of(table, "ban_le", "ghi_chu") == ""


def test_an_inverse_ratio_is_plan_over_value(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: listed("ban_le")})
    workspace.change(CATALOGUE, "    gom: [thuong_nghiep", "    ty_le_nghich: true\n    gom: [thuong_nghiep")
    table = table_of(workspace.dataset(), "chinh")
    assert text_of(table, "ban_le", "so_ke_hoach") == "210,1"
    assert row_of(table, "ban_le").inverse


def test_decimals_follow_the_report_and_the_indicator(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: listed("ban_le", "don_thu")})
    workspace.change(CATALOGUE, "    don_vi: đơn", "    don_vi: đơn\n    so_le_ty_le: 0\n    so_le: 1")
    report = f"data/bao-cao/{PERIOD}.yaml"
    text = workspace.root.joinpath(report).read_text(encoding="utf-8")
    workspace.write(report, text + "so_le_ty_le: 2\nso_le_so_sanh: 1\n")
    table = table_of(workspace.dataset(), "chinh")
    assert text_of(table, "ban_le", "so_ke_hoach") == "47,6"
    assert text_of(table, "ban_le", "so_cung_ky") == "+2,1"
    assert text_of(table, "don_thu", "so_ke_hoach") == "75"
    assert text_of(table, "don_thu", "thuc_hien") == "75,0"


def test_what_is_declared_and_not_typed_is_a_gap_and_the_rest_is_empty(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: listed("don_thu", "ty_le_sinh", "truong_chuan")})
    workspace.change(FIGURES, "  don_thu:\n    gia_tri: 75\n    trang_thai: thuc_hien\n", "  don_thu:\n")
    session = Session()
    dataset = workspace.dataset()
    table = table_of(dataset, "chinh", session=session)
    cell = table.cell(row_of(table, "don_thu"), "thuc_hien")
    assert (cell.text, cell.gap, cell.value) == ("[…]", True, None)
    assert text_of(table, "don_thu", "so_ke_hoach") == text_of(table, "don_thu", "so_cung_ky") == ""
    assert text_of(table, "don_thu", "cung_ky") == "39"
    assert text_of(table, "ty_le_sinh", "thuc_hien") == ""
    assert text_of(table, "ty_le_sinh", "uoc_ca_nam") == "8,16"
    assert text_of(table, "truong_chuan", "cung_ky") == ""
    [problem] = session.problems
    assert (problem.code, problem.severity, problem.place.path) == ("LC121", "warning", FIGURES)
    assert session.used == {"don_thu", "ty_le_sinh", "truong_chuan"}


def test_a_base_of_zero_has_no_percentage(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: listed("ban_le")})
    workspace.change("data/so-lieu/6-thang-2024.yaml", "ban_le: 2.280", "ban_le: 0")
    workspace.change(PLAN, "ban_le: 4.889", "ban_le: 0")
    table = table_of(workspace.dataset(), "chinh")
    assert [text_of(table, "ban_le", key) for key in ("cung_ky", "ke_hoach", "so_ke_hoach", "so_cung_ky")] == [
        "0",
        "0",
        "",
        "",
    ]


def test_columns_stand_as_listed(new_workspace: Build) -> None:
    table = table_of(
        new_workspace({ANNEX: listed("ban_le", more="cot: [so_ke_hoach, trong_ky, nam, thuc_hien]\n")}).dataset(),
        "chinh",
    )
    assert [column.key for column in table.columns] == ["so_ke_hoach", "thuc_hien"]
    assert [cell.text for cell in table.rows[1].cells] == ["47,6", "2.327"]


def test_all_actual_figures_are_headed_so(new_workspace: Build) -> None:
    table = table_of(new_workspace({ANNEX: listed("don_thu", "truong_chuan")}).dataset(), "chinh")
    assert [column.title for column in table.columns if column.key == "thuc_hien"] == ["Thực hiện 6 tháng đầu năm 2025"]


def test_lines_that_a_report_knows_nothing_about_are_left_out(new_workspace: Build) -> None:
    """Reports of several kinds share an annex; what one of them has no data for does not stand there empty."""
    text = (
        "tieu_de: A\nnhom:\n  - ten: Trống\n    chi_tieu: [lop_hoc]\n  - ten: Một\n    chi_tieu:\n"
        "      - lop_moi:\n          - don_thu\n      - lop_cu\n      - ban_le\n"
    )
    workspace = new_workspace({ANNEX: text})
    known = workspace.root.joinpath(CATALOGUE).read_text(encoding="utf-8")
    more = "".join(f"  {key}:\n    ten: Lớp {key}\n    don_vi: lớp\n" for key in ("lop_hoc", "lop_moi", "lop_cu"))
    workspace.write(CATALOGUE, known + more)
    table = table_of(workspace.dataset(), "chinh")
    assert [(row.ordinal, row.indicator or row.name) for row in table.rows] == [
        ("I", "Một"),
        ("1", "lop_moi"),  # for the sake of its part
        ("-", "don_thu"),
        ("2", "ban_le"),
    ]


# Groups of a field


FIELDS = "\n".join(
    (
        "tieu_de: Chỉ tiêu",
        "nhom:",
        "  - ten: Kinh tế",
        "    linh_vuc: kinh-te",
        "  - ten: Không có gì",
        "    linh_vuc: xa-hoi/trong",
        "  - ten: Riêng",
        "    chi_tieu: [don_thu]",
        "",
    )
)


def test_a_field_stands_for_its_indicators_with_parts_below(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: FIELDS})
    text = workspace.root.joinpath(CATALOGUE).read_text(encoding="utf-8")
    text = text.replace("    don_vi: tỷ đồng", "    don_vi: tỷ đồng\n    linh_vuc: kinh-te/thuong-mai")
    text = text.replace("    don_vi: đơn", "    don_vi: đơn\n    linh_vuc: kinh-te/don")
    text += "  lop_hoc:\n    ten: Lớp\n    don_vi: lớp\n    linh_vuc: xa-hoi/trong\n"
    workspace.write(CATALOGUE, text)
    rows = [(row.ordinal, row.name) for row in table_of(workspace.dataset(), "chinh").rows]
    assert rows == [
        ("I", "Kinh tế"),
        ("1", "Tổng mức bán lẻ hàng hóa"),
        ("-", "Doanh thu thương nghiệp"),
        ("-", "Doanh thu dịch vụ"),
        ("II", "Riêng"),
        ("1", "Số đơn tiếp nhận"),
    ]


# Subtotals


TOTAL = "tieu_de: A\nnhom:\n  - ten: Một\n    chi_tieu: [thuong_nghiep, dich_vu]\n    cong: ban_le\n"


def test_a_subtotal_shows_the_typed_total(new_workspace: Build) -> None:
    table = table_of(new_workspace({ANNEX: TOTAL}).dataset(), "chinh")
    row = table.rows[-1]
    assert (row.kind, row.name, row.ordinal) == (RowKind.SUBTOTAL, "Cộng: tổng mức bán lẻ hàng hóa", "")
    assert [text_of(table, "ban_le", key) for key in ("ke_hoach", "cung_ky", "thuc_hien", "so_ke_hoach")] == [
        "4.889",
        "2.280",
        "2.327",
        "47,6",
    ]


def test_a_subtotal_that_nobody_typed_is_added_up(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: TOTAL, f"data/bao-cao/{PERIOD}.yaml": f"ky: {PERIOD}\n"})
    workspace.change(FIGURES, "  ban_le: 2.327\n", "")
    workspace.change("data/so-lieu/6-thang-2024.yaml", "ban_le: 2.280", "thuong_nghiep: 2.000,5\n  dich_vu: 200")
    workspace.change(PLAN, "ban_le: 4.889", "thuong_nghiep: 4.000\n  dich_vu: 889")
    table = table_of(workspace.dataset(), "chinh")
    texts = [cell.text for cell in table.rows[-1].cells]
    assert texts == ["4.889", "2.200,5", "2.327", "47,6", "+6", ""]
    cell = table.cell(table.rows[-1], "thuc_hien")
    assert cell.origin.formula == "2.173 + 154 = 2.327"
    assert len(cell.origin.operands) == 2


def test_a_subtotal_of_which_a_part_is_missing_stays_empty(new_workspace: Build) -> None:
    workspace = new_workspace({ANNEX: TOTAL, f"data/bao-cao/{PERIOD}.yaml": f"ky: {PERIOD}\n"})
    workspace.change(FIGURES, "  ban_le: 2.327\n", "")
    workspace.change(FIGURES, "  dich_vu: 154\n", "")
    workspace.change("data/so-lieu/6-thang-2024.yaml", "ban_le: 2.280", "thuong_nghiep: 2.000")
    workspace.change(PLAN, "ban_le: 4.889", "thuong_nghiep:\n    tinh: 4.000\n  dich_vu:\n    hdnd: 889")
    table = table_of(workspace.dataset(), "chinh")
    assert [cell.text for cell in table.rows[-1].cells] == [""] * len(table.columns)


# Other kinds of report


def test_a_month_shows_the_month_alone_and_the_months_so_far(new_workspace: Build) -> None:
    month = "thang-2025-07"
    workspace = new_workspace(
        {
            ANNEX: listed("ban_le", "don_thu"),
            f"data/so-lieu/{month}.yaml": f"ky: {month}\ntrang_thai: uoc\nso_lieu:\n  ban_le:\n    gia_tri: 2.700\n"
            "    trong_ky: 373\n  don_thu: 80\n",
            f"data/bao-cao/{month}.yaml": f"ky: {month}\n",
        }
    )
    table = table_of(workspace.dataset(), "chinh", month)
    assert [column.title for column in table.columns] == [
        "Kế hoạch năm 2025",
        "Thực hiện cùng kỳ năm 2024",
        "Ước thực hiện tháng 7",
        "Ước thực hiện 7 tháng đầu năm 2025",
        "So với kế hoạch (%)",
        "Tăng, giảm so với cùng kỳ (%)",
        "Ghi chú",
    ]
    assert [cell.text for cell in table.rows[1].cells] == ["4.889", "", "373", "2.700", "55,2", "", ""]
    assert [cell.text for cell in table.rows[2].cells] == ["100", "", "", "80", "80", "", "Theo kế hoạch tỉnh giao"]


def test_a_mid_term_review_shows_each_year_and_the_plan_of_the_period(new_workspace: Build) -> None:
    review = "giua-ky-2021-2025"
    workspace = new_workspace(
        {
            ANNEX: listed("ban_le", "don_thu"),
            "data/ke-hoach/2021-2025.yaml": "nam: 2021-2025\nke_hoach:\n  ban_le:\n    giai_doan: 2.226\n",
            "data/so-lieu/nam-2020.yaml": "ky: nam-2020\nso_lieu:\n  ban_le: 930\n",
            "data/so-lieu/nam-2022.yaml": "ky: nam-2022\nso_lieu:\n  ban_le: 1.000\n",
            f"data/so-lieu/{review}.yaml": f"ky: {review}\nso_lieu:\n  ban_le:\n    gia_tri: 1.046\n"
            "    uoc_ca_nam: 2.300\n",
            f"data/bao-cao/{review}.yaml": f"ky: {review}\n",
        }
    )
    table = table_of(workspace.dataset(), "chinh", review)
    assert [column.title for column in table.columns] == [
        *(f"Năm {year}" for year in range(2020, 2026)),
        "Kế hoạch giai đoạn",
        "Thực hiện giữa kỳ",
        "So với kế hoạch (%)",
        "Ước thực hiện cả giai đoạn",
        "Ước so với kế hoạch (%)",
        "Ghi chú",
    ]
    texts = [cell.text for cell in table.rows[1].cells]
    assert texts == [
        "930",
        "",
        "1.000",
        "",
        "",
        "",
        "2.226",
        "1.046",
        "47",
        "2.300",
        "103,3",
        "Dự kiến vượt KH giai đoạn",
    ]
    assert len(table.rows) == 2  # of the second indicator nothing is known in any year
    assert table.elapsed == 60


def test_a_review_knows_no_results_of_the_years_after_it(new_workspace: Build) -> None:
    """Of these only what is aimed at stands in the table, though later reports have filled in more."""
    review = "giua-ky-2021-2025"
    workspace = new_workspace(
        {
            ANNEX: listed("ban_le", "don_thu"),
            "data/ke-hoach/2021-2025.yaml": "nam: 2021-2025\nke_hoach:\n  ban_le:\n    giai_doan: 2.226\n",
            "data/so-lieu/nam-2023.yaml": "ky: nam-2023\nso_lieu:\n  ban_le: 1.010\n",
            "data/so-lieu/nam-2024.yaml": "ky: nam-2024\nso_lieu:\n  ban_le: 1.020\n  don_thu: 7\n",
            "data/so-lieu/nam-2025.yaml": "ky: nam-2025\ntrang_thai: muc_tieu\nso_lieu:\n  ban_le: 1.100\n",
            f"data/so-lieu/{review}.yaml": f"ky: {review}\nso_lieu:\n  ban_le: 1.046\n  don_thu: 20\n",
            f"data/bao-cao/{review}.yaml": f"ky: {review}\n",
        }
    )
    table = table_of(workspace.dataset(), "chinh", review)
    years = {year: text_of(table, "ban_le", f"nam_{year}") for year in range(2020, 2026)}
    assert years == {2020: "", 2021: "", 2022: "", 2023: "1.010", 2024: "", 2025: "1.100"}
    assert text_of(table, "don_thu", "nam_2024") == ""


@pytest.mark.parametrize(
    ("value", "estimate", "note"),
    [
        ("100", "", ""),
        ("2.226", "", "Đã đạt KH giai đoạn"),
        ("2.500", "", "Đã vượt KH giai đoạn"),
        ("100", "2.226", "Dự kiến đạt KH giai đoạn"),
        ("2.500", "2.000", "Dự kiến chưa đạt KH giai đoạn"),
    ],
)
def test_half_way_only_an_estimate_can_fall_short(new_workspace: Build, value: str, estimate: str, note: str) -> None:
    review = "giua-ky-2021-2025"
    more = f"    uoc_ca_nam: {estimate}\n" if estimate else ""
    workspace = new_workspace(
        {
            ANNEX: listed("ban_le"),
            "data/ke-hoach/2021-2025.yaml": "nam: 2021-2025\nke_hoach:\n  ban_le:\n    giai_doan: 2.226\n",
            f"data/so-lieu/{review}.yaml": f"ky: {review}\nso_lieu:\n  ban_le:\n    gia_tri: {value}\n{more}",
            f"data/bao-cao/{review}.yaml": f"ky: {review}\n",
        }
    )
    assert text_of(table_of(workspace.dataset(), "chinh", review), "ban_le", "ghi_chu") == note


def test_what_is_reached_half_way_is_not_called_expected(new_workspace: Build) -> None:
    """The note agrees with the groups of the text."""
    review = "giua-ky-2021-2025"
    workspace = new_workspace(
        {
            ANNEX: listed("don_thu", "ty_le_sinh"),
            "data/ke-hoach/2021-2025.yaml": "nam: 2021-2025\nke_hoach:\n  don_thu:\n    giai_doan: 100\n"
            "  ty_le_sinh:\n    giai_doan: 9,5\n",
            f"data/so-lieu/{review}.yaml": f"ky: {review}\nso_lieu:\n  don_thu:\n    gia_tri: 110\n"
            "    uoc_ca_nam: 150\n  ty_le_sinh:\n    gia_tri: 9,4\n    uoc_ca_nam: 9,6\n",
            f"data/bao-cao/{review}.yaml": f"ky: {review}\n",
        }
    )
    workspace.change(CATALOGUE, "    don_vi: đơn", "    don_vi: đơn\n    chieu: tang")
    table = table_of(workspace.dataset(), "chinh", review)
    assert text_of(table, "don_thu", "ghi_chu") == "Đã vượt KH giai đoạn"
    assert text_of(table, "ty_le_sinh", "ghi_chu") == "Dự kiến chưa đạt KH giai đoạn"


def test_where_less_is_better_half_of_the_time_proves_nothing_for_what_adds_up(new_workspace: Build) -> None:
    review = "giua-ky-2021-2025"
    workspace = new_workspace(
        {
            ANNEX: listed("don_thu", "ty_le_sinh"),
            "data/ke-hoach/2021-2025.yaml": "nam: 2021-2025\nke_hoach:\n  don_thu:\n    giai_doan: 100\n"
            "  ty_le_sinh:\n    giai_doan: 9,5\n",
            f"data/so-lieu/{review}.yaml": f"ky: {review}\nso_lieu:\n  don_thu: 50\n  ty_le_sinh: 9,4\n",
            f"data/bao-cao/{review}.yaml": f"ky: {review}\n",
        }
    )
    workspace.change(CATALOGUE, "    don_vi: đơn", "    don_vi: đơn\n    chieu: giam")
    table = table_of(workspace.dataset(), "chinh", review)
    assert text_of(table, "don_thu", "ghi_chu") == ""
    assert text_of(table, "ty_le_sinh", "ghi_chu") == "Đã vượt KH giai đoạn"


# Cells


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12),
    st.integers(0, 6),
)
def test_the_number_of_a_cell_is_the_one_that_it_prints(value: Decimal, decimals: int) -> None:
    for cell in (number_cell(value, None), number_cell(value, None, decimals), number_cell(value, None, signed=True)):
        assert cell.value == parse_number(cell.text.removeprefix("+"))
        assert len(cell.text.partition(",")[2]) == cell.decimals
        assert cell.text.startswith("+") <= (cell.value > 0)


def test_the_document_of_a_table_prints_its_cells(sample_rendering, table: IndicatorTable) -> None:
    [annex] = sample_rendering.document.annexes
    printed = annex.blocks[0]
    assert len(printed.rows) == len(table.rows) + 1
    for cells, row in zip(printed.rows[1:], table.rows, strict=True):
        texts = ["".join(inlines_text(block.inlines) for block in cell.blocks) for cell in cells]
        if row.kind is RowKind.GROUP:
            assert texts[:2] == [row.ordinal, row.name.upper() if row.level == 0 else row.name]
            assert cells[1].span == len(cells) - 1
        else:
            assert texts == [row.ordinal, row.name, row.unit, *(cell.text for cell in row.cells)]
