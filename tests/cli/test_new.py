"""``lcdraft new``, and what the other commands make of a draft that nobody has reviewed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from lcdraft.cli import main
from lcdraft.document import Document, inlines_text
from lcdraft.read.files import read_document

OLD = """\
ky: 6-thang-2025
can_cu:
  - Căn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019 của UBND tỉnh
noi_dung:
  kinh-te: |
    Trong 6 tháng đầu năm 2025, **thương mại** ổn định.
    {{ ban_le.ten }} {{ ban_le.uoc_dat }}^[Trong đó tháng 5 tăng nhanh.].

    - kinh tế - xã hội

    | Cột | Số |
    | --- | --- |
    | chợ | 02 |
nhiem_vu:
  - Tăng cường quản lý thị trường 6 tháng cuối năm 2025.
"""
NEW = "data/bao-cao/6-thang-2026.yaml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def root(new_workspace: Callable[..., object]) -> Path:
    """A workspace with one report and, made from it, the next."""
    folder: Path = new_workspace({"data/bao-cao/6-thang-2025.yaml": OLD}).root  # type: ignore[attr-defined]
    result = run("new", "6-thang-2026", "-C", folder)
    assert result.exit_code == 0, result.output
    return folder


def without(root: Path, *names: str) -> None:
    """Take lines out of chua_ra_soat, as a clerk does who has read the passages."""
    path = root / NEW
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.removeprefix("  - ") not in names]
    path.write_text("\n".join(kept), encoding="utf-8")


def line_of(root: Path, start: str) -> int:
    lines = (root / NEW).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_what_is_said(root: Path) -> None:
    (root / NEW).unlink()
    (root / "data/so-lieu/6-thang-2026.yaml").unlink()
    result = run("new", "6-thang-2026", "--from", "6-thang-2025", "--explain", "-C", root)
    assert result.exit_code == 0
    lines = result.output.split("\n")
    assert lines[:2] == ["Đã ghi data/so-lieu/6-thang-2026.yaml", f"Đã ghi {NEW}"]
    at = line_of(root, "    Trong 6 tháng đầu năm 2026")
    assert f"  {NEW}:{at}:11: kinh-te: “6 tháng đầu năm 2025” → “6 tháng đầu năm 2026”" in result.output
    assert "Nhãn cần xem lại (chương trình không tự quyết): 1" in lines
    assert any("“tháng 5”" in line for line in lines)
    assert "data/ke-hoach/2026.yaml: chưa có tệp kế hoạch năm 2026" in result.output
    assert "Còn phải làm: điền " in result.output
    assert "rà soát 3 đoạn" in result.output


def test_the_undecided_is_marked_above_its_passage(root: Path) -> None:
    lines = (root / NEW).read_text(encoding="utf-8").split("\n")
    at = lines.index("  kinh-te: |")
    assert lines[at - 1].startswith("  # Xem lại: “tháng 5”")


def test_nothing_is_overwritten(root: Path) -> None:
    path = root / NEW
    path.write_text(path.read_text(encoding="utf-8") + "# đã sửa\n", encoding="utf-8")
    before = {each: each.read_bytes() for each in root.rglob("*.yaml")}
    result = run("new", "6-thang-2026", "-C", root)
    assert result.exit_code == 2
    assert f"{NEW}: lỗi LC507: tệp đã có" in result.output
    assert {each: each.read_bytes() for each in root.rglob("*.yaml")} == before
    assert not list(root.rglob(".*yaml*"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["6 thang 2026"], "LC103", "6-thang-2026"),
        (["6-thang-2027", "--from", "6-thang-2052"], "LC502", "Có phải"),
        (["6-thang-2025", "--from", "6-thang-2025"], "LC508", "chính kỳ ấy"),
        (["6-thang-2027", "--period", "6-thang-2025"], "LC504", "--from"),
        (["6-thang-2027", "--from", "khong-co.docx"], "LC001", "khong-co.docx"),
        (["6-thang-2027", "--from", "cu.doc"], "LC502", "cu.doc"),
    ],
)
def test_bad_usage(root: Path, arguments: list[str], code: str, said: str) -> None:
    before = sorted(root.rglob("*"))
    result = run("new", *arguments, "-C", root)
    assert (result.exit_code, code in result.output, said in result.output) == (2, True, True), result.output
    assert sorted(root.rglob("*")) == before


def test_check_lists_what_is_unreviewed(root: Path) -> None:
    result = run("check", "--format", "json", "-C", root)
    assert result.exit_code == 0
    found = [each for each in json.loads(result.output)["findings"] if each["code"] == "LC320"]
    assert [(each["file"], each["severity"]) for each in found] == [(NEW, "warning")] * 3
    lines = (root / NEW).read_text(encoding="utf-8").split("\n")
    assert [lines[each["line"] - 1].strip()[:12] for each in found] == ["Căn cứ Quyết", "Trong 6 thán", "Tăng cường q"]


def test_unknown_names_are_errors_with_the_nearest(root: Path) -> None:
    path = root / NEW
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "  - kinh-tee\n  - nhiem_vu/1\n", encoding="utf-8")
    result = run("check", "-C", root)
    assert result.exit_code == 1
    assert 'LC060: chua_ra_soat: báo cáo không có đoạn "kinh-tee"\n  Có phải "kinh-te"?' in result.output
    assert 'LC011: chua_ra_soat: "nhiem_vu/1" ghi hai lần' in result.output


def test_parked_texts_are_told_of(root: Path) -> None:
    path = root / NEW
    text = path.read_text(encoding="utf-8").replace("noi_dung:", "cat_giu:\n  kinh-te-cu: Đoạn cũ.\nnoi_dung:")
    path.write_text(text, encoding="utf-8")
    result = run("check", "-C", root)
    assert result.exit_code == 0
    assert 'thông tin LC321: đoạn "kinh-te-cu" giữ trong cat_giu, không in ra báo cáo: “Đoạn cũ.”' in result.output
    assert "::notice " in run("check", "--format", "github", "-C", root).output
    assert "Đoạn cũ" not in run("render", "6-thang-2026", "--to", "md", "-o", root / "x.md", "-C", root).output


def test_final_refuses_until_all_is_done(root: Path) -> None:
    target = root / "ra/bao-cao.docx"
    target.parent.mkdir()
    result = run("render", "6-thang-2026", "--final", "-o", target, "-C", root)
    assert result.exit_code == 1
    left = "còn 3 đoạn chưa rà soát, 1 nhiệm vụ kỳ trước chưa trả lời, 1 chỗ trống […]"
    assert f"Chưa ra bản chính thức được: {left}. Chưa ghi tệp nào." in result.output
    at = line_of(root, "    Trong 6 tháng đầu năm 2026")
    assert f"{NEW}:{at}:5: cảnh báo LC320" in result.output
    assert not target.exists()
    without(root, "kinh-te", "can_cu/1", "nhiem_vu/1")
    result = run("render", "6-thang-2026", "--final", "-o", target, "-C", root)
    assert (result.exit_code, "còn 1 nhiệm vụ kỳ trước chưa trả lời, 1 chỗ trống" in result.output) == (1, True)
    answered(root)
    result = run("render", "6-thang-2026", "--final", "-o", target, "-C", root)
    assert (result.exit_code, "còn 1 chỗ trống […]" in result.output) == (1, True)
    figures = root / "data/so-lieu/6-thang-2026.yaml"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace("  ban_le:\n", "  ban_le: 5.000\n"), encoding="utf-8"
    )
    result = run("render", "6-thang-2026", "--final", "-o", target, "-C", root)
    assert (result.exit_code, target.exists()) == (0, True), result.output


def answered(root: Path) -> None:
    """The tasks of the last report are all answered."""
    text = (root / NEW).read_text(encoding="utf-8")
    kept = re.sub(r"(?m)^nhiem_vu_chua_tra_loi:\n(?: +.*\n)+", "", text)
    assert kept != text
    (root / NEW).write_text(kept, encoding="utf-8")


def test_a_draft_says_what_it_lacks(root: Path) -> None:
    result = run("render", "6-thang-2026", "-o", root / "x.docx", "-C", root)
    assert result.exit_code == 0
    left = "còn 3 đoạn chưa rà soát, 1 nhiệm vụ kỳ trước chưa trả lời, 1 chỗ trống […]"
    assert f"Bản dự thảo: {left}." in result.output


def texts(document: Document) -> list[str]:
    return [inlines_text(block.inlines) for block in document.walk() if hasattr(block, "inlines")]


def test_highlighting_changes_no_word(root: Path) -> None:
    without(root, "nhiem_vu/1")
    for kind in ("docx", "md"):
        for name, options in (("tho", []), ("mau", ["--highlight"])):
            target = root / f"{name}.{kind}"
            result = run("render", "6-thang-2026", *options, "-o", target, "-C", root)
            assert result.exit_code == 0, result.output
        assert texts(read_document(root / f"tho.{kind}")) == texts(read_document(root / f"mau.{kind}"))
    with ZipFile(root / "tho.docx") as plain, ZipFile(root / "mau.docx") as marked:
        assert 'w:val="cyan"' not in plain.read("word/document.xml").decode()
        assert marked.read("word/document.xml").decode().count('w:val="cyan"') >= 5
        assert marked.read("word/footnotes.xml").decode().count('w:val="cyan"') == 1
        runs = marked.read("word/document.xml").decode().split("<w:r>")
    assert not [each for each in runs if "Tăng cường quản lý" in each and "cyan" in each]
    assert [each for each in runs if "thương mại" in each and "cyan" in each and "<w:b/>" in each]


def test_highlighting_in_html(root: Path) -> None:
    run("render", "6-thang-2026", "--highlight", "-o", root / "x.html", "-C", root)
    page = (root / "x.html").read_text(encoding="utf-8")
    assert '<mark class="unreviewed" title="Chưa rà soát">Trong 6 tháng đầu năm 2026, </mark>' in page
    run("render", "6-thang-2026", "-o", root / "y.html", "-C", root)
    assert "unreviewed" not in (root / "y.html").read_text(encoding="utf-8")
