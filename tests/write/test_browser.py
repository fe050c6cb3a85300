"""The web page in a real browser: Chromium without a window, driven by the keyboard. Skipped without Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lcdraft.dataset import Dataset
from lcdraft.document import Annex, Cell, Document, Pace, Paragraph, Progress, Table, Text
from lcdraft.render import render_annexes, render_document
from lcdraft.write.html import write_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, "--disable-component-update"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report_page(sample_document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "bao-cao.html"
    path.write_text(write_html(sample_document, title="Báo cáo"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def table_page(sample: Dataset, sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = sample.reports["6-thang-2025"]
    rendering = render_annexes(sample, report, ["chi-tieu-chu-yeu"], (sample_root / "templates",))
    assert rendering.document is not None
    path = tmp_path_factory.mktemp("page") / "bang.html"
    path.write_text(write_html(rendering.document, title="Chỉ tiêu chủ yếu"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def review_page(sample: Dataset, sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole report with its outline beside an annex of fourteen columns."""
    rendering = render_document(sample, sample.reports["giua-ky-2021-2025"], (sample_root / "templates",))
    assert rendering.document is not None
    path = tmp_path_factory.mktemp("page") / "giua-ky.html"
    path.write_text(write_html(rendering.document, title="Giữa kỳ"), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """An empty page of its own, in which nothing may go wrong unseen."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
    yield page
    context.close()
    assert wrong == []


def opened(page: Any, path: Path) -> Any:
    page.goto(path.as_uri())
    return page


COMPLETION = "th:has-text('So với kế hoạch')"


def completions(page: Any) -> list[float]:
    """The printed completions of the rows that show, from top to bottom."""
    texts = page.eval_on_selector_all(
        ".measured tbody tr",
        "rows => rows.filter(row => !row.hidden).map(row => row.querySelector('td:has(svg)')).filter(Boolean)"
        ".map(cell => cell.dataset.v)",
    )
    return [float(text) for text in texts]


def test_the_page_fetches_nothing_and_breaks_no_rule_of_its_policy(page: Any, report_page: Path) -> None:
    opened(page, report_page)
    assert page.title() == "Báo cáo"
    assert page.locator("script").count() == 1


def test_a_column_is_sorted_by_the_keyboard_and_goes_back_at_the_third_press(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    before = completions(page)
    assert before != sorted(before)
    button = page.locator(f"{COMPLETION} >> button").first
    button.focus()
    page.keyboard.press("Enter")
    assert completions(page) == sorted(before)
    assert page.locator(COMPLETION).first.get_attribute("aria-sort") == "ascending"
    assert page.locator(".measured tr.group").first.is_hidden(), "a heading says nothing about sorted rows"
    page.keyboard.press("Enter")
    assert completions(page) == sorted(before, reverse=True)
    page.keyboard.press("Space")
    assert completions(page) == before
    assert page.locator(COMPLETION).first.get_attribute("aria-sort") == "none"
    assert page.locator(".measured tr.group").first.is_visible()


def test_names_are_sorted_the_vietnamese_way(page: Any, tmp_path: Path) -> None:
    """Đ is a letter of its own after D, and tones come after letters: ă â between a and b."""
    names = ["Đàn bò", "Điện", "Dân số", "Ăn uống", "Ấp", "Bán lẻ", "An ninh", "Ủy thác", "Đà Lạt"]
    path = tmp_path / "ten.html"
    path.write_text(write_html(table_of(names), title="Tên"), encoding="utf-8")
    opened(page, path)
    page.locator("th:has-text('Chỉ tiêu') >> button").first.click()
    found = page.eval_on_selector_all(".measured tbody tr", "rows => rows.map(row => row.cells[0].textContent)")
    assert found == ["An ninh", "Ăn uống", "Ấp", "Bán lẻ", "Dân số", "Đà Lạt", "Đàn bò", "Điện", "Ủy thác"]


def table_of(names: list[str]) -> Document:
    """A table of indicators that have all come half of their way."""

    def cell(text: str, progress: Progress | None = None) -> Cell:
        return Cell((Paragraph((Text(text),)),), progress=progress)

    half = Progress(Decimal(50), Decimal(50), Pace.ON_TIME)
    rows = [(cell("Chỉ tiêu"), cell("So với kế hoạch")), *((cell(name), cell("50", half)) for name in names)]
    return Document((), annexes=(Annex("Phụ lục", "TÊN", blocks=(Table(tuple(rows), align=("left", "right")),)),))


def test_rows_without_a_value_come_last_either_way(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    for _ in range(2):
        page.locator(f"{COMPLETION} >> button").first.click()
        measured = page.eval_on_selector_all(
            ".measured tbody tr:not(.group)", "rows => rows.map(row => Boolean(row.querySelector('svg')))"
        )
        assert measured == sorted(measured, reverse=True)


def test_only_what_is_behind(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    behind = page.locator(".measured tr.cham").count()
    assert 0 < behind < len(completions(page))
    box = page.get_by_label("Chỉ xem chỉ tiêu chậm tiến độ")
    box.focus()
    page.keyboard.press("Space")
    assert len(completions(page)) == behind
    assert page.locator(".tools [role=status]").inner_text() == f"{behind} chỉ tiêu"
    page.keyboard.press("Space")
    assert len(completions(page)) > behind


def test_the_panel_counts_what_the_table_shows(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    told = [int(text) for text in page.locator(".tally b").all_inner_texts()]
    assert told == [page.locator(f".measured tr.{pace}").count() for pace in ("dat", "kip", "cham")]
    assert page.locator(".behind li").count() == told[2]
    worst = [float(text.rstrip("%").replace(",", ".")) for text in page.locator(".behind b").all_inner_texts()]
    assert worst == sorted(worst)


def test_a_line_of_the_panel_leads_to_its_row(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    link = page.locator(".behind a").first
    name = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    row = page.locator(":target")
    assert name.lower() in row.inner_text().lower()
    assert row.evaluate("row => row.getBoundingClientRect().top") > 0, "not under the bar"
    assert row.is_visible()


def test_a_bar_is_as_long_as_its_completion_and_red_only_when_behind(page: Any, table_page: Path) -> None:
    opened(page, table_page)
    bars = page.eval_on_selector_all(
        ".measured td:has(svg)",
        """cells => cells.map(cell => {
          const track = cell.querySelector('.track').getBoundingClientRect();
          const done = cell.querySelector('rect.done');
          const fill = getComputedStyle(done).fill;
          return [cell.dataset.v, done.getBoundingClientRect().width / track.width, fill, cell.textContent];
        })""",
    )
    assert bars
    for value, length, fill, said in bars:
        assert abs(length - min(float(value), 100) / 100) < 0.01
        red = fill == "rgb(192, 57, 43)"
        assert red == ("chậm tiến độ" in said)
        assert red == (float(value) < 50)


def test_it_reads_without_its_script(browser: Any, table_page: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), table_page)
    assert page.locator(".behind li").first.is_visible()
    assert page.locator("th button").count() == 0
    assert page.locator(".measured th").first.inner_text() == "TT"
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_nothing_is_wider_than_the_window(page: Any, report_page: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, report_page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1000, 1250, 1400, 1900])
def test_the_annex_of_many_columns_is_not_wider_than_the_window(page: Any, review_page: Path, width: int) -> None:
    """It scrolls in its own box, where it does not fit; on a wide screen it fits."""
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, review_page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator(".annex .table").first
    assert box.locator("th").count() > 11
    if width >= 1400:
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_cards_open_by_the_keyboard_and_close_by_escape(page: Any, report_page: Path) -> None:
    opened(page, report_page)
    figure = page.locator(".sheet .fig").first
    figure.focus()
    card = figure.locator(".card")
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.is_hidden()


def test_print_shows_the_report_and_not_its_tools(page: Any, report_page: Path) -> None:
    opened(page, report_page)
    page.emulate_media(media="print")
    for hidden in (".bar", ".outline", ".status", ".tools"):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.locator(".annex .meter").first.is_visible()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_printed_tables_repeat_their_heads_on_landscape_pages(page: Any, table_page: Path, tmp_path: Path) -> None:
    opened(page, table_page)
    printed = tmp_path / "bang.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(printed), "-"], capture_output=True, check=True).stdout.decode()
    pages = [part for part in text.split("\f") if part.strip()]
    assert len(pages) > 3
    assert "nhìn nhanh" in pages[0], "the table alone is printed with the panel"
    for number, part in enumerate(pages[1:], 2):
        assert "Đơn vị tính" in part, number
        assert "↕" not in part
    sizes = subprocess.run(["pdfinfo", "-l", "99", str(printed)], capture_output=True, check=True).stdout.decode()
    found = [(float(w), float(h)) for w, h in re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", sizes)]
    assert found[0][0] < found[0][1]
    assert all(width > height for width, height in found[1:])
