"""Marked-up text to blocks: Markdown, fences, absent phrases, numbers, and what is refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.document import (
    Block,
    Cell,
    Emphasis,
    Footnote,
    Heading,
    LineBreak,
    ListItem,
    Origin,
    Paragraph,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.errors import TemplateError
from lcdraft.fences import ABSENT, fence_span
from lcdraft.markup import Numbering, parse_markup
from lcdraft.spacing import keep_wrapped_dashes
from lcdraft.template.session import Made, Session


def parse(text: str, *spans: Span, numbering: Numbering | None = None) -> tuple[Block, ...]:
    return parse_markup(text, spans=spans, numbering=numbering or Numbering(), path="templates/6-thang.md.j2")


def shown(text: str, *spans: Span) -> str:
    """The text of one paragraph, notes in square brackets."""
    blocks = parse(text, *spans)
    if not blocks:
        return ""
    (block,) = blocks
    assert isinstance(block, Paragraph)
    return inlines_text(block.inlines, lambda note: f"[{shown_note(note)}]")


def shown_note(note: Footnote) -> str:
    return " | ".join(inlines_text(block.inlines) for block in note.blocks if isinstance(block, Paragraph))


def problems(text: str, *spans: Span) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as caught:
        parse(text, *spans)
    assert all(str(problem.place) == "templates/6-thang.md.j2" for problem in caught.value.problems)
    assert all(problem.advice for problem in caught.value.problems)
    return [(problem.code, problem.message) for problem in caught.value.problems]


# --- blocks and inlines ---------------------------------------------------------------------------------------------


def test_headings_are_numbered_and_keep_their_ids() -> None:
    text = "# ĐÁNH GIÁ {#danh-gia}\n\n## KINH TẾ\n\n### Thương mại ###\n\n#### Bán lẻ\n\n#### Du lịch\n\n## XÃ HỘI"
    assert parse(text) == (
        Heading(1, "Phần I", (Text("ĐÁNH GIÁ"),), "danh-gia"),
        Heading(2, "I.", (Text("KINH TẾ"),)),
        Heading(3, "1.", (Text("Thương mại"),)),
        Heading(4, "a)", (Text("Bán lẻ"),)),
        Heading(4, "b)", (Text("Du lịch"),)),
        Heading(2, "II.", (Text("XÃ HỘI"),)),
    )


def test_a_heading_can_name_its_numbering() -> None:
    text = "# KINH TẾ\n\n## Thương mại {#thuong-mai .chu}\n\n## Du lịch {#du-lich .chu}\n\n# XÃ HỘI"
    blocks = parse_markup(text, numbering=Numbering(("la-ma", "so")))
    assert [(block.number, block.id) for block in blocks if isinstance(block, Heading)] == [
        *(("I.", ""), ("a)", "thuong-mai"), ("b)", "du-lich"), ("II.", "")),
    ]


def test_bold_italic_and_escapes() -> None:
    (block,) = parse(r"**Trong đó:** *bán lẻ* \*không đậm\* và **_cả hai_**.")
    assert block == Paragraph(
        (
            Strong((Text("Trong đó:"),)),
            Text(" "),
            Emphasis((Text("bán lẻ"),)),
            Text(" *không đậm* và "),
            Strong((Emphasis((Text("cả hai"),)),)),
            Text("."),
        )
    )


def test_soft_line_ends_are_blanks_and_a_backslash_breaks_the_line() -> None:
    assert parse("Một  dòng\r\n  nối\ttiếp  \ndòng ba\\\n  dòng bốn") == (
        Paragraph((Text("Một dòng nối tiếp dòng ba"), LineBreak(), Text("dòng bốn"))),
    )


def test_a_note_stands_at_its_mark() -> None:
    (block,) = parse("Bán lẻ đạt 2.327 tỷ đồng ^[ Trong đó: dịch vụ **154** tỷ đồng (x [y] z). ], tăng 2%.")
    note = Footnote((Paragraph((Text("Trong đó: dịch vụ "), Strong((Text("154"),)), Text(" tỷ đồng (x [y] z)."))),))
    assert block == Paragraph((Text("Bán lẻ đạt 2.327 tỷ đồng"), note, Text(", tăng 2%.")))


def test_numbered_items_run_on_until_the_next_heading() -> None:
    blocks = parse("# A\n\n1. một\n2. hai\n\nXen vào.\n\n7. ba\n\n# B\n\n1. lại một")
    assert [block.marker for block in blocks if isinstance(block, ListItem)] == ["(1).", "(2).", "(3).", "(1)."]


def test_nested_lists_and_paragraphs_in_items() -> None:
    text = "1. một\n\n   đoạn hai\n\n   - gạch\n     - cộng\n\n   1. chữ a\n   2. chữ b\n\n- gạch ngoài"
    assert parse(text, numbering=Numbering(item="{n}.")) == (
        ListItem((Text("một"),), "1.", 1),
        Paragraph((Text("đoạn hai"),)),
        ListItem((Text("gạch"),), "-", 2),
        ListItem((Text("cộng"),), "+", 3),
        ListItem((Text("chữ a"),), "a)", 2),
        ListItem((Text("chữ b"),), "b)", 2),
        ListItem((Text("gạch ngoài"),), "-", 1),
    )


def test_tables_with_and_without_a_head() -> None:
    def cell(text: str) -> Cell:
        return Cell((Paragraph((Text(text),)),) if text else ())

    assert parse("| Chỉ tiêu | Số |\n| --- | ---: |\n| a \\| b | |") == (
        Table(((cell("Chỉ tiêu"), cell("Số")), (cell("a | b"), cell(""))), 1),
    )
    assert parse("| | |\n|-|-|\n| 1 | 2 |") == (Table(((cell("1"), cell("2")),), 0),)


def test_legal_bases_stand_before_the_first_heading() -> None:
    blocks = parse("Căn cứ Quyết định số 1;\n\nUBND báo cáo:\n\n# A\n\nCăn cứ tình hình.")
    assert [block.role for block in blocks if isinstance(block, Paragraph)] == ["basis", "body", "body"]


def test_a_dash_at_a_wrapped_line_start_is_no_list() -> None:
    assert shown("phát triển kinh tế\n- xã hội, quốc phòng\n- an ninh.") == (
        "phát triển kinh tế - xã hội, quốc phòng - an ninh."
    )


@pytest.mark.parametrize(
    "text",
    ["Gồm:\n- thương nghiệp\n- dịch vụ", "Gồm\n- Thương nghiệp", "- kinh tế\n- xã hội", "a\n\n- b", "| a |\n- b"],
)
def test_real_lists_stay_lists(text: str) -> None:
    assert keep_wrapped_dashes(text) == text


# --- blanks and stops -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 5 , tăng 3 % ; ( giảm 2 ) .", "đạt 5, tăng 3%; (giảm 2)."),
        ("hết câu. .", "hết câu."),
        ("hết câu..", "hết câu."),
        ("vân vân ...", "vân vân..."),
        ("vân vân…", "vân vân…"),
        ("chú thích ^[x] .", "chú thích[x]."),
        ("kết thúc./.", "kết thúc./."),
    ],
)
def test_blanks_and_stops(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_stop_after_a_span_that_ends_in_one() -> None:
    assert shown(f"Gồm: {fence_span(0)}. Tiếp", Span("dịch vụ 154 tỷ đồng.")) == "Gồm: dịch vụ 154 tỷ đồng. Tiếp"
    assert shown(f"Gồm {fence_span(0)}...", Span("xã.")) == "Gồm xã...."
    assert shown(f"Gồm {fence_span(0)}.", Span("xã...")) == "Gồm xã...."


# --- fences ---------------------------------------------------------------------------------------------------------


def test_spans_are_never_read_as_markdown() -> None:
    nasty = Span("# *a* | [b](c) ^[d] <e> \\ `f` ..  ,", Origin("x", "1 : 2"))
    f = fence_span(0)
    note = Footnote((Paragraph((nasty,)),))
    assert parse(f"# {f}\n\n**{f}** x^[{f}]\n\n- {f}\n\n| {f} |\n|---|\n| {f} |", nasty) == (
        Heading(1, "Phần I", (nasty,)),
        Paragraph((Strong((nasty,)), Text(" x"), note)),
        ListItem((nasty,), "-", 1),
        Table(((Cell((Paragraph((nasty,)),)),), (Cell((Paragraph((nasty,)),)),)), 1),
    )


def test_many_spans_keep_their_order() -> None:
    spans = tuple(Span(f"<{number}>") for number in range(120))
    text = " ".join(fence_span(number) for number in range(120))
    assert shown(text, *spans) == " ".join(span.text for span in spans)


def test_the_template_session_fences_alike() -> None:
    session = Session()
    token = session.token(Made("47,6%", Origin("x", "1 : 2")))
    assert token == fence_span(0)
    assert parse(token, *session.spans) == (Paragraph((Span("47,6%", Origin("x", "1 : 2")),)),)


@pytest.mark.parametrize("text", ["\ue000", "a \ue001 b", "\ue000\ue010", "\ue011\ue001", "x\uf0b7y"])
def test_stray_private_characters_are_reported(text: str) -> None:
    ((code, message),) = problems(text)
    assert code == "LC307"
    assert "ký tự lạ" in message


def test_a_fence_without_its_span_is_reported() -> None:
    assert problems(f"a {fence_span(3)}", Span("x"))[0] == ("LC307", "không có số liệu thứ 3 trong văn bản")


# --- absent phrases -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đạt 5, ∅, tăng 2%.", "Đạt 5, tăng 2%."),
        ("Đạt 5; ∅; tăng 2%.", "Đạt 5; tăng 2%."),
        ("Đạt 5 ∅, tăng 2%.", "Đạt 5, tăng 2%."),
        ("Đạt 5 ∅ trong năm.", "Đạt 5 trong năm."),
        ("Đạt 5, ∅.", "Đạt 5."),
        ("Đạt 5, ∅ và ∅.", "Đạt 5."),
        ("Đạt 5 và ∅, tăng 2%.", "Đạt 5, tăng 2%."),
        ("Đạt 5, ∅ và tăng 2%.", "Đạt 5 và tăng 2%."),
        ("Đạt 5 - ∅.", "Đạt 5."),
        ("Đạt 5, ∅, ∅, ∅, tăng 2%.", "Đạt 5, tăng 2%."),
        ("∅, tăng 2%.", "tăng 2%."),
        ("∅ và tăng 2%.", "tăng 2%."),
        ("Câu một. ∅, tăng 2%.", "Câu một. tăng 2%."),
        ("Câu một. ∅. Câu ba.", "Câu một. Câu ba."),
        ("Trong đó: ∅; dịch vụ 154.", "Trong đó: dịch vụ 154."),
        ("Trong đó: ∅.", "Trong đó."),
        ("Đạt 5 (∅), tăng.", "Đạt 5, tăng."),
        ("Đạt 5 ( ∅ ), tăng.", "Đạt 5, tăng."),
        ("Đạt 5 (∅; ∅), tăng.", "Đạt 5, tăng."),
        ("Đạt 5 (∅; kế hoạch 9), tăng.", "Đạt 5 (kế hoạch 9), tăng."),
        ("Đạt 5 (kế hoạch ∅), tăng.", "Đạt 5 (kế hoạch), tăng."),
        ("Đạt 5 () rồi.", "Đạt 5 () rồi."),
        ("Đạt 5^[∅], tăng.", "Đạt 5, tăng."),
        ("Đạt 5 ^[∅.], tăng.", "Đạt 5, tăng."),
        ("Đạt 5^[∅, dịch vụ 3.].", "Đạt 5[dịch vụ 3.]."),
        ("Đạt 5^[dịch vụ 3, ∅.].", "Đạt 5[dịch vụ 3.]."),
        ("Đạt 5, **∅**, tăng.", "Đạt 5, tăng."),
        ("**Đạt 5, ∅**, tăng.", "Đạt 5, tăng."),
        ("Đạt 5, **∅, tăng** rồi.", "Đạt 5, tăng rồi."),
        ("Đạt 5,\n∅,\ntăng.", "Đạt 5, tăng."),
        ("∅", ""),
        ("∅.", ""),
        ("∅, ∅; ∅ và ∅.", ""),
    ],
)
def test_absent_phrases_take_their_separator_along(text: str, expected: str) -> None:
    assert shown(text.replace("∅", ABSENT)) == expected


def test_what_held_only_absent_phrases_vanishes_and_is_not_counted() -> None:
    table = f"| a | b |\n|---|---|\n| {ABSENT} | c |"
    text = f"Trước.\n\n{ABSENT}.\n\n1. một\n2. {ABSENT}\n3. ba\n\n- {ABSENT}\n- còn\n\n{table}"
    first, one, three, left, last = parse(text)
    assert isinstance(one, ListItem)
    assert isinstance(three, ListItem)
    assert isinstance(last, Table)
    assert (one.marker, three.marker) == ("(1).", "(2).")
    assert inlines_text(three.inlines) == "ba"
    assert left == ListItem((Text("còn"),), "-", 1)
    assert last.rows[1][0] == Cell(())
    assert first == Paragraph((Text("Trước."),))


def test_an_empty_span_counts_as_absent() -> None:
    assert shown(f"Đạt 5, {fence_span(0)}, tăng.", Span("")) == "Đạt 5, tăng."


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a <b>c</b>", "HTML"),
        ("a <br> b", "HTML"),
        ("<!-- x -->", "HTML"),
        ("<https://a.vn>", "HTML"),
        ("a&nbsp;b", "HTML"),
        ("dùng `mã`", "mã lệnh"),
        ("```\nx\n```", "mã lệnh"),
        ("~~~\nx", "mã lệnh"),
        ("[chữ](http://a.vn)", "liên kết"),
        ("![ảnh](a.png)", "hình ảnh"),
        ("x[^1]", "chú thích tham chiếu"),
        ("x^[a ^[b] c]", "chú thích nằm trong chú thích"),
        ("x^[# a]", "đề mục nằm trong chú thích"),
        ("x^[a", "không có dấu ] đóng"),
        ("x ^[một\n\nhai]", "không có dấu ] đóng"),
        ("**Trong đó:**dịch vụ", "dấu **"),
        ("> trích", "khối trích dẫn"),
        ("đoạn\n---", "đường kẻ ngang"),
        ("***", "đường kẻ ngang"),
        ("# A {#x y}", "mã {#…}"),
        ("- - - - - - - - - - - - - - - - - - - - - - x", "lồng quá nhiều cấp"),
        ("- " * 400 + "x", "lồng quá nhiều cấp"),
    ],
)
def test_markup_that_is_not_understood_is_reported(text: str, named: str) -> None:
    found = problems(text)
    assert {code for code, _ in found} == {"LC307"}
    assert any(named in message for _, message in found)


@pytest.mark.parametrize(
    "text",
    [
        "dưới <10 ha, trên > 5 ha",
        "R&D; A & B",
        "[x] và […]: 5",
        "x^[y](z)",
        "5 * 3 = 15",
        r"\<b> \`x\` \[a](b)",
        "a_b_c",
    ],
)
def test_ordinary_characters_are_left_alone(text: str) -> None:
    assert shown(text).replace("[y]", "^[y]") == text.replace("\\", "")


def test_a_heading_in_a_list_is_reported() -> None:
    assert problems("- # Đề mục")[0] == ("LC307", "đề mục “Đề mục” nằm trong gạch đầu dòng")


def test_a_skipped_level_is_reported_with_the_heading() -> None:
    assert problems("## KINH TẾ") == [
        ("LC306", "đề mục “KINH TẾ” ở cấp 2 (##), nhưng trước nó chưa có đề mục nào"),
    ]
    assert problems(f"# A\n\n### Bán lẻ {fence_span(0)}", Span("2025")) == [
        ("LC306", "đề mục “Bán lẻ 2025” ở cấp 3 (###), nhưng đề mục đứng trên nó ở cấp 1"),
    ]


def test_a_level_beyond_the_numbering_is_reported() -> None:
    text = "# a\n\n## b\n\n### c\n\n#### d\n\n##### e"
    assert problems(text) == [("LC306", "“e”: đề mục ở cấp 5, nhưng danh_so của mẫu chỉ khai 4 cấp")]


def test_all_problems_are_told_at_once() -> None:
    found = problems("## A\n\nx `y`\n\n<b>z</b>")
    assert [code for code, _ in found] == ["LC306", "LC307", "LC307"]


def test_messages_show_figures_and_not_fences() -> None:
    ((_, message),) = problems(f"đạt {fence_span(0)} `x`", Span("47,6%"))
    assert "\ue000" not in message
    ((_, message),) = problems(f"**a:**{fence_span(0)}", Span("47,6%"))
    assert "47,6%" in message


# --- any text -------------------------------------------------------------------------------------------------------

_tokens = st.sampled_from(
    [
        "a",
        "b ",
        ", ",
        ". ",
        "; ",
        " và ",
        "(",
        ")",
        "^[",
        "]",
        "**",
        "*",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "# ",
        "| ",
        ABSENT,
        "\\",
        fence_span(0),
        fence_span(1),
    ]
)


@given(st.lists(_tokens, max_size=25).map("".join))
def test_nothing_but_template_errors_and_no_fence_comes_through(text: str) -> None:
    try:
        blocks = parse(text, Span("47,6%"), Span("Trong đó."))
    except TemplateError:
        return
    shown_text = " ".join(inlines_text(block.inlines, shown_note) for block in blocks if not isinstance(block, Table))
    assert not any("\ue000" <= character <= "\uf8ff" for character in shown_text)


def test_a_whole_report_takes_a_blink() -> None:
    paragraph = (
        f"Tổng mức bán lẻ **đạt** {fence_span(0)}, tăng 2% so với cùng kỳ^[Trong đó: {fence_span(0)}.]; {ABSENT}. " * 3
    )
    text = "# A\n\n" + "\n\n".join(f"- {paragraph}" for _ in range(250))
    parse("làm nóng")
    start = time.perf_counter()
    blocks = parse(text, Span("47,6%"))
    assert len(blocks) == 251
    # Some 40 ms on a plain machine; the limit only catches what has become quadratic.
    assert time.perf_counter() - start < 2
