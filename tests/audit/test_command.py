"""``lcdraft audit`` as people and programs call it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lcdraft.audit.rules import RULES
from lcdraft.cli import main

from .conftest import form, pack
from .typed import build


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *(str(argument) for argument in arguments)])


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "dung.docx"
    path.write_bytes(build())
    return path


@pytest.fixture
def wrong(tmp_path: Path, issued: dict[str, str]) -> Path:
    """Three errors of two rules, and a warning."""
    parts = dict(issued)
    for at in (1, 2):
        form("ND30Body", '<w:jc w:val="left"/>', at)(parts)
    form("ND30TieuNgu", '<w:jc w:val="right"/>')(parts)
    form("ND30Khoan", '<w:keepNext w:val="0"/>')(parts)
    path = tmp_path / "sai.docx"
    path.write_bytes(pack(parts))
    return path


def test_a_right_document(right: Path) -> None:
    result = run(right, "--mode", "issued")
    assert result.exit_code == 0
    assert result.stdout == ""
    checked = sum(rule.check is not None for rule in RULES)
    assert f"Đã kiểm tra {checked} quy tắc trên 1 văn bản: 0 lỗi, 0 cảnh báo." in result.stderr
    assert "Không kiểm được trên tệp: ND30-18, ND30-22, ND30-59." in result.stderr


def test_text_is_grouped_and_fits_a_terminal(wrong: Path) -> None:
    result = run(wrong, "--mode", "issued", "--select", "ND30-1,ND30-32,ND30-45")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == wrong.as_posix()
    assert [line for line in lines if re.match(r"  \S", line)] == ["  Phần đầu văn bản", "  Nội dung", "  Đề mục"]
    assert max(map(len, lines[1:])) <= 100
    assert "lỗi ND30-11 (phần đầu văn bản, đoạn 5)" in result.stdout
    assert "căn đều hai lề" in " ".join(result.stdout.split())
    assert "3 lỗi, 1 cảnh báo" in result.stderr


def test_only_warnings_are_no_failure(wrong: Path) -> None:
    result = run(wrong, "--select", "ND30-45")
    assert result.exit_code == 0
    assert "cảnh báo ND30-45" in result.stdout


def test_many_places_of_one_rule_are_not_all_listed(tmp_path: Path, issued: dict[str, str]) -> None:
    parts = dict(issued)
    for at in range(12):
        form("ND30Body", '<w:jc w:val="left"/>', at)(parts)
    path = tmp_path / "sai.docx"
    path.write_bytes(pack(parts))
    shown = run(path, "--select", "ND30-32").stdout
    assert shown.count("lỗi ND30-32") == 5
    assert re.search(r"còn 7 chỗ nữa: đoạn \d+, \d+", shown)
    found = json.loads(run(path, "--select", "ND30-32", "--format", "json").stdout)
    assert found["summary"]["errors"] == 12


def test_json_is_that_of_check(wrong: Path, right: Path) -> None:
    result = run(wrong, right, "--format", "json", "--mode", "issued", "--ignore", "ND30-31,ND30-8")
    assert result.exit_code == 1
    assert result.stderr == ""
    data = json.loads(result.stdout)
    rules = [r for r in RULES if r.check and not r.code.startswith(("ND30-31", "ND30-8"))]
    assert data["summary"] == {"errors": 3, "warnings": 1, "checked": 2 * len(rules)}
    keys = ["file", "line", "column", "block", "code", "severity", "message", "excerpt", "printed", "expected", "where"]
    assert all(list(finding) == keys for finding in data["findings"])
    first = data["findings"][0]
    assert first["file"] == wrong.as_posix()
    assert (first["code"], first["severity"], first["block"]) == ("ND30-11", "error", 5)
    assert first["excerpt"] == "Độc lập - Tự do - Hạnh phúc"
    assert first["printed"] == "Tiêu ngữ căn phải"
    assert first["expected"] == "căn giữa"


def test_annotations(wrong: Path) -> None:
    lines = run(wrong, "--format", "github", "--select", "ND30-11").stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=")
    assert lines[0].split("::")[1].endswith("line=1,col=1,title=ND30-11")


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.rows += tag == "tr"
        self.outside += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_of_html(tmp_path: Path, wrong: Path, right: Path) -> None:
    out = tmp_path / "ket-qua.html"
    result = run(wrong, right, "--format", "html", "--select", "ND30-1,ND30-32", "-o", out)
    assert result.exit_code == 1
    assert f"Đã ghi {out}" in result.stdout
    text = out.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.outside == []
    assert page.rows == 2 + 3  # a head for each of two groups, three findings
    assert "Không có lỗi, không có cảnh báo." in text
    assert "<script" not in text


def test_text_of_a_document_is_escaped(tmp_path: Path, issued: dict[str, str]) -> None:
    parts = dict(issued)
    form("ND30Body", '<w:jc w:val="left"/>', 2)(parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace("Các chợ", "&lt;script&gt;x&lt;/script&gt; chợ")
    path = tmp_path / "<b>sai.docx"
    path.write_bytes(pack(parts))
    page = run(path, "--format", "html").stdout
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "ND31"], 'không có quy tắc "nd31"'),
        (["--select", "NDD30"], 'có phải "nd30"?'),
        (["--ignore", "H-09"], 'có phải "h-0'),
        (["--select", "LC1"], 'không có quy tắc "lc1"'),
        (["--select", "ND30-01", "--ignore", "ND30"], "không còn quy tắc nào"),
        (["--mode", "du-thao"], "chọn một trong: draft, issued"),
        (["--format", "xml"], "chọn một trong: text, json, html, github"),
    ],
)
def test_bad_usage(right: Path, arguments: list[str], said: str) -> None:
    result = run(right, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr.lower()


def test_without_a_file() -> None:
    result = run()
    assert result.exit_code == 2
    assert "tệp" in result.stderr.lower()


@pytest.mark.parametrize("name", ["bao-cao.md", "bao-cao.txt", "bao-cao.doc", "bao-cao"])
def test_layout_needs_a_docx(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("# I. TÌNH HÌNH\n", encoding="utf-8")
    result = run(path, "--select", "ND30")
    assert result.exit_code == 2
    assert "chỉ kiểm tra được trên tệp .docx" in result.stderr
    assert result.stdout == ""


def test_all_unreadable_files_are_named_at_once(tmp_path: Path, right: Path) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04")
    (tmp_path / "thu-muc.docx").mkdir()
    result = run(right, broken, tmp_path / "thieu.docx", tmp_path / "thu-muc.docx", "--format", "json")
    assert result.exit_code == 2
    assert result.stdout == ""
    for said in ("hong.docx", "LC401", "thieu.docx", "không có tệp này", "thu-muc.docx", "đây là thư mục"):
        assert said in result.stderr


def test_an_output_that_cannot_be_written(tmp_path: Path, right: Path) -> None:
    result = run(right, "--format", "json", "-o", tmp_path / "khong-co" / "kq.json")
    assert result.exit_code == 2
    assert "không ghi được tệp" in result.stderr
