"""A comparison as a web page: what stands in it, and what a real browser makes of it (skipped without Chromium)."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest

from lcdraft.diff.model import CELL, Comparison, LineKind, Status
from lcdraft.diff.show.html import write_page
from lcdraft.diff.show.html_tables import column_rules, tables_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def words(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    return "".join(text.split())


def sides(comparison: Comparison) -> tuple[str, str]:
    """The text of both drafts, as the rows of the page hold it."""
    root = lxml.html.fromstring(write_page(comparison))
    drafts = []
    for gone, kept in (("ins", "away"), ("del", "")):
        texts = []
        for row in root.xpath("//div[contains(@class, 'row')]"):
            if ("away" in row.get("class").split()) == (kept != "away") and "away" in row.get("class").split():
                continue
            if kept == "away" and "moved" in row.get("class").split():
                continue  # in the old draft it stands where it went away from
            (text,) = row.xpath("./*[contains(concat(' ', @class, ' '), ' text ')]")
            texts.append("".join(part for part in text.xpath(".//text()") if not _within(part, gone)))
        drafts.append(letters("".join(texts)))
    return drafts[0], drafts[1]


def _within(part: Any, tag: str) -> bool:
    owner = part.getparent()
    if part.is_tail:
        owner = owner.getparent()
    return any(node.tag == tag for node in (owner, *owner.iterancestors()))


@pytest.mark.parametrize("which", ["sample", "real"])
def test_the_page_holds_both_drafts_whole(made: SimpleNamespace, which: str) -> None:
    comparison = getattr(made, which)
    old, new = sides(comparison)
    for row in comparison.rows:
        for line, text in ((row.old, old), (row.new, new)):
            if line is not None:
                shown = line.text.replace(CELL, "").replace("\ue100", " [chú thích: ").replace("\ue101", "]")
                assert letters(shown) in text


def test_the_same_comparison_gives_the_same_page(made: SimpleNamespace) -> None:
    assert write_page(made.sample) == write_page(made.sample)


def test_the_policy_names_the_only_script_and_the_only_style_sheet(made: SimpleNamespace) -> None:
    page = write_page(made.sample)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for tag in ("style", "script"):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert re.search(r'\s(style|on\w+|src)="', page) is None


@pytest.mark.parametrize("which", ["sample", "hostile", "real"])
def test_ids_are_unique_and_every_link_has_its_place(made: SimpleNamespace, which: str) -> None:
    root = lxml.html.fromstring(write_page(getattr(made, which)))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//a/@href")
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_hostile_text_is_text(made: SimpleNamespace) -> None:
    page = write_page(made.hostile)
    root = lxml.html.fromstring(page)
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//comment()") == []
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert page.count("<details") == page.count("</details>")
    assert "<script>alert(1)</script>" in root.text_content()


def test_nothing_changed_is_said_with_what_was_not_compared(made: SimpleNamespace) -> None:
    root = lxml.html.fromstring(write_page(made.same))
    assert "Không có thay đổi: lời văn, số liệu" in root.text_content()
    assert "Chưa so: 1 hộp chữ." in root.text_content()
    assert root.xpath("//table") == []


def test_every_figure_has_its_line_with_both_values(made: SimpleNamespace) -> None:
    root = lxml.html.fromstring(write_page(made.sample))
    rows = [words(row.text_content()) for row in root.xpath("//tbody/tr")]
    assert rows[0] == (
        "1Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng I.1ước đạt 2.327 tỷ đồngước đạt 2.410 tỷ đồng"
        "+83 +3,6%1"
    )
    assert len(rows) == len(made.sample.figures)


def test_a_cause_lists_the_places_that_follow_from_it(made: SimpleNamespace) -> None:
    root = lxml.html.fromstring(write_page(made.sample))
    first = root.xpath("//ol[@class='causes']/li")[0]
    assert "data/so-lieu/6-thang-2025.yaml:12:11" in first.text_content()
    assert first.xpath(".//ul/li/a/@href") == ["#f-1", "#f-2", "#f-3"]
    assert "tăng 2% 5,7% so với cùng kỳ năm 2024" in words(first.xpath(".//ul/li")[1].text_content())


def test_rows_of_a_table_share_their_columns(made: SimpleNamespace) -> None:
    make = made.Maker(where="I")
    rows = [
        make.row("TT | Chỉ tiêu", LineKind.ROW, row=1, header=True),
        make.removed("1 | Bỏ", LineKind.ROW, row=2),
        make.row("Đoạn giữa."),
        make.row("A | B | C", LineKind.ROW, row=1),
    ]
    tables = tables_of(rows)
    assert tables == [0, 0, None, 1]
    rules = column_rules(rows, tables).splitlines()
    assert [rule.count("minmax") for rule in rules] == [2, 3]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, "--disable-component-update"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def sample_page(made: SimpleNamespace, folder: Path) -> Path:
    path = folder / "mau.html"
    path.write_text(write_page(made.sample), encoding="utf-8")
    return path


def long_comparison(made: SimpleNamespace, count: int = 60, every: int = 12) -> Comparison:
    """Many equal paragraphs, a change now and then, headings between."""
    make = made.Maker(where="I")
    rows = []
    for number in range(count):
        if number % 20 == 0:
            rows.append(
                make.row(f"Mục thứ {number // 20 + 1}", LineKind.HEADING, level=1, label=f"{number // 20 + 1}.")
            )
        changed = f"Đoạn {number} có kết quả [-thấp-]{{+cao+}} hơn."
        rows.append(make.row(changed if number % every == every // 2 else f"Đoạn {number} không có gì đổi cả."))
    return Comparison("cũ.docx", "mới.docx", tuple(rows))


@pytest.fixture(scope="module")
def long_page(made: SimpleNamespace, folder: Path) -> Path:
    path = folder / "dai.html"
    path.write_text(write_page(long_comparison(made)), encoding="utf-8")
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


def visible(page: Any, selector: str) -> int:
    return int(page.locator(f"{selector}:visible").count())


@in_browser
def test_wide_windows_open_with_two_columns(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    button = page.get_by_role("button", name="Hai cột")
    assert button.get_attribute("aria-pressed") == "true"
    row = page.locator("#d-4")
    left, right = row.locator(".pair > div").all()
    assert "ước đạt 2.327 tỷ đồng, tăng 2% so với" in words(left.inner_text())
    assert "ước đạt 2.410 tỷ đồng, tăng 5,7% so với" in words(right.inner_text())
    assert left.locator("ins").count() == right.locator("del").count() == 0
    one, other = left.bounding_box(), right.bounding_box()
    assert abs(one["y"] - other["y"]) < 1
    assert one["x"] + one["width"] <= other["x"]
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert visible(page, ".pair") == 0
    text = words(row.locator(":scope > .text").inner_text())
    assert "2.3272.410 tỷ đồng" in text.replace(" 2.410", "2.410")


@in_browser
def test_what_is_new_or_gone_or_moved_has_one_side_empty(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    for row, side, said in (("#d-12", 0, "(chưa có)"), ("#d-7", 1, "(không còn)"), ("#d-6", 1, "(đã chuyển đi)")):
        assert page.locator(f"{row} .pair > div").nth(side).inner_text() == said


@in_browser
def test_a_cell_that_only_one_draft_has_keeps_its_words_on_its_side(
    page: Any, made: SimpleNamespace, tmp_path: Path
) -> None:
    row = made.Maker(where="I").row("TT | Tên{+ | 2024+} | Năm[- | cũ-]", LineKind.ROW, row=1)
    path = tmp_path / "o.html"
    path.write_text(write_page(Comparison("a", "b", (row,))), encoding="utf-8")
    opened(page, path)
    cells = [side.locator(".cell").all_inner_texts() for side in page.locator(".pair > div").all()]
    assert cells == [["TT", "Tên", "Năm", "cũ"], ["TT", "Tên", "2024", "Năm"]]


@in_browser
def test_tables_too_wide_for_half_a_window_stay_whole(page: Any, made: SimpleNamespace, tmp_path: Path) -> None:
    row = made.Maker(where="I").row(" | ".join(["a", "b", "c", "d", "e", "f", "[-1-]{+2+}"]), LineKind.ROW, row=1)
    path = tmp_path / "bang.html"
    path.write_text(write_page(Comparison("a", "b", (row,))), encoding="utf-8")
    opened(page, path)
    assert visible(page, ".pair") == 0
    assert page.locator(".cells").is_visible()


@in_browser
def test_filters_show_only_what_they_name(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    every = visible(page, ".ch")
    shown = {}
    for name in ("Số liệu", "Câu chữ", "Thêm", "Bớt", "Chuyển", "Chú thích"):
        button = page.locator(".bar").get_by_role("button", name=re.compile(f"^{name}"))
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert visible(page, ".eq") == 0
        shown[name] = visible(page, ".ch")
        button.click()
    assert shown == {"Số liệu": 2, "Câu chữ": 4, "Thêm": 2, "Bớt": 1, "Chuyển": 1, "Chú thích": 1}
    assert visible(page, ".ch") == every
    page.locator("[data-filter=added]").click()
    page.locator("[data-filter=removed]").click()
    assert visible(page, ".ch") == 3, "two filters show what either names"
    assert page.locator("#vi-tri").inner_text() == "3 chỗ"


@in_browser
def test_keys_lead_from_change_to_change(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    count = page.locator(".ch").count()
    for number in range(1, count + 2):
        page.keyboard.press("n" if number % 2 else "j")
        at = min(number, count)
        assert page.locator("#vi-tri").inner_text() == f"{at}/{count}"
        focused = page.evaluate("document.activeElement.id")
        assert page.locator(".here").get_attribute("id") == focused
        top, bottom = page.evaluate(
            "(() => { const box = document.activeElement.getBoundingClientRect(); return [box.top, box.bottom]; })()"
        )
        assert top >= 0
        assert bottom <= 900
    page.keyboard.press("k")
    page.keyboard.press("p")
    assert page.locator("#vi-tri").inner_text() == f"{count - 2}/{count}"


@in_browser
def test_other_keys(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    page.keyboard.press("v")
    assert page.get_by_role("button", name="Hai cột").get_attribute("aria-pressed") == "false"
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.dataset.filter") == "figure"
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "so-lieu"
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    page.keyboard.press("n")
    assert page.locator(".here").count() == 0, "keys rest while the dialog is open"
    page.get_by_label("Dùng phím tắt").uncheck()
    page.get_by_role("button", name="Đóng").click()
    assert dialog.is_hidden()
    page.keyboard.press("n")
    assert page.locator(".here").count() == 0, "keys can be switched off"


@in_browser
def test_keys_of_the_browser_stay_its_own(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    page.keyboard.press("Control+p")
    page.keyboard.press("Alt+n")
    assert page.locator(".here").count() == 0


@in_browser
@pytest.mark.parametrize("two", [True, False])
def test_links_of_the_table_lead_into_the_text_and_back(page: Any, sample_page: Path, two: bool) -> None:
    opened(page, sample_page)
    if not two:
        page.keyboard.press("v")
    page.locator("#s-4 .name a").click()
    assert page.evaluate("location.hash") == "#f-4"
    places = page.locator(".flash:visible")
    assert sorted(places.all_inner_texts()) == ["2.173", "2.256"]
    assert places.first.evaluate(
        "part => { const box = part.getBoundingClientRect(); return box.top > 0 && box.bottom < 900; }"
    )
    page.locator("#d-4 [href='#s-4']:visible").click()
    assert page.evaluate("location.hash") == "#s-4"
    assert page.locator("#s-4").evaluate("row => row.matches(':target')")
    page.locator("#s-4 a[href='#c-2']").click()
    assert page.locator("#c-2").evaluate("row => row.matches(':target')")


@in_browser
def test_a_link_to_what_is_filtered_away_shows_it(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    page.locator("[data-filter=added]").click()
    assert page.locator("#d-4").is_hidden()
    page.locator("#s-1 .name a").click()
    assert page.locator("#d-4").is_visible()
    assert page.locator("[data-filter=added]").get_attribute("aria-pressed") == "false"


@in_browser
def test_moved_lines_lead_to_each_other(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    page.locator("#d-6 .meta a").click()
    assert page.locator("#d-14").evaluate("row => row === document.activeElement")
    page.locator("#d-14 .meta a").click()
    assert page.locator("#d-6").is_visible()


@in_browser
def test_what_did_not_change_is_folded_and_can_be_shown(page: Any, long_page: Path) -> None:
    opened(page, long_page)
    assert visible(page, ".ch") == 5
    few = visible(page, ".eq")
    assert few < 20
    fold = page.locator(".fold").nth(1)
    assert fold.locator("summary").inner_text() == f"Hiện {fold.locator('.row').count()} đoạn không đổi"
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator(".row").first.is_visible()
    assert fold.locator(".pair").first.is_visible(), "two columns there too"
    page.keyboard.press("e")
    assert visible(page, ".eq") == 58
    page.keyboard.press("e")
    assert visible(page, ".eq") == few


@in_browser
def test_a_change_says_under_which_heading_it_stands(page: Any, long_page: Path) -> None:
    opened(page, long_page)
    shown = page.locator(".path:visible, h3.text:visible").all_inner_texts()
    assert [words(text) for text in shown].count("2. Mục thứ 2") >= 1


@in_browser
def test_it_reads_without_its_script(browser: Any, long_page: Path, made: SimpleNamespace) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), long_page)
    assert visible(page, ".row") == len(long_comparison(made).rows)
    assert page.locator(".bar").is_hidden()
    assert visible(page, "ins") == visible(page, "del") == 5
    context.close()


@in_browser
@pytest.mark.parametrize("width", [340, 768, 1100, 1400])
@pytest.mark.parametrize("which", ["sample", "hostile", "real"])
def test_nothing_is_wider_than_the_window(
    page: Any, made: SimpleNamespace, tmp_path: Path, which: str, width: int
) -> None:
    path = tmp_path / "trang.html"
    path.write_text(write_page(getattr(made, which)), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, path)
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("v")


@in_browser
def test_print_shows_one_column_without_tools_or_filters(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    page.locator("[data-filter=added]").click()
    page.emulate_media(media="print")
    for hidden in (".bar", ".pair", ".sides", ".skip"):
        assert visible(page, hidden) == 0, hidden
    assert visible(page, ".ch") == 8
    assert visible(page, ".row > .text") == visible(page, ".row")


@in_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_printed_pages_say_what_is_left_out(page: Any, long_page: Path, tmp_path: Path) -> None:
    opened(page, long_page)
    printed = tmp_path / "so-sanh.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(printed), "-"], capture_output=True, check=True).stdout.decode()
    assert len(re.findall(r"\d+ đoạn không đổi ⋯", text)) == 6
    assert len(re.findall(r"kết quả\s+thấp\s?cao\s+hơn", text)) == 5
    assert "Hai cột" not in text
    assert re.search(r"\b2/2\b", text)


CONTRAST = """() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return colour.startsWith("color(srgb") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, under) => top.slice(0, 3).map((value, at) => value * top[3] + under[at] * (1 - top[3]));
  const luminance = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const back = (node) => {
    if (!node) return [255, 255, 255];
    const colour = parse(getComputedStyle(node).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, back(node.parentElement));
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
    if (node.closest("button:disabled, .skip, script")) continue;
    const under = back(node);
    const one = luminance(over(parse(getComputedStyle(node).color), under));
    const other = luminance(under);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${node.className} ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return low;
}"""


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("two", [True, False])
def test_all_text_stands_out_from_its_ground(page: Any, sample_page: Path, scheme: str, two: bool) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, sample_page)
    if not two:
        page.keyboard.press("v")
    page.locator("[data-filter=figure]").focus()
    assert page.evaluate(CONTRAST) == []


@in_browser
def test_every_control_has_a_name_and_shows_its_focus(page: Any, sample_page: Path) -> None:
    opened(page, sample_page)
    controls = page.locator("button:visible, summary:visible, input:visible, a:visible")
    assert controls.count() > 20
    for control in controls.all():
        name = control.inner_text() or control.get_attribute("aria-label") or ""
        assert name.strip()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"


@in_browser
def test_a_page_of_three_hundred_pages_stays_quick(page: Any, made: SimpleNamespace, tmp_path: Path) -> None:
    """Six thousand paragraphs of which one in twenty changed: shown and switched within moments."""
    path = tmp_path / "lon.html"
    path.write_text(write_page(long_comparison(made, 6_000, 20)), encoding="utf-8")
    opened(page, path)
    assert page.locator(".ch").count() == 300
    took = page.evaluate(
        """() => {
          const start = performance.now();
          document.getElementById("kieu").click();
          document.getElementById("kieu").click();
          document.getElementById("toi").click();
          document.body.offsetHeight;
          return performance.now() - start;
        }"""
    )
    assert took < 5_000
    told = page.locator(".foot").inner_text()
    assert re.search(r"^6000 đoạn không đổi; phần văn bản của trang này nặng \d+,\d MB\.$", told)


def test_statuses_are_all_known(made: SimpleNamespace) -> None:
    page = write_page(made.sample)
    root = lxml.html.fromstring(page)
    classes = {name for row in root.xpath("//div[contains(@class, 'row')]/@class") for name in row.split()}
    assert {status.value for status in Status} - {"equal", "moved-away"} <= classes
    assert {"eq", "away"} <= classes
