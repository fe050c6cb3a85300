"""Plain text to documents: exports of word processors, text out of PDF, and no word lost in either."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.document import (
    Document,
    Footnote,
    Heading,
    Letterhead,
    ListItem,
    Paragraph,
    Signature,
    Table,
    inlines_text,
)
from lcdraft.frame import MOTTO, RECIPIENTS, STATE
from lcdraft.read.text import read_text
from lcdraft.read.wrapped import is_wrapped, unwrap

EXPORTED = """\
2

\tỦY BAN NHÂN DÂN
THÀNH PHỐ MẪU
\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

\tSố:          /BC-UBND
\tThành phố Mẫu, ngày    tháng    năm 2025

BÁO CÁO
Tình hình thực hiện Kế hoạch 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025

\tCăn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019;
UBND thành phố báo cáo như sau:
Phần I
ĐÁNH GIÁ TÌNH HÌNH
6 THÁNG ĐẦU NĂM 2025

I. TÌNH HÌNH KINH TẾ
1. Về phát triển kinh tế
a) Thương mại - dịch vụ
[bookmark: _GoBack]- Về thương mại: Tổng mức bán lẻ đạt 2.327 tỷ đồng[footnoteRef:1], du lịch \
([footnoteRef:2]). [1:  Trong đó: thương nghiệp [giá hiện hành] 2.173 tỷ đồng.]  [2: ()Ước đón 158.727 lượt khách
trong nước và quốc tế;
- Khách quốc tế 2.000 lượt.
]

+ Thực hiện Nghị quyết của Chính phủ về
nhiệm vụ, giải pháp đã đề ra.
2. Văn hóa - xã hội
(1). Giải quyết việc làm đạt 100% kế hoạch.
2. Tiếp tục chỉ đạo. Các xã thực hiện.
Phần thứ hai
NHIỆM VỤ
1. Đẩy mạnh thu ngân sách
Trên đây là báo cáo./.

Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""

PDF = """\
 BÁO CÁO \n
Tình hình thực hiện phát triển kinh tế - xã hội, đảm bảo quốc phòng  \n
an ninh tháng 02,  nhiệm vụ trọng tâm tháng 3 năm 2023 \n
  \n
I. TÌNH HÌNH THỰC HIỆN KẾ HOẠCH THÁNG 2 \n
 a) Thương mại - dịch vụ, du lịch: \n
- Hoạt động thương mại dịch vụ trên địa bàn được duy trì và phát triển ổn định, \n
công tác kiểm tra theo Nghị quyết 07/2021/NQ-\n
HĐND được chỉ đạo thực hiện có hiệu quả trong quý 1. Công tác quản lý đạt hiệu quả 1. \n
Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng trong tháng đạt 260 tỷ \n
đồng; các cơ quan, đơn vị tiếp tục phối hợp chặt chẽ để giữ vững thế trận quốc phòng \n
- an ninh trên địa bàn. \n
 Tổng giá trị sản xuất CN-TTCN (theo giá hiện hành) ước đạt 38 tỷ đồng và các hoa \n
                                                           \n
1 Thực hiện kiểm tra, phát hiện và xử lý 03 cơ sở, trong đó: 02 vụ vi phạm hàng hóa, 01 \n
vụ vi phạm về y tế; Phạt VPHC 27,5 triệu đồng; \n
2 Đính chính 15 lượt hồ sơ; \n
 màu phục vụ thị trường. \n
b) Công tác y tế, dân số, kế hoạch hóa gia đình - công tác phòng, chống dịch \n
bệnh Covid-19 \n
Đã cấp giấy chứng nhận quyền sử dụng đất, chính lý GCN3. Trả lại 02 lượt hồ sơ không \n
đủ điều kiện theo quy định. \n
__________\n
3 Ban hành 01 GCN. \n
\n
Trên đây là báo cáo của UBND thành phố./. \n
Nơi nhận: \n
- Ban chỉ huy quân sự thành phố; Công an thành \n
phố; Các chi cục: Thuế khu vực Thành phố - \n
Tam Đường; \n
- Lưu: VT, VP. \n
TM. ỦY BAN NHÂN DÂN \n
CHỦ TỊCH \n
Nguyễn Văn Mẫu \n
"""


def outline(document: Document) -> list[tuple[int, str, str]]:
    return [
        (block.level, block.number, inlines_text(block.inlines))
        for block in document.blocks
        if isinstance(block, Heading)
    ]


def texts(document: Document) -> list[str]:
    return [
        inlines_text(block.inlines, note_text) for block in document.blocks if isinstance(block, Paragraph | ListItem)
    ]


def note_text(note: Footnote) -> str:
    shown = [inlines_text(block.inlines) for block in note.blocks if not isinstance(block, Table)]
    return f"[{' | '.join(shown)}]"


def test_the_parts_of_an_exported_report() -> None:
    document = read_text(EXPORTED)
    assert document.letterhead == Letterhead(
        agency=("ỦY BAN NHÂN DÂN", "THÀNH PHỐ MẪU"),
        number="Số: /BC-UBND",
        place_date="Thành phố Mẫu, ngày tháng năm 2025",
        kind="BÁO CÁO",
        subject="Tình hình thực hiện Kế hoạch 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025",
    )
    assert outline(document) == [
        (1, "Phần I", "ĐÁNH GIÁ TÌNH HÌNH 6 THÁNG ĐẦU NĂM 2025"),
        (2, "I.", "TÌNH HÌNH KINH TẾ"),
        (3, "1.", "Về phát triển kinh tế"),
        (4, "a)", "Thương mại - dịch vụ"),
        (3, "2.", "Văn hóa - xã hội"),
        (1, "Phần thứ hai", "NHIỆM VỤ"),
        (2, "1.", "Đẩy mạnh thu ngân sách"),
    ]
    assert texts(document) == [
        "2",
        "Căn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019;",
        "UBND thành phố báo cáo như sau:",
        "Về thương mại: Tổng mức bán lẻ đạt 2.327 tỷ đồng[Trong đó: thương nghiệp [giá hiện hành] 2.173 tỷ đồng.], "
        "du lịch ([Ước đón 158.727 lượt khách trong nước và quốc tế; | Khách quốc tế 2.000 lượt.]).",
        "Thực hiện Nghị quyết của Chính phủ về nhiệm vụ, giải pháp đã đề ra.",
        "Giải quyết việc làm đạt 100% kế hoạch.",
        "Tiếp tục chỉ đạo. Các xã thực hiện.",
        "Trên đây là báo cáo./.",
    ]
    assert [(item.marker, item.level) for item in document.blocks if isinstance(item, ListItem)] == [
        *(("-", 1), ("+", 2), ("(1).", 1), ("2.", 1)),
    ]
    assert [block.role for block in document.blocks if isinstance(block, Paragraph)][:3] == ["body", "basis", "body"]
    assert document.signature == Signature(
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Mẫu", ("UBND tỉnh (b/c)", "Lưu: VT")
    )


def test_text_out_of_a_pdf_is_put_together_again() -> None:
    document = read_text(PDF)
    assert document.letterhead is not None
    assert document.letterhead.subject == (
        "Tình hình thực hiện phát triển kinh tế - xã hội, đảm bảo quốc phòng an ninh tháng 02,"
        "  nhiệm vụ trọng tâm tháng 3 năm 2023"
    )
    assert outline(document) == [
        (1, "I.", "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH THÁNG 2"),
        (2, "a)", "Thương mại - dịch vụ, du lịch:"),
        (2, "b)", "Công tác y tế, dân số, kế hoạch hóa gia đình - công tác phòng, chống dịch bệnh Covid-19"),
    ]
    assert texts(document) == [
        "Hoạt động thương mại dịch vụ trên địa bàn được duy trì và phát triển ổn định, công tác kiểm tra theo "
        "Nghị quyết 07/2021/NQ-HĐND được chỉ đạo thực hiện có hiệu quả trong quý 1. Công tác quản lý đạt hiệu quả"
        "[Thực hiện kiểm tra, phát hiện và xử lý 03 cơ sở, trong đó: 02 vụ vi phạm hàng hóa, 01 vụ vi phạm về y tế; "
        "Phạt VPHC 27,5 triệu đồng;]. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng trong tháng đạt 260 tỷ "
        "đồng; các cơ quan, đơn vị tiếp tục phối hợp chặt chẽ để giữ vững thế trận quốc phòng - an ninh trên địa bàn.",
        "Tổng giá trị sản xuất CN-TTCN (theo giá hiện hành) ước đạt 38 tỷ đồng và các hoa[Đính chính 15 lượt hồ sơ;] "
        "màu phục vụ thị trường.",
        "Đã cấp giấy chứng nhận quyền sử dụng đất, chính lý GCN[Ban hành 01 GCN.]. Trả lại 02 lượt hồ sơ không đủ "
        "điều kiện theo quy định.",
        "Trên đây là báo cáo của UBND thành phố./.",
    ]
    assert document.signature == Signature(
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        "Nguyễn Văn Mẫu",
        (
            "Ban chỉ huy quân sự thành phố; Công an thành phố; Các chi cục: Thuế khu vực Thành phố - Tam Đường",
            "Lưu: VT, VP",
        ),
    )


def test_only_text_cut_at_the_page_is_unwrapped() -> None:
    assert is_wrapped(PDF.split("\n"))
    assert not is_wrapped(EXPORTED.split("\n"))
    assert not is_wrapped([])


def test_a_note_without_a_mark_ends_its_page() -> None:
    lines = ["Một câu dài.", "viết tiếp", " " * 30, "1 Chú thích không ai gọi;", " Trang sau"]
    paragraphs, notes = unwrap(lines)
    assert notes == {1: "Chú thích không ai gọi;"}
    assert paragraphs == ["Một câu dài. viết tiếp[footnoteRef:1] Trang sau"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a[footnoteRef:1] b[footnoteRef:1] [1:  x]", ["a[x] b[footnoteRef:1]"], id="second-mark-stays"),
        pytest.param("a[footnoteRef:3]", ["a[footnoteRef:3]"], id="mark-without-note"),
        pytest.param("a [2:  b]", ["a [2:  b]"], id="note-without-mark"),
        pytest.param("a[footnoteRef:1] [1:  b", ["a[footnoteRef:1] [1:  b"], id="note-without-end"),
        pytest.param("a[footnoteRef:1]\n[1: x]\n", ["a[x]"], id="note-on-the-next-line"),
        pytest.param("a[footnoteRef:1] [1:  x] b\n", ["a[x]  b"], id="text-after-the-note"),
    ],
)
def test_odd_notes(text: str, expected: list[str]) -> None:
    assert texts(read_text(text)) == expected


def test_lines_go_on_only_without_a_blank_line() -> None:
    assert texts(read_text("Về\nnhiệm vụ\n\nvà nữa\nHết.\ncòn đây")) == ["Về nhiệm vụ", "và nữa", "Hết.", "còn đây"]


def test_addressees() -> None:
    document = read_text("BÁO CÁO\nTình hình\nKính gửi:\n- UBND tỉnh;\n- Sở Tài chính.\nNội dung.")
    assert document.letterhead is not None
    assert document.letterhead.addressees == ("UBND tỉnh", "Sở Tài chính")
    assert texts(document) == ["Nội dung."]


def test_the_end_without_receivers_stays_text() -> None:
    document = read_text("Hết./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    assert document.signature is None
    assert texts(document) == ["Hết./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_what_follows_the_name_stays_text() -> None:
    document = read_text("Hết./.\nNơi nhận: \n- Như trên;\nCHỦ TỊCH\nNguyễn Văn Mẫu\nBiểu số 1 kèm theo báo cáo này")
    assert document.signature == Signature(("CHỦ TỊCH",), "Nguyễn Văn Mẫu", ("Như trên",))
    assert texts(document) == ["Hết./.", "Biểu số 1 kèm theo báo cáo này"]


def test_encodings_of_line_ends_and_letters() -> None:
    text = unicodedata.normalize("NFD", "\ufeffƯớc đạt\r\nkế hoạch.\r\fTrang sau.")
    assert texts(read_text(text)) == ["Ước đạt kế hoạch.", "Trang sau."]


def test_an_empty_text_is_an_empty_document() -> None:
    assert read_text("") == Document(())
    assert read_text(" \n\n\t\n") == Document(())


# --- words ----------------------------------------------------------------------------------------------------------


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def all_words(document: Document) -> Counter[str]:
    parts: list[str] = []
    if document.letterhead is not None:
        head = document.letterhead
        parts += [*head.agency, *head.superior, head.number, head.place_date, head.kind, head.subject]
        parts += ["Kính gửi", *head.addressees] if head.addressees else []
    if document.signature is not None:
        parts += [RECIPIENTS, *document.signature.recipients, *document.signature.authority, document.signature.name]
    for block in document.walk():
        if not isinstance(block, Table):
            parts.append(inlines_text(block.inlines, lambda _note: " "))
        if isinstance(block, Heading):
            parts.append(block.number)
        elif isinstance(block, ListItem):
            parts.append(block.marker)
    return words("\n".join(parts))


def without_marks(text: str) -> str:
    return re.sub(r"\[bookmark:[^\]]*\]|\[footnoteRef:\d+\]|\[\d+:", " ", text)


def test_every_word_of_an_exported_report_is_kept() -> None:
    printed_by_the_letterhead = words(f"{STATE.replace('HÒA', 'HOÀ')} {MOTTO}")
    assert words(without_marks(EXPORTED)) - all_words(read_text(EXPORTED)) == printed_by_the_letterhead
    assert all_words(read_text(EXPORTED)) - words(without_marks(EXPORTED)) == Counter()


def test_every_word_of_a_pdf_is_kept() -> None:
    source = PDF.replace("__________", "").replace("NQ-\n\n", "NQ-")
    lost = words(source) - all_words(read_text(PDF))
    # The marks themselves, and the numbers before the notes.
    assert lost == Counter({"1": 2, "2": 1, "3": 1, "GCN3": 1})


_lines = st.sampled_from(
    [
        "Phần I",
        "ĐÁNH GIÁ",
        "BÁO CÁO",
        "I. KINH TẾ",
        "1. Về kinh tế",
        "1. Tăng 2%.",
        "a) theo luật;",
        "- Xã",
        "+ phường",
        "Bán lẻ[footnoteRef:1] tăng",
        "[1:  Trong đó: dịch vụ",
        "tăng 2%.]",
        "Nơi nhận:",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Nguyễn Văn Mẫu",
        "Kính gửi: UBND tỉnh",
        "Căn cứ Luật;",
        "nhiệm vụ trọng tâm của các cơ quan, đơn vị trên địa bàn toàn thành phố",
        "1 Thực hiện kiểm tra",
        " " * 40,
        "",
        "",
        "\f",
    ]
)


@given(st.lists(_lines, max_size=30).map("\n".join))
def test_no_text_loses_words(text: str) -> None:
    kept = all_words(read_text(text))
    lost = words(without_marks(text)) - kept - words("1 Kính gửi")
    assert not {word for word in lost if not word.isdigit()}


def test_annexes_behind_the_signature() -> None:
    text = """BÁO CÁO
Tình hình kinh tế

Nội dung.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn A
Phụ lục I
HỆ THỐNG CHỈ TIÊU
CHỦ YẾU
(Kèm theo Báo cáo số 12/BC-UBND)
Bán lẻ[footnoteRef:1]\t2.327[1:  Số ước.]
PHỤ LỤC II
DANH MỤC
1. Một dòng
"""
    document = read_text(text)
    assert document.signature is not None
    assert document.signature.name == "Nguyễn Văn A"
    first, second = document.annexes
    assert (first.label, first.title) == ("Phụ lục I", "HỆ THỐNG CHỈ TIÊU CHỦ YẾU")
    assert first.reference == "(Kèm theo Báo cáo số 12/BC-UBND)"
    assert (second.label, second.title) == ("PHỤ LỤC II", "DANH MỤC")
    assert [len(annex.blocks) for annex in document.annexes] == [1, 1]
    assert len(list(document.footnotes())) == 1
