"""A document as Markdown: the golden text, and what is escaped. The way back is tested with the reader."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from lcdraft.document import (
    Block,
    Cell,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    ListItem,
    Origin,
    Paragraph,
    Signature,
    Span,
    Strong,
    Table,
    Text,
    inlines_text,
)
from lcdraft.read.markdown import read_markdown
from lcdraft.write.markdown import write_markdown


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def note(*texts: str) -> Footnote:
    return Footnote(tuple(map(paragraph, texts)))


def cell(*texts: str) -> Cell:
    return Cell(tuple(map(paragraph, texts)))


def written(*blocks: Block) -> str:
    """The Markdown of blocks that follow a heading, without that heading."""
    return write_markdown(Document((Heading(1, "I.", (Text("A"),)), *blocks))).removeprefix("# I. A\n").strip("\n")


REPORT = Document(
    (
        Paragraph((Text("Căn cứ Quyết định số 34/2019/QĐ-UBND;"),), "basis"),
        paragraph("UBND thành phố báo cáo:"),
        Heading(1, "Phần I", (Text("ĐÁNH GIÁ"),), "danh-gia"),
        Heading(2, "I.", (Text("KINH TẾ"),)),
        Heading(4, "a)", (Text("Thương mại"), note("Theo giá hiện hành."))),
        Paragraph(
            (
                Text("Bán lẻ ước "),
                Span("đạt 2.327 tỷ đồng", Origin("ban_le", "2.327")),
                note("Trong đó: thương nghiệp.", "Dịch vụ."),
                Text(", tăng "),
                Span("[…]", None, True),
                Text("."),
            )
        ),
        ListItem((Strong((Text("Du lịch:"),)), Text(" đón khách"))),
        ListItem((Text("nội địa"),), "+", 2),
        ListItem((Text("Thu nhập"),), "(1).", 1),
        Table(
            (
                (cell("Chỉ tiêu"), cell("Số")),
                (cell("Bán lẻ | dịch vụ", "(tỷ đồng)"), cell("2.327")),
                (Cell((ListItem((Text("nhóm"), LineBreak(), Text("một"))),)), cell()),
            )
        ),
    ),
    Letterhead(
        agency=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ MẪU"),
        superior=("UBND TỈNH",),
        number="Số: 12/BC-UBND",
        place_date="Mẫu, ngày 05 tháng 7 năm 2025",
        subject="Tình hình 6 tháng đầu năm",
        addressees=("UBND tỉnh", "Sở Tài chính"),
    ),
    Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Mẫu", ("Như trên", "Lưu: VT")),
)

GOLDEN = """\
| UBND TỈNH<br>**ỦY BAN NHÂN DÂN**<br>**THÀNH PHỐ MẪU** | \
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>**Độc lập - Tự do - Hạnh phúc** |
| --- | --- |
| Số: 12/BC-UBND | _Mẫu, ngày 05 tháng 7 năm 2025_ |

**BÁO CÁO**<br>**Tình hình 6 tháng đầu năm**

Kính gửi:<br>- UBND tỉnh;<br>- Sở Tài chính.

_Căn cứ Quyết định số 34/2019/QĐ-UBND;_

UBND thành phố báo cáo:

# Phần I. ĐÁNH GIÁ

## I. KINH TẾ

#### a) Thương mại[^1]

Bán lẻ ước đạt 2.327 tỷ đồng[^2], tăng **[…]**.

- **Du lịch:** đón khách
  + nội địa

(1). Thu nhập

| Chỉ tiêu | Số |
| --- | --- |
| Bán lẻ \\| dịch vụ<br>(tỷ đồng) | 2.327 |
| - nhóm<br/>một |  |

| **Nơi nhận:**<br>- Như trên;<br>- Lưu: VT. | **TM. ỦY BAN NHÂN DÂN**<br>**CHỦ TỊCH** |
| --- | --- |
|  | **Nguyễn Văn Mẫu** |

[^1]: Theo giá hiện hành.

[^2]: Trong đó: thương nghiệp.

    Dịch vụ.
"""


def test_a_report() -> None:
    assert write_markdown(REPORT) == GOLDEN


def test_one_paragraph_is_one_line() -> None:
    assert written(paragraph("một\nhai\r\nba")) == "một hai ba"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Về kinh tế", "1\\. Về kinh tế"),
        ("12) mười hai", "12\\) mười hai"),
        ("2025. năm", "2025\\. năm"),
        ("2.327 tỷ", "2.327 tỷ"),
        ("(1). Thu", "\\(1). Thu"),
        ("a) chữ", "a\\) chữ"),
        ("đ) chữ", "&#273;) chữ"),
        ("- gạch", "\\- gạch"),
        ("+ cộng", "\\+ cộng"),
        ("– gạch dài", "&#8211; gạch dài"),
        ("-5%", "-5%"),
        ("# thăng", "\\# thăng"),
        ("#thăng", "#thăng"),
        ("> lớn", "\\> lớn"),
        ("---", "\\---"),
        ("a * b_c `d`", "a \\* b\\_c \\`d\\`"),
        ("[x] và […] và [^1]", "[x] và \\[…] và \\[^1]"),
        ("[x](y) [x]: y", "[x\\](y) [x\\]: y"),
        ("^[x]", "\\^[x]"),
        ("<10 ha, <b>, a < b", "<10 ha, \\<b>, a < b"),
        ("R&D; &amp; &#65;", "R\\&D; \\&amp; \\&#65;"),
        ("a \\ b", "a \\\\ b"),
        ("~~x~~", "\\~\\~x\\~\\~"),
        ("a | b", "a | b"),
        ("!x ![y]", "!x \\![y]"),
        ("Căn cứ Luật", "Căn cứ Luật"),
    ],
)
def test_specials_are_escaped_only_where_they_act(text: str, expected: str) -> None:
    assert written(paragraph(text)) == expected
    assert read_markdown(f"# I. A\n\n{expected}").blocks[1:] == (paragraph(text),)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param((Strong((Text("Trong đó:"),)), Text("dịch vụ")), "**Trong đó:**&#100;ịch vụ", id="after-a-colon"),
        pytest.param((Text("a"), Strong((Text("(b)"),))), "&#97;**(b)**", id="before-a-bracket"),
        pytest.param((Text("a"), Strong((Text("b"),)), Text("c")), "a**b**c", id="inside-a-word"),
        pytest.param((Text("a"), Emphasis((Text("b"),)), Text("c")), "&#97;_b_&#99;", id="italic-inside-a-word"),
        pytest.param((Strong((Text("a"),)), Emphasis((Text("b"),))), "**a**_b_", id="side-by-side"),
        pytest.param((Strong((Text("a"), Emphasis((Text("b"),)))),), "**&#97;_b_**", id="nested"),
        pytest.param((Text("“"), Strong((Text("a"),)), Text("”")), "“**a**”", id="in-quotes"),
        pytest.param((Strong((Text("a "),)), Text("b")), "**a** b", id="blank-moves-out"),
        pytest.param((note("x"), Text("(b)")), "[^1]\\(b)\n\n[^1]: x", id="mark-before-a-bracket"),
        pytest.param((Text("a"), LineBreak(), Text("b")), "a<br>b", id="line-break"),
    ],
)
def test_bold_and_italic_act_wherever_they_stand(row: tuple[Inline, ...], expected: str) -> None:
    assert written(Paragraph(row)) == expected


def test_other_programs_read_the_same_bold() -> None:
    row = (Strong((Text("Trong đó:"),)), Text("dịch vụ "), Emphasis((Text("1_2*"),)), Text("x"))
    shown = MarkdownIt().render(written(Paragraph(row)))
    assert shown == "<p><strong>Trong đó:</strong>dịch vụ <em>1_2*</em>x</p>\n"


def test_headings() -> None:
    blocks = (
        Heading(7, "", (Text("1. Không số #"),)),
        Heading(2, "", ()),
        Heading(1, "Phần thứ tư", ()),
        Heading(3, "1.1.", (Text("Lúa"), LineBreak(), Text("gạo"))),
    )
    assert written(*blocks) == "###### 1\\. Không số \\#\n\n##\n\n# Phần thứ tư\n\n### 1.1. Lúa<br>gạo"


def test_tables_say_where_their_head_ends() -> None:
    rows = ((cell("a"), cell("b")), (cell("c"),))
    assert written(Table(rows, 0)) == "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"
    assert written(Table(rows, 1)) == "| a | b |\n| --- | --- |\n| c |  |"
    assert written(Table(rows, 2)) == "| a | b |\n| --- | --- |\n| c |  |\n| --- | --- |"
    assert written(Table(())) == ""


def test_a_table_in_a_cell_becomes_text() -> None:
    inner = Table(((cell("a"), cell("b")), (cell("c"), cell("d"))))
    outer = Table(((Cell((paragraph("x"), inner, Heading(1, "1.", (Text("y"),)))),),))
    assert written(outer) == "| x<br>a – b<br>c – d<br>**1. y** |\n| --- |"


def test_levels_of_items_are_indents() -> None:
    items = (
        ListItem((Text("một"),), "-", 1),
        ListItem((Text("hai"),), "+", 2),
        ListItem((Text("1. ba"),), "-", 3),
        ListItem((Text("[ ] bốn"),), "4.", 1),
        ListItem((Text("năm"),), "•", 2),
        ListItem((), "-", 1),
    )
    assert written(*items) == "- một\n  + hai\n    - 1\\. ba\n\n4. \\[ ] bốn\n\n  • năm"


def test_a_note_that_opens_with_a_list_or_a_table() -> None:
    notes = (
        Footnote((ListItem((Text("a"),)), ListItem((Text("b"),)))),
        Footnote((Table(((cell("x"),),)), paragraph("y"))),
        Footnote(()),
    )
    text = written(Paragraph((Text("t"), *notes)))
    assert text == ("t[^1][^2][^3]\n\n[^1]:\n\n    - a\n    - b\n\n[^2]:\n\n    | x |\n    | --- |\n\n    y\n\n[^3]:")
    assert read_markdown(f"# I. A\n\n{text}").blocks[1] == Paragraph((Text("t"), *notes))


def test_a_letterhead_with_one_addressee_and_no_subject() -> None:
    letterhead = Letterhead(agency=("UBND XÃ",), addressees=("UBND tỉnh",))
    document = Document((Paragraph((Strong((Text("Đậm"),)),)),), letterhead)
    text = write_markdown(document)
    assert "\n\n**BÁO CÁO**<br>\n\nKính gửi: UBND tỉnh\n\n**Đậm**\n" in text
    assert read_markdown(text) == document


def test_nothing_gives_an_empty_line() -> None:
    assert write_markdown(Document(())) == "\n"
    assert write_markdown(Document((Paragraph(()), paragraph("  ")))) == "\n"


def test_the_sample_report_comes_back_whole(sample_document: Document) -> None:
    again = read_markdown(write_markdown(sample_document))
    assert again.letterhead == sample_document.letterhead
    assert again.signature is not None
    assert len(again.blocks) == len(sample_document.blocks)
    assert len(list(again.footnotes())) == len(list(sample_document.footnotes()))
    for got, expected in zip(again.walk(), sample_document.walk(), strict=True):
        assert type(got) is type(expected)
        if not isinstance(got, Table):
            assert not isinstance(expected, Table)
            assert inlines_text(got.inlines) == inlines_text(expected.inlines)


def test_the_same_document_gives_the_same_text(sample_document: Document) -> None:
    assert write_markdown(sample_document) == write_markdown(sample_document)
