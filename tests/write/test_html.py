"""A document as a web page: what it shows, what it escapes, what it never does."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.document import (
    Annex,
    Block,
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Letterhead,
    LineBreak,
    ListItem,
    Operand,
    Origin,
    Pace,
    Paragraph,
    Progress,
    Signature,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.errors import Place
from lcdraft.write.html import write_html

_VOID = {"meta", "br", "input"}
_ORIGIN = Origin(
    "ban_le",
    "2.327 : 4.889 × 100 = 47,596… → 47,6%",
    (
        Operand("Bán lẻ 6 tháng đầu năm 2025", "2.327 tỷ đồng", Place("data/so-lieu/6-thang-2025.yaml", 12, 11)),
        Operand("Kế hoạch giao", "4.889 tỷ đồng"),
    ),
)


class Page(HTMLParser):
    """A page taken apart: elements with attributes, text, and the nesting checked on the way."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            assert not ("p" in self.open and tag in ("p", "div", "ul", "li", "table")), f"{tag} in a paragraph"
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key.rstrip("_")) == value for key, value in attributes.items())
        ]

    @property
    def ids(self) -> list[str]:
        return [found["id"] or "" for _, found in self.elements if "id" in found]


def body(*blocks: Block) -> str:
    """The sheet of a page with these blocks."""
    page = write_html(Document(blocks), title="Thử")
    Page(page)
    found = re.search(r'<article class="sheet">\n(.*)\n</article>', page, re.DOTALL)
    return found[1] if found else ""


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def note(text: str) -> Footnote:
    return Footnote((paragraph(text),))


def test_blocks() -> None:
    assert body(
        Paragraph((Text("Căn cứ Luật;"),), "basis"),
        Heading(1, "Phần I", (Text("ĐÁNH GIÁ"),), "danh-gia"),
        Heading(2, "I.", (Text("KINH TẾ"),)),
        Heading(4, "đ)", (Text("Ngân sách"),)),
        Paragraph((Strong((Text("a"),)), Emphasis((Text("b"),)), LineBreak(), Text("c"))),
        ListItem((Text("một"),), "-", 1),
        ListItem((Text("hai"),), "+", 2),
    ).split("\n") == [
        '<p class="text basis">Căn cứ Luật;</p>',
        '<h2 id="danh-gia" class="part"><span class="no">Phần I</span> ĐÁNH GIÁ</h2>',
        '<h3 id="muc-2"><span class="no">I.</span> KINH TẾ</h3>',
        '<h5 id="muc-3" class="point"><span class="no">đ)</span> Ngân sách</h5>',
        '<p class="text"><strong>a</strong><em>b</em><br>c</p>',
        "<ul>",
        '<li><span class="marker">-</span> một</li>',
        '<li class="l2"><span class="marker">+</span> hai</li>',
        "</ul>",
    ]


def test_tables_have_a_head_and_figures_stand_right() -> None:
    rows = (
        (Cell((paragraph("Chỉ tiêu"),)), Cell((paragraph("Số"),))),
        (Cell((paragraph("Bán lẻ"), paragraph("(tỷ đồng)"))), Cell((Paragraph((Span("47,6%", _ORIGIN),)),))),
        (Cell(()), Cell((paragraph("-2.327"),))),
    )
    sheet = body(Table(rows))
    assert '<thead><tr><th scope="col">Chỉ tiêu</th><th scope="col">Số</th></tr></thead>' in sheet
    assert '<td><p class="text">Bán lẻ</p><p class="text">(tỷ đồng)</p></td><td class="figure"><span' in sheet
    assert '<tr><td></td><td class="figure">-2.327</td></tr>' in sheet
    assert "<thead>" not in body(Table(rows, header_rows=0))


def test_a_figure_tells_where_it_came_from() -> None:
    sheet = body(Paragraph((Text("đạt "), Span("47,6%", _ORIGIN), Text(" kế hoạch"))))
    assert sheet == (
        '<p class="text">đạt <span class="fig" tabindex="0" aria-describedby="o-1">47,6%'
        '<span class="card" role="tooltip" id="o-1"><b>Chỉ tiêu</b> <span>ban_le</span>'
        ' <b>Cách tính</b> <span class="formula">2.327 : 4.889 × 100 = 47,596… → 47,6%</span>'
        " <b>Số liệu gốc</b>"
        ' <span class="operand"><span>Bán lẻ 6 tháng đầu năm 2025</span> <strong>2.327 tỷ đồng</strong>'
        " <code>data/so-lieu/6-thang-2025.yaml:12:11</code></span>"
        ' <span class="operand"><span>Kế hoạch giao</span> <strong>4.889 tỷ đồng</strong> </span>'
        "</span></span> kế hoạch</p>"
    )


def test_text_without_an_origin_is_only_text() -> None:
    assert body(Paragraph((Span("2025"),))) == '<p class="text">2025</p>'


def test_gaps_are_loud_and_counted() -> None:
    gap = Span("[…]", Origin("don_thu", ""), True)
    page = write_html(Document((Paragraph((gap, Text(" "), Span("[…]", None, True))),)), title="")
    assert '<a class="gaps" href="#trong-1">Còn 2 chỗ trống</a>' in page
    assert '<mark class="gap fig" id="trong-1" tabindex="0" aria-describedby="o-1">[…]' in page
    assert "<b>Chưa có số liệu</b> <b>Chỉ tiêu</b> <span>don_thu</span></span></mark>" in page
    assert '<mark class="gap" id="trong-2" tabindex="-1" title="Chưa có số liệu">[…]</mark>' in page
    assert "Không còn chỗ trống" in write_html(Document(()), title="")


def test_gaps_in_notes_count_too() -> None:
    inner = Footnote((Paragraph((Span("[…]", None, True),)),))
    assert "Còn 1 chỗ trống" in write_html(Document((Paragraph((Text("x"), inner)),)), title="")


def test_notes_stand_at_the_end_and_link_back() -> None:
    rich = Footnote((ListItem((Text("mục"),)), Table(((Cell((paragraph("x"),)),),))))
    sheet = body(Paragraph((Text("a"), note('Dịch vụ "154" tỷ'), Text(" b"), rich)))
    assert (
        'a<sup class="mark" id="cn-dau-1"><a href="#cn-1" role="doc-noteref" aria-label="Chú thích 1"'
        ' title="Dịch vụ &quot;154&quot; tỷ">1</a></sup> b<sup class="mark" id="cn-dau-2">'
    ) in sheet
    assert (
        '<li id="cn-1" role="doc-endnote"><p class="text">Dịch vụ &quot;154&quot; tỷ <a class="back" href="#cn-dau-1"'
        ' role="doc-backlink" aria-label="Về chỗ đánh dấu chú thích 1">↩</a></p></li>'
    ) in sheet
    assert sheet.index("doc-endnotes") > sheet.index("cn-dau-2")
    assert "doc-endnotes" not in body(paragraph("x"))


def test_letterhead_and_signature() -> None:
    letterhead = Letterhead(
        agency=("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
        superior=("UBND TỈNH",),
        number="Số: 1/BC-UBND",
        place_date="Mẫu, ngày 05 tháng 7 năm 2025",
        subject="Kinh tế - xã hội",
        addressees=("UBND tỉnh", "Sở Tài chính"),
    )
    signature = Signature(("CHỦ TỊCH",), "Nguyễn Văn Mẫu", ("Như trên", "Lưu: VT"))
    page = Page(write_html(Document((paragraph("x"),), letterhead, signature), title="T"))
    shown = [text.strip() for text in page.text if text.strip()]
    start = shown.index("UBND TỈNH")
    assert shown[start:] == [
        "UBND TỈNH",
        "ỦY BAN NHÂN DÂN",
        "XÃ MẪU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 1/BC-UBND",
        "Mẫu, ngày 05 tháng 7 năm 2025",
        "BÁO CÁO",
        "Kinh tế\u00a0- xã hội",
        "Kính gửi:",
        "- UBND tỉnh;",
        "- Sở Tài chính.",
        "x",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
    ]
    one = write_html(Document((), Letterhead((), addressees=("UBND tỉnh",))), title="")
    assert '<div class="to"><p>Kính gửi: UBND tỉnh</p></div>' in one


def test_the_outline_nests_and_links() -> None:
    headings = (
        Heading(1, "Phần I", (Text("A & B"), note("x"))),
        Heading(3, "1.", (Text("C"),)),
        Heading(2, "I.", (Text("D"),)),
        Heading(1, "Phần II", (Text("E"),)),
    )
    page = write_html(Document(headings), title="")
    start, end = page.index('<nav aria-label="Mục lục">'), page.index("</nav>")
    assert page[start:end].split("\n")[1:-1] == [
        "<ol>",
        '<li><a href="#muc-1">Phần I. A &amp; B</a>',
        "<ol>",
        '<li><a href="#muc-2">1. C</a>',
        "</li></ol>",
        "<ol>",
        '<li><a href="#muc-3">I. D</a>',
        "</li></ol>",
        "</li>",
        '<li><a href="#muc-4">Phần II. E</a>',
        "</li></ol>",
    ]
    assert "Mục lục" not in write_html(Document((paragraph("x"),)), title="").split("<body>")[1]


def test_ids_are_unique_whatever_the_headings_are_called() -> None:
    wanted = ("a", "a", "muc-2", "cn-1", "o-1", "trong-1", "noi-dung", "marks", "chu-thich", 'x" y')
    blocks = [Heading(1, "1.", (Text("t"),), name) for name in wanted]
    blocks += [Heading(1, "2.", (Text("t"),)) for _ in range(3)]
    document = Document((*blocks, Paragraph((Span("x", _ORIGIN), Span("[…]", None, True), note("n")))))
    page = Page(write_html(document, title=""))
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    targets = {(link["href"] or "").removeprefix("#") for link in page.all("a")}
    assert targets <= set(page.ids)


# --- safety ---------------------------------------------------------------------------------------------------------

_HOSTILE = "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;\x00\ud800"


def _hostile_document() -> Document:
    text = _HOSTILE
    origin = Origin(text, text, (Operand(text, text, Place(text, 1, 1)),))
    row = (Text(text), Span(text, origin), Span(text, origin, True), Span(text, None, True), note(text))
    blocks = (
        Heading(1, text, row, text),
        Paragraph(row, text),
        ListItem(row, text),
        Table(((Cell((Paragraph(row),)),),)),
    )
    names = (text, text)
    return Document(blocks, Letterhead(names, names, text, text, text, text, names), Signature(names, text, names))


def test_nothing_in_a_document_becomes_markup() -> None:
    page = write_html(_hostile_document(), title=_HOSTILE, language='vi" onload="x')
    page.encode()
    parsed = Page(page)
    assert len(parsed.all("script")) == 1
    assert parsed.all("img") == []
    assert not any(name.startswith("on") for _, attributes in parsed.elements for name in attributes)


def test_the_page_fetches_nothing_and_runs_only_its_own_script() -> None:
    page = write_html(Document((paragraph("http://a.vn"),)), title="T")
    parsed = Page(page)
    attributes = {name for _, found in parsed.elements for name in found}
    assert not attributes & {"src", "srcset", "action", "style"}
    assert all((link["href"] or "").startswith("#") for link in parsed.all("a"))
    assert not parsed.all("link")
    css, js = re.search(r"<style>(.*?)</style>", page, re.DOTALL), re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert css
    assert js
    assert "url(" not in css[1]
    assert "@import" not in css[1]
    (policy,) = [found["content"] or "" for found in parsed.all("meta", http_equiv_="Content-Security-Policy")] or [
        found["content"] or "" for found in parsed.all("meta") if "http-equiv" in found
    ]
    assert policy.startswith("default-src 'none';")
    for source in (css[1], js[1]):
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_the_page_says_its_language_and_landmarks() -> None:
    parsed = Page(write_html(Document((Heading(1, "I.", (Text("A"),)),)), title="Báo cáo <1>"))
    assert parsed.all("html") == [{"lang": "vi"}]
    assert len(parsed.all("main")) == 1
    assert len(parsed.all("nav")) == 1
    assert parsed.all("a", class_="skip") == [{"class": "skip", "href": "#noi-dung"}]
    assert "Báo cáo <1>" in parsed.text


def test_every_described_figure_has_its_card(sample_document: Document) -> None:
    parsed = Page(write_html(sample_document, title="T"))
    described = [found["aria-describedby"] for _, found in parsed.elements if "aria-describedby" in found]
    assert described
    assert set(described) <= set(parsed.ids)
    assert len(set(parsed.ids)) == len(parsed.ids)


def test_the_sample_report_is_all_there(sample_document: Document) -> None:
    parsed = Page(write_html(sample_document, title="T"))
    shown = re.sub(r"\s+", " ", "".join(parsed.text))
    for block in sample_document.walk():
        if not isinstance(block, Table) and not any(isinstance(each, Span | Footnote) for each in block.inlines):
            assert re.sub(r"\s+", " ", inlines_text(block.inlines)).strip() in shown


def test_the_same_document_gives_the_same_page(sample_document: Document) -> None:
    assert write_html(sample_document, title="T") == write_html(sample_document, title="T")


@given(st.text(), st.text())
def test_any_text_is_shown_as_it_is(text: str, title: str) -> None:
    parsed = Page(write_html(Document((paragraph(text),)), title=title))
    printable = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert printable.replace("\r", "\n") in "".join(parsed.text)


@pytest.mark.parametrize("rule", ["@page", "break-after: avoid", "thead { display: table-header-group; }"])
def test_print_rules(rule: str) -> None:
    assert rule in write_html(Document(()), title="").split("</style>")[0]


# The state of the plan


def measured(name: str, *percents: str, elapsed: str = "50") -> Document:
    """A table with one row for each completion."""

    def row(percent: str) -> tuple[Cell, ...]:
        value = Decimal(percent)
        pace = Pace.REACHED if value >= 100 else Pace.ON_TIME if value >= Decimal(elapsed) else Pace.BEHIND
        number = Paragraph((Text(percent.replace(".", ",")),))
        return Cell((Paragraph((Text(name),)),)), Cell((number,), progress=Progress(value, Decimal(elapsed), pace))

    head = (Cell((Paragraph((Text("Chỉ tiêu"),)),)), Cell((Paragraph((Text("So với kế hoạch"),)),)))
    table = Table((head, *map(row, percents)), align=("left", "right"))
    return Document((), annexes=(Annex("Phụ lục", "BẢNG", blocks=(table,)),))


def test_a_page_without_completions_has_no_panel() -> None:
    page = write_html(Document((Heading(1, "I.", (Text("KINH TẾ"),), "nhin-nhanh"),)), title="Thử")
    assert "nhin-nhanh-2" in page, "the panel keeps its id for itself"
    assert 'class="status"' not in page


def test_the_panel_counts_and_names_what_is_behind() -> None:
    text = write_html(measured("Chè & rượu <b>", "47.6", "50", "104.5", "4.5"), title="Thử")
    page = Page(text)
    said = "".join(page.text)
    assert "Đã qua 50% thời gian của kế hoạch; 4 chỉ tiêu có số kế hoạch và số thực hiện." in said
    assert "1 đã đạt, vượt kế hoạch" in said
    assert "1 kịp tiến độ" in said
    assert "2 chậm tiến độ" in said
    assert said.index("4,5%") < said.index("47,6%"), "the worst first"
    assert "Chè &amp; rượu &lt;b&gt;" in text
    assert "<b>Chè" not in text
    rows = [attributes for tag, attributes in page.elements if tag == "tr" and attributes.get("id")]
    assert [row["class"] for row in rows] == ["cham", "kip", "dat", "cham"]
    assert len({row["id"] for row in rows}) == 4


def test_the_panel_names_the_indicator_however_long_its_note_is() -> None:
    def cell(text: str, progress: Progress | None = None) -> Cell:
        return Cell((Paragraph((Text(text),)),), progress=progress)

    note = "Đã loại trừ thu chuyển nguồn (68.475 triệu đồng)"
    row = (cell("-"), cell("Chợ"), cell("% kế hoạch"), cell("66", Progress(Decimal(66), Decimal(75), Pace.BEHIND)))
    table = Table(((*row, cell(note)),), header_rows=0, align=("center", "left", "center", "right", "left"))
    text = write_html(Document((), annexes=(Annex("Phụ lục", "BẢNG", blocks=(table,)),)), title="Thử")
    assert '">Chợ</a> <b>66%</b>' in text
    assert f'">{note}</a>' not in text


def test_a_column_of_words_has_room_and_a_wide_table_has_smaller_letters() -> None:
    def page(columns: int) -> str:
        head = tuple(Cell((paragraph(f"Cột {number}"),)) for number in range(columns))
        share = Cell((paragraph("66"),), progress=Progress(Decimal(66), Decimal(75), Pace.BEHIND))
        table = Table((head, (*head[:-1], share)), align=("center", "left", *("right",) * (columns - 3), "left"))
        return write_html(Document((table,)), title="Thử")

    assert '<div class="table measured">' in page(11)
    assert '<div class="table measured wide">' in page(12)
    assert '<th scope="col" class="words">Cột 10</th>' in page(11)
    assert '<th scope="col">Cột 9</th>' in page(11)


def test_bars_say_in_words_what_they_show() -> None:
    said = "".join(Page(write_html(measured("Chè", "47.6", "60", elapsed="58.3"), title="Thử")).text)
    assert "47,6 – chậm tiến độ (đã qua 58,3% thời gian)" in said
    assert "60 – kịp tiến độ (đã qua 58,3% thời gian)" in said


def test_nothing_is_late_once_the_time_of_the_plan_is_over() -> None:
    said = "".join(Page(write_html(measured("Chè", "99.6", "104", elapsed="100"), title="Thử")).text)
    assert "Đã hết thời gian của kế hoạch; 2 chỉ tiêu" in said
    assert "1 chưa đạt kế hoạch" in said
    assert "Chỉ tiêu chưa đạt kế hoạch (1)" in said
    assert "99,6 – chưa đạt kế hoạch (đã qua 100% thời gian)" in said
    assert "tiến độ" not in said.split("Chỉ xem")[0]


def test_a_limit_kept_to_the_end_is_counted_as_kept() -> None:
    kept = Cell((Paragraph((Text("80"),)),), progress=Progress(Decimal(80), Decimal(100), Pace.ON_TIME))
    table = Table(((Cell((Paragraph((Text("Nợ đọng"),)),)), kept),), header_rows=0, align=("left", "right"))
    page = write_html(Document((), annexes=(Annex("Phụ lục", "BẢNG", blocks=(table,)),)), title="Thử")
    assert "1 trong giới hạn kế hoạch" in "".join(Page(page).text)


@given(st.decimals(-50, 1000, places=2), st.decimals(0, 100, places=2))
def test_bars_stay_in_their_frame(percent: Decimal, elapsed: Decimal) -> None:
    page = Page(write_html(measured("Chè", str(percent), elapsed=str(elapsed)), title="Thử"))
    [track, done] = [a for tag, a in page.elements if tag == "rect" and a.get("y") == "2"][-2:]
    assert track["width"] == "100"
    assert 0 <= Decimal(done["width"] or "") <= 100
    assert not any("style" in attributes for _, attributes in page.elements)
