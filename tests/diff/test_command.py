"""``lcdraft diff`` as a reviewer runs it: what is printed where, exit codes, files, mistakes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from lcdraft.cli import main
from lcdraft.opc import open_package
from lcdraft.read.docx import read_edited_docx

REPORT = "6-thang-2025"
FIGURES = f"data/so-lieu/{REPORT}.yaml"


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *(str(argument) for argument in arguments)])


@pytest.fixture
def edited(workspace, repository, monkeypatch):
    """A workspace in which one value was typed anew since the last commit."""
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.410")
    workspace.change(FIGURES, "thuong_nghiep: 2.173", "thuong_nghiep: 2.256")
    repository.commit()
    monkeypatch.chdir(workspace.root)
    return workspace


def test_an_earlier_commit_against_today(edited) -> None:
    result = run(f"{REPORT}@HEAD~1", REPORT)
    assert result.exit_code == 0, result.output
    assert "2.327 → 2.410 tỷ đồng" in result.stdout
    assert "+83; +3,6%" in result.stdout
    assert f"({FIGURES}:5:11)" in " ".join(result.stdout.split())
    assert "không câu nào đổi theo" in " ".join(result.stdout.split())  # nothing prints the second value
    assert "\x1b" not in result.stdout
    assert all(len(line) <= 100 for line in result.stdout.splitlines())


def test_the_exit_code_tells_on_demand(edited) -> None:
    assert run(f"{REPORT}@HEAD~1", REPORT, "--exit-code").exit_code == 1
    assert run(f"{REPORT}@HEAD", REPORT, "--exit-code").exit_code == 0
    assert run(f"{REPORT}@HEAD~1", REPORT, "--to", "json", "--exit-code").exit_code == 1
    assert run(f"{REPORT}@HEAD~9", REPORT, "--exit-code").exit_code == 2


def test_json_keeps_the_contract(edited) -> None:
    result = run(f"{REPORT}@HEAD~1", REPORT, "--to", "json")
    found = json.loads(result.stdout)
    assert {change["kind"] for change in found["changes"]} <= {"figure", "text", "added", "removed", "moved"}
    assert all({"kind", "where", "old", "new"} <= set(change) for change in found["changes"])
    first = found["changes"][0]
    assert (first["old"], first["new"], first["unit"], first["delta"]) == ("2.327", "2.410", "tỷ đồng", "+83")
    cause = found["causes"][first["causes"][0]]
    assert cause["kind"] == "input"
    assert cause["old_place"]["file"] == f"HEAD~1:{FIGURES}"
    assert cause["new_place"] == {"file": FIGURES, "line": 5, "column": 11}
    assert found["summary"]["changed"] is True


def test_markdown_goes_to_standard_output(edited) -> None:
    result = run(f"{REPORT}@HEAD~1", REPORT, "--to", "md")
    assert result.exit_code == 0
    assert "2.410" in result.stdout
    assert result.stdout.endswith("\n")
    assert result.stderr == ""


def test_a_page_and_a_redline_go_into_files(edited) -> None:
    result = run(f"{REPORT}@HEAD~1", REPORT, "--to", "html,docx,terminal")
    assert result.exit_code == 0, result.output
    assert "SỐ LIỆU ĐỔI" in result.stdout
    assert "Đã ghi so-sanh.docx" in result.stderr
    page = Path("so-sanh.html").read_text(encoding="utf-8")
    assert "2.410" in page
    assert page.lower().startswith("<!doctype html>")
    new = read_edited_docx(Path("so-sanh.docx")).document
    old = read_edited_docx(Path("so-sanh.docx"), reject=True).document
    assert "2.410" in str(new)
    assert "2.327" in str(old)
    assert "2.410" not in str(old)


@pytest.mark.parametrize(
    ("output", "to", "files"),
    [
        ("ket-qua", "html,json", {"ket-qua/so-sanh.html", "ket-qua/so-sanh.json"}),
        ("ket-qua.html", None, {"ket-qua.html"}),
        ("ket-qua.txt", None, {"ket-qua.txt"}),
        ("ket-qua.txt", "terminal", {"ket-qua.txt"}),
        ("ket-qua.md", "md,json", {"ket-qua.md", "ket-qua.json"}),
        ("thu-muc-moi", None, {"thu-muc-moi/so-sanh.txt"}),
    ],
)
def test_where_files_go(edited, output: str, to: str | None, files: set[str]) -> None:
    before = {path for path in edited.root.rglob("*") if ".git" not in path.parts}
    result = run(f"{REPORT}@HEAD~1", REPORT, "-o", output, *(["--to", to] if to else []))
    assert result.exit_code == 0, result.output
    made = {path for path in edited.root.rglob("*") if ".git" not in path.parts and path.is_file()} - before
    assert {path.relative_to(edited.root).as_posix() for path in made} == files


def test_author_and_day_of_the_redline(edited) -> None:
    arguments = (f"{REPORT}@HEAD~1", REPORT, "--author", "Trần Thị Duyệt", "--date", "20/6/2025", "-o")
    assert run(*arguments, "a.docx").exit_code == 0
    assert run(*arguments, "b.docx").exit_code == 0
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()
    text = open_package(Path("a.docx")).read("word/document.xml").decode()
    assert 'w:author="Trần Thị Duyệt"' in text
    assert 'w:date="2025-06-20T00:00:00Z"' in text


def test_the_redline_does_not_depend_on_the_clock(edited) -> None:
    for name in ("a.docx", "b.docx"):
        assert run(f"{REPORT}@HEAD~1", REPORT, "-o", name).exit_code == 0
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()


def test_drafts_that_say_the_same(sample_root: Path, tmp_path: Path) -> None:
    folder = sample_root / "examples" / REPORT
    result = run(folder / "bao-cao.md", folder / "bao-cao.docx", "--exit-code")
    assert result.exit_code == 0, result.output
    assert "Không có thay đổi" in " ".join(result.stdout.split())  # lines break by the length of the path
    result = run(REPORT, folder / "bao-cao.docx", "-C", sample_root, "--exit-code")
    assert result.exit_code == 0, result.output


def test_what_is_not_compared_and_what_is_ignored_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Thuỷ lợi  đạt 12 hộ.\n\n![Bản đồ](x.png)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Thủy lợi đạt 12 hộ.\n\n![Bản đồ](y.png)\n", encoding="utf-8")
    result = run(tmp_path / "a.md", tmp_path / "b.md")
    assert "1 hình ảnh" in result.stdout
    assert "dấu thanh" in result.stdout
    exact = run(tmp_path / "a.md", tmp_path / "b.md", "--exact", "--exit-code")
    assert exact.exit_code == 1


def test_reports_of_two_periods(sample_root: Path) -> None:
    old, new = (sample_root / "examples" / report / "bao-cao.docx" for report in ("9-thang-2024", REPORT))
    result = run(old, new, "--to", "json")
    assert result.exit_code == 0, result.output
    figures = [change for change in json.loads(result.stdout)["changes"] if change["kind"] == "figure"]
    printed = {(figure["old"], figure["new"], figure["unit"]) for figure in figures}
    assert ("3.314", "2.327", "tỷ đồng") in printed
    assert ("27,93", "28,34", "%") in printed
    assert len(figures) > 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "thiếu BẢN-CŨ"),
        ((REPORT,), "thiếu BẢN-MỚI"),
        ((REPORT, REPORT, "--to", "htm"), 'Có phải "html"?'),
        ((REPORT, REPORT, "--to", ","), "không có cách trình bày"),
        ((REPORT, REPORT, "-o", "x.pdf"), "LC504"),
        ((REPORT, REPORT, "--to", "html", "-o", "x.docx"), "-o có đuôi .docx nhưng --to là html"),
        ((REPORT, REPORT, "--date", "2025-06-20"), "LC102"),
        ((REPORT, REPORT, "--context", "-1"), "--context"),
        ((f"{REPORT}@HEAD~9", "6-thang-2052"), 'Có phải "6-thang-2025"?'),
        ((f"{REPORT}@HEAD~9", "6-thang-2052"), 'git không có phiên bản "HEAD~9"'),
        ((REPORT, "thieu.docx"), "không có tệp này"),
        ((REPORT, "lcdraft.yaml"), "LC502"),
        ((REPORT, REPORT, "-o", "khong/co/x.html"), "LC501"),
    ],
)
def test_mistakes_end_with_2_and_say_what_to_write(edited, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_the_drafts_are_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Một câu.\n", encoding="utf-8")
    result = run(path, path, "--to", "md", "-o", path)
    assert result.exit_code == 2
    assert "LC501" in result.stderr
    assert path.read_text(encoding="utf-8") == "Một câu.\n"


def test_nothing_is_written_where_one_kind_cannot_be_made(edited, monkeypatch) -> None:
    from lcdraft.errors import DocumentError, Place, Problem

    def fail(*_: object, **__: object) -> None:
        raise DocumentError(Problem("LC750", "không lập được", Place("x")))

    monkeypatch.setattr("lcdraft.diff.redline.make_redline", fail)
    assert run(f"{REPORT}@HEAD~1", REPORT, "--to", "html,docx", "-o", "moi").exit_code == 2
    assert not Path("moi").exists()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal_only(edited, settings: dict[str, str], coloured: bool) -> None:
    import pty

    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "lcdraft", "diff", f"{REPORT}@HEAD~1", REPORT],
        stdout=slave,
        env={**environment, "TERM": "xterm", "COLUMNS": "40", **settings},
    )
    os.close(slave)
    parts = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(master)
    assert process.wait() == 0
    text = b"".join(parts).decode()
    assert ("\x1b[" in text) is coloured
    if not coloured:
        assert max(len(line.rstrip()) for line in text.splitlines()) in range(50, 61)


def test_a_console_of_another_code_page(edited) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        [sys.executable, "-m", "lcdraft", "diff", f"{REPORT}@HEAD~1", REPORT],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0
    assert "tỷ đồng" in done.stdout.decode("utf-8")
