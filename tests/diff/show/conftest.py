"""Comparisons made by hand, as the core would make them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from lcdraft.diff.compare import compare_drafts
from lcdraft.diff.drafts import open_draft
from lcdraft.diff.model import (
    Cause,
    CauseKind,
    Comparison,
    FigureChange,
    Ignored,
    Line,
    LineKind,
    Piece,
    Row,
    Status,
)
from lcdraft.errors import Place

CHANGE = re.compile(r"\[-(?:(\d+):)?(.*?)-\]|\{\+(?:(\d+):)?(.*?)\+\}", re.DOTALL)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """``đạt [-0:47,6%-]{+0:49,3%+} kế hoạch`` as pieces; ``⟨…⟩`` is a note, ``|`` parts cells."""
    text = text.replace("⟨", "\ue100").replace("⟩", "\ue101").replace(" | ", "\ue107")
    found: list[Piece] = []
    at = 0
    noted = False
    for match in CHANGE.finditer(text):
        found += _equal(text[at : match.start()], noted)
        noted = _after(text[at : match.start()], noted)
        gone = match[2] is not None
        figure = match[1] if gone else match[3]
        inner = match[2] if gone else match[4]
        found.append(
            Piece(
                Status.REMOVED if gone else Status.ADDED,
                inner,
                int(figure) if figure else None,
                noted or "\ue100" in inner,
            )
        )
        at = match.end()
    return (*found, *_equal(text[at:], noted))


def _equal(text: str, noted: bool) -> list[Piece]:
    return [Piece(Status.EQUAL, text, None, noted)] if text else []


def _after(text: str, noted: bool) -> bool:
    return text.rfind("\ue100") > text.rfind("\ue101") if "\ue100" in text or "\ue101" in text else noted


@dataclass
class Maker:
    """Makes rows; blocks and places count on by themselves."""

    where: str = ""
    block: int = 0

    def _line(self, pieces: Sequence[Piece], side: Status, kind: LineKind, **fields: object) -> Line:
        text = "".join(piece.text for piece in pieces if piece.status in (Status.EQUAL, side))
        return Line(kind, text, where=self.where, block=self.block, **fields)  # type: ignore[arg-type]

    def row(
        self,
        text: str,
        kind: LineKind = LineKind.PARAGRAPH,
        *,
        label: str = "",
        was: str | None = None,
        status: Status | None = None,
        twin: int | None = None,
        **fields: object,
    ) -> Row:
        """A row that stands in both drafts, changed where its text or label is."""
        self.block += 1
        pieces = pieces_of(text)
        differs = any(piece.status is not Status.EQUAL for piece in pieces) or was is not None
        old = self._line(pieces, Status.REMOVED, kind, label=label if was is None else was, **fields)
        new = self._line(pieces, Status.ADDED, kind, label=label, **fields)
        return Row(status or (Status.CHANGED if differs else Status.EQUAL), old, new, pieces, twin)

    def added(self, text: str, kind: LineKind = LineKind.PARAGRAPH, **fields: object) -> Row:
        self.block += 1
        pieces = tuple(Piece(Status.ADDED, piece.text, None, piece.note) for piece in pieces_of(text))
        return Row(Status.ADDED, None, self._line(pieces, Status.ADDED, kind, **fields), pieces)

    def removed(self, text: str, kind: LineKind = LineKind.PARAGRAPH, **fields: object) -> Row:
        pieces = tuple(Piece(Status.REMOVED, piece.text, None, piece.note) for piece in pieces_of(text))
        return Row(Status.REMOVED, self._line(pieces, Status.REMOVED, kind, **fields), None, pieces)

    def away(self, text: str, twin: int, **fields: object) -> Row:
        line = self._line(pieces_of(text), Status.REMOVED, LineKind.PARAGRAPH, **fields)
        return Row(Status.MOVED_AWAY, line, None, (), twin)


def sample() -> Comparison:
    """Every kind of change once or twice."""
    make = Maker()
    rows: list[Row] = []
    make.where = ""
    rows.append(make.row("[-Số: 12/BC-UBND-]{+Số: 15/BC-UBND+}", LineKind.FRAME))
    make.where, make.block = "I", 0
    rows.append(make.row("TÌNH HÌNH KINH TẾ", LineKind.HEADING, label="I.", level=1))
    make.where = "I.1"
    rows.append(make.row("Thương mại, dịch vụ và du lịch", LineKind.HEADING, label="1.", level=2))
    rows.append(make.row("Hoạt động thương mại giữ được đà ổn định trong cả kỳ báo cáo."))
    rows.append(
        make.row(
            "Nguồn hàng phong phú về chủng loại, mẫu mã, đáp ứng nhu cầu mua sắm của Nhân dân; chất lượng hàng hóa"
            " được các ngành quan tâm quản lý. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ ước đạt"
            " [-0:2.327-]{+0:2.410+} tỷ đồng, tăng [-1:2%-]{+1:5,7%+} so với cùng kỳ năm 2024, đạt"
            " [-2:47,6%-]{+2:49,3%+} kế hoạch giao⟨Trong đó: thương nghiệp [-3:2.173-]{+3:2.256+} tỷ đồng; dịch vụ"
            " 154 tỷ đồng.⟩. Công tác phòng, chống buôn lậu được [-đẩy mạnh-]{+tăng cường+} vào dịp tết Nguyên đán."
        )
    )
    rows.append(make.row("Dịch vụ vận tải hoạt động an toàn, cơ bản đáp ứng nhu cầu đi lại của Nhân dân."))
    rows.append(make.away("Công tác quản lý đô thị được duy trì thường xuyên.", twin=14))
    rows.append(make.removed("Tổ chức 02 hội chợ, thu hút 15 gian hàng⟨Hội chợ xuân và hội chợ hè⟩."))
    make.where = "I.2"
    rows.append(make.row("Sản xuất nông nghiệp", LineKind.HEADING, label="3.", was="2.", level=2))
    rows.append(
        make.row("Chỉ tiêu | Đơn vị tính | Kế hoạch | Thực hiện", LineKind.ROW, row=1, header=True),
    )
    make.block -= 1
    rows.append(make.row("Sản lượng lương thực | tấn | 4.889 | [-4:2.400-]{+4:2.512+}", LineKind.ROW, row=2))
    make.block -= 1
    rows.append(make.added("Diện tích chè | ha | 120 | 118,5", LineKind.ROW, row=3))
    rows.append(make.added("Triển khai trồng mới 12 ha chè theo kế hoạch năm.", LineKind.ITEM, label="-", level=1))
    make.where = "II"
    rows.append(make.row("PHƯƠNG HƯỚNG, NHIỆM VỤ", LineKind.HEADING, label="II.", level=1))
    text = "Công tác quản lý đô thị được duy trì [-thường xuyên-]{+nền nếp+}."
    moved = make.row(text, status=Status.MOVED, twin=6)
    rows.append(replace(moved, old=replace(moved.line, text=rows[6].line.text, where="I.1", block=5)))
    rows.append(make.row("Nơi nhận như trên."))
    figures = (
        FigureChange("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "I.1", "2.327", "2.410", "tỷ đồng",
                     "ước đạt", "", "+83", "+3,6%", "ban_le", 4, (0,)),
        FigureChange("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "I.1", "2", "5,7", "%", "tăng",
                     "so với cùng kỳ năm 2024", "+3,7 điểm phần trăm", "", "ban_le", 4, (0,)),
        FigureChange("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "I.1", "47,6", "49,3", "%", "đạt",
                     "kế hoạch", "+1,7 điểm phần trăm", "", "ban_le", 4, (0,)),
        FigureChange("Doanh thu thương nghiệp", "I.1", "2.173", "2.256", "tỷ đồng", "", "", "+83", "+3,8%",
                     "thuong_nghiep", 4, (1,)),
        FigureChange("Sản lượng lương thực, Thực hiện", "I.2", "2.400", "2.512", "tấn", "", "", "+112", "+4,7%",
                     "", 10),
    )  # fmt: skip
    file = "data/so-lieu/6-thang-2025.yaml"
    causes = (
        Cause(CauseKind.INPUT, "ban_le", "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "2.327 tỷ đồng",
              "2.410 tỷ đồng", Place(file, 12, 11), Place(file, 12, 11), (0, 1, 2)),
        Cause(CauseKind.INPUT, "thuong_nghiep", "Doanh thu thương nghiệp", "2.173 tỷ đồng", "2.256 tỷ đồng",
              Place(file, 13, 18), Place(file, 14, 18), (3,)),
    )  # fmt: skip
    return Comparison(
        "6-thang-2025",
        "bao-cao-sua.docx",
        tuple(rows),
        figures,
        causes,
        (Ignored("khoảng trắng", 3), Ignored("cách đặt dấu thanh", 1)),
        ("2 hình ảnh", "đầu trang và chân trang"),
    )


HOSTILE = "<script>alert(1)</script> | `x` @all #1 &amp; \x1b[31m \u202e</details> <!-- --> ](javascript:a) 'q\""


def hostile() -> Comparison:
    """Text that would do something to a careless page, comment or terminal, wherever text may stand."""
    text = HOSTILE.replace(" | ", "|")
    make = Maker(where=text)
    rows = (
        make.row(text, LineKind.HEADING, label=text, level=1),
        make.row(f"a [-0:{text}-]{{+0:{text}x+}} ⟨{text} [-cũ-]{{+mới+}}⟩ z"),
        make.added(text),
        make.removed(text),
        make.row(f"{text} | [-{text}-]{{+2+}}", LineKind.ROW, row=1),
    )
    figure = FigureChange(text, text, text, text, text, text, text, text, text, text, 1, (0,))
    cause = Cause(CauseKind.PLAN, text, text, text, text, Place(text, 1, 1), Place(text, 2, 1), (0,))
    return Comparison(text, text, rows, (figure,), (cause,), (Ignored(text, 1),), (text,))


@pytest.fixture(scope="session")
def made(sample_root: Path) -> SimpleNamespace:
    """The comparisons, one of them of two real reports, and what makes others."""
    same = Comparison("a.docx", "b.docx", (Maker(where="I").row("Không đổi."),), uncompared=("1 hộp chữ",))
    drafts = open_draft("9-thang-2024", sample_root), open_draft("6-thang-2025", sample_root)
    real = compare_drafts(*drafts)
    return SimpleNamespace(sample=sample(), hostile=hostile(), same=same, real=real, Maker=Maker, text=HOSTILE)


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare with a golden file beside the tests; where it is missing, it is written and the test fails once."""

    def check(name: str, text: str) -> None:
        path = Path(__file__).with_name("golden") / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            pytest.fail(f"{name} was not there; look at it, then run again")
        assert text == path.read_text(encoding="utf-8")

    return check
