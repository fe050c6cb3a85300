"""The two sets of sizes at the head, the size of the text, and what a long place name needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from lcdraft.document import Document, Letterhead, ListItem, Paragraph, Signature, Text
from lcdraft.wordml import StyleTable, W
from lcdraft.workspace import load_workspace
from lcdraft.write.docx import write_docx
from lcdraft.write.metrics import text_width

if TYPE_CHECKING:
    from tests.conftest import Workspace

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "bao-cao.docx").read_bytes()
HEAD = ("ND30QuocHieu", "ND30TieuNgu", "ND30DiaDanh")


def sizes_of(data: bytes, *styles: str) -> list[float]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        table = StyleTable(etree.fromstring(archive.read("word/styles.xml")))
    found = (table.find(style, "rPr/sz") for style in styles)
    return [int(size.get(f"{W}val", 0)) / 2 for size in found if size is not None]


def report(place: str, sizes: tuple[int, int, int] | None = None, text: int | None = None) -> Document:
    return Document(
        (Paragraph((Text("Một."),)), ListItem((Text("Hai."),), "-", 2)),
        Letterhead(("ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU"), (), "Số:  /BC-UBND", place, "BÁO CÁO", "Tình hình", (), sizes),
        Signature(("CHỦ TỊCH",), "", ("Lưu: VT",)),
        text_points=text,
    )


@pytest.mark.parametrize(
    ("place", "sizes"),
    [
        ("Mẫu, ngày      tháng      năm 2025", [13, 14, 14]),
        ("Xuân Hương, ngày 05 tháng 3 năm 2025", [13, 14, 14]),
        ("Xuân Hương - Đà Lạt, ngày 05 tháng 3 năm 2025", [12, 13, 13]),
        ("Xuân Hương - Đà Lạt, ngày      tháng      năm 2025", [12, 13, 13]),
        ("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2025", [12, 13, 13]),
    ],
)
def test_a_long_place_takes_the_small_set_as_a_whole(place: str, sizes: list[float]) -> None:
    made = write_docx(report(place), template=TEMPLATE)
    assert sizes_of(made, *HEAD) == sizes
    assert sizes_of(made, "ND30CoQuan", "ND30ChuQuan") == [sizes[0]] * 2
    assert sizes_of(made, "ND30So") == [13]
    assert text_width(place, sizes[2]) <= 5640 / 20


@pytest.mark.parametrize("wanted", [(13, 14, 14), (12, 13, 13)])
def test_the_data_may_fix_the_set(wanted: tuple[int, int, int]) -> None:
    made = write_docx(report("Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2025", wanted), template=TEMPLATE)
    assert sizes_of(made, *HEAD) == list(wanted)


def test_the_rule_follows_the_smaller_motto() -> None:
    def rule(sizes: tuple[int, int, int]) -> int:
        with zipfile.ZipFile(io.BytesIO(write_docx(report("Mẫu", sizes), template=TEMPLATE))) as archive:
            document = archive.read("word/document.xml").decode()
        found = re.search(r'Hạnh phúc</w:t>.*?<w:ind w:left="(\d+)"', document)
        assert found is not None
        return 5640 - 2 * int(found[1])

    assert rule((13, 14, 14)) == pytest.approx(3428, abs=4)
    assert rule((12, 13, 13)) == pytest.approx(3183, abs=4)


@pytest.mark.parametrize(("points", "expected"), [(None, 14), (14, 14), (13, 13)])
def test_the_size_of_the_text(points: int | None, expected: int) -> None:
    made = write_docx(report("Mẫu", text=points), template=TEMPLATE)
    styles = (
        "ND30Body",
        "ND30Muc",
        "ND30Khoan",
        "ND30Diem",
        "ND30DauDong",
        "ND30DauDong2",
        "ND30TrichYeu",
        "ND30HoTen",
    )
    assert set(sizes_of(made, *styles)) == {expected}
    assert sizes_of(made, "ND30NoiNhan", "ND30NoiNhanDong", "ND30So", "FootnoteText") == [12, 11, 13, 10]


def test_sizes_stand_where_the_schema_wants_them() -> None:
    made = write_docx(report("Mẫu", (12, 13, 13), 13), template=TEMPLATE)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
    order = ["rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "shd", "vertAlign", "lang"]
    for run in styles.iter(f"{W}rPr"):
        places = [order.index(str(child.tag).removeprefix(W)) for child in run]
        assert places == sorted(places)
        assert len(places) == len(set(places))


def test_the_sizes_of_an_edited_template_stay() -> None:
    def larger(xml: bytes) -> bytes:
        return xml.replace(b'w:val="28"', b'w:val="27"')

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, larger(old.read(name)) if name == "word/styles.xml" else old.read(name))
    assert sizes_of(write_docx(report("Mẫu"), template=out.getvalue()), "ND30Body") == [13.5]
    assert sizes_of(write_docx(report("Mẫu", text=14), template=out.getvalue()), "ND30Body") == [14]


@pytest.mark.parametrize(
    ("settings", "head", "text"),
    [
        ("", [13, 14, 14], 14),
        ("  co_chu: 12-13-13\n", [12, 13, 13], 14),
        ("  co_chu: 13-14-14\n  co_chu_loi_van: 13\n", [13, 14, 14], 13),
    ],
)
def test_from_the_settings_to_the_file(
    new_workspace: Callable[..., Workspace], settings: str, head: list[float], text: float
) -> None:
    workspace = new_workspace()
    workspace.change("lcdraft.yaml", "  dia_danh: Mẫu\n", f"  dia_danh: Mẫu\n{settings}")
    made = load_workspace(workspace.root).export("6-thang-2025", "docx")
    assert sizes_of(made, *HEAD, "ND30Body") == [*head, text]


@pytest.mark.parametrize("wrong", ["co_chu: 14-13-13", "co_chu_loi_van: 12"])
def test_other_sizes_are_refused(new_workspace: Callable[..., Workspace], wrong: str) -> None:
    workspace = new_workspace()
    workspace.change("lcdraft.yaml", "  dia_danh: Mẫu\n", f"  dia_danh: Mẫu\n  {wrong}\n")
    [problem] = workspace.load()[1]
    assert str(problem.place).startswith("lcdraft.yaml:7:")
