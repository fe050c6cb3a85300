"""Head and end of finished files: rendered from data, written as .docx, opened again."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import docx
import pytest

from lcdraft.read.docx import read_docx
from lcdraft.workspace import load_workspace

if TYPE_CHECKING:
    from lcdraft.document import Document
    from tests.conftest import Workspace

REPORT = "data/bao-cao/6-thang-2025.yaml"
Reopen = Callable[[str], "tuple[Document, list[str]]"]


@pytest.fixture
def reopened(workspace: Workspace) -> Reopen:
    """The report with more lines at its top, as our reader finds it and as plain paragraphs, those of tables too."""

    def build(lines: str) -> tuple[Document, list[str]]:
        workspace.change(REPORT, "ky: 6-thang-2025\n", f"ky: 6-thang-2025\n{lines}")
        data = load_workspace(workspace.root).export("6-thang-2025", "docx")
        opened = docx.Document(io.BytesIO(data))
        cells = [p.text for table in opened.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
        return read_docx(data), [*cells, *(paragraph.text for paragraph in opened.paragraphs)]

    return build


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("{hinh_thuc: thay_mat}", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("{hinh_thuc: ky_thay}", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("{hinh_thuc: quyen}", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("{hinh_thuc: thua_lenh, chuc_vu: CHÁNH VĂN PHÒNG}", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("{hinh_thuc: thua_uy_quyen, chuc_vu: TRƯỞNG PHÒNG}", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        ("{hinh_thuc: tap_the, ten_tap_the: BAN CHỈ ĐẠO, chuc_vu: TRƯỞNG BAN}", ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        ("{hinh_thuc: truc_tiep}", ("CHỦ TỊCH",)),
    ],
)
def test_each_form_of_signing(reopened: Reopen, form: str, lines: tuple[str, ...]) -> None:
    document, texts = reopened(f"nguoi_ky: {form}\n")
    assert document.signature is not None
    assert document.signature.authority == lines
    start = texts.index(lines[0])
    assert tuple(texts[start : start + len(lines)]) == lines


@pytest.mark.parametrize(
    ("addressees", "printed", "first"),
    [
        ("[]", [], "- UBND tỉnh;"),
        ("[Ủy ban nhân dân tỉnh]", ["Kính gửi: Ủy ban nhân dân tỉnh"], "- Như trên;"),
        (
            "[Ủy ban nhân dân tỉnh, Sở Tài chính]",
            ["Kính gửi:", "- Ủy ban nhân dân tỉnh;", "- Sở Tài chính."],
            "- Như trên;",
        ),
        (
            "[Ủy ban nhân dân tỉnh, Sở Tài chính, Sở Nội vụ;]",
            ["Kính gửi:", "- Ủy ban nhân dân tỉnh;", "- Sở Tài chính;", "- Sở Nội vụ."],
            "- Như trên;",
        ),
    ],
)
def test_addressees_and_receivers(reopened: Reopen, addressees: str, printed: list[str], first: str) -> None:
    _, texts = reopened(f"kinh_gui: {addressees}\n")
    start = next((number for number, text in enumerate(texts) if text.startswith("Kính gửi")), len(texts))
    assert texts[start : start + len(printed)] == printed
    receivers = texts[texts.index("Nơi nhận:") + 1 :]
    assert receivers[0] == first
    assert receivers[: receivers.index("- Lưu: VT.") + 1].count("- Như trên;") == (1 if printed else 0)


@pytest.mark.parametrize(
    ("lines", "number", "place"),
    [
        ("", "Số:        /BC-UBND", "Mẫu, ngày      tháng      năm 2025"),
        ("so_ky_hieu: 7\nngay: 05/7/2025\n", "Số: 07/BC-UBND", "Mẫu, ngày 05 tháng 7 năm 2025"),
        ("so_ky_hieu: 123\nngay: 15/02/2026\n", "Số: 123/BC-UBND", "Mẫu, ngày 15 tháng 02 năm 2026"),
        ("so_ky_hieu: 10\nngay: 31/12/2025\n", "Số: 10/BC-UBND", "Mẫu, ngày 31 tháng 12 năm 2025"),
    ],
)
def test_number_and_date(reopened: Reopen, lines: str, number: str, place: str) -> None:
    _, texts = reopened(lines)
    assert number in texts
    assert place in texts


def test_the_text_ends_once(reopened: Reopen) -> None:
    _, texts = reopened("")
    assert [text for text in texts if "./." in text] == ["(1). Tăng cường quản lý thị trường./."]
