"""The commands as a clerk runs them: what is printed where, exit codes, and the files that are written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from lcdraft import __version__
from lcdraft.cli import main
from lcdraft.cli.group import COMMANDS

FIGURES = "data/so-lieu/6-thang-2025.yaml"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_without_a_command_the_help_is_printed():
    result = run()
    assert result.exit_code == 0
    assert "Cách dùng: lcdraft LỆNH" in result.output
    assert all(name in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_vietnamese_help_and_an_example(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Cách dùng: lcdraft {name}" in result.output
    assert "Ví dụ: lcdraft" in result.output
    assert not any(word in result.output for word in ("Usage", "Options:", "Show this message"))


def test_version():
    assert run("--version").output == f"lcdraft {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rendr"], 'Không có lệnh "rendr". Có phải "render"?'.lower()),
        (["render"], "thiếu báo-cáo"),
        (["check", "--formt", "json"], "không có tùy chọn --formt. có phải --format?"),
        (["check", "--format", "xml"], "chọn một trong: text, json, github"),
        (["check", "--format"], "--format cần một giá trị theo sau"),
        (["check", "thừa"], "thừa tham số: thừa"),
        (["build", "--jobs", "không"], "--jobs cần một số nguyên dương"),
        (["build", "--jobs", "0"], "--jobs cần một số nguyên dương"),
        (["schema", "khac"], "chọn một trong: lcdraft, chi-tieu"),
    ],
)
def test_bad_usage_is_explained_in_vietnamese(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.lower()
    assert "error" not in result.stderr.lower()


def test_outside_a_workspace(tmp_path):
    for arguments in (["check"], ["render", "6-thang-2025"], ["build"], ["schema"]):
        result = run(*arguments, "-C", tmp_path)
        assert result.exit_code == 2
        assert "không tìm thấy lcdraft.yaml" in result.stderr
        assert "lcdraft init" in result.stderr


def test_a_bug_of_ours_keeps_its_traceback_and_has_its_own_exit_code(workspace, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("boom")

    monkeypatch.setattr("lcdraft.cli.check.check_workspace", fail)
    result = run("check", "-C", workspace.root)
    assert result.exit_code == 3
    assert "RuntimeError: boom" in result.stderr
    assert "lỗi của chương trình" in result.stderr


# check


def test_check_as_text(workspace):
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu: 15.4")
    result = run("check", "-C", workspace.root)
    assert result.exit_code == 1
    assert f"{FIGURES}:7:12: lỗi LC101: dich_vu: dấu chấm" in result.stdout
    assert "  Viết 15,4 nếu là số thập phân." in result.stdout
    assert "1 lỗi," in result.stderr


def test_check_as_json_follows_the_contract(workspace):
    workspace.change(FIGURES, "dich_vu: 154", "dich_vu: 155")
    result = run("check", "-C", workspace.root, "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["summary"]["errors"] == 0
    assert report["summary"]["warnings"] == len(report["findings"])
    (finding,) = [found for found in report["findings"] if found["code"] == "LC110"]
    wanted = {"file", "line", "column", "code", "severity", "message", "excerpt", "printed", "expected", "where"}
    assert wanted <= set(finding)
    assert (finding["line"], finding["excerpt"], finding["expected"]) == (5, "ban_le: 2.327", "2.328")


def test_check_as_annotations_escapes_what_github_would_read(workspace):
    workspace.change("data/chi-tieu.yaml", 'don_vi: "%"', 'don_vi: "%"\n    chieu: 50%,a')
    result = run("check", "-C", workspace.root, "--format", "github")
    assert result.exit_code == 1
    line = next(line for line in result.stdout.splitlines() if "LC023" in line)
    assert line.startswith("::error file=data/chi-tieu.yaml,line=20,col=12,title=LC023::")
    assert "50%25,a" in line


# render


def test_render_writes_each_format_beside_the_other(workspace, tmp_path):
    result = run("render", "6-thang-2025", "-C", workspace.root, "--to", "docx, md,html", "-o", tmp_path / "ra")
    assert result.exit_code == 0
    written = sorted(path.name for path in (tmp_path / "ra").iterdir())
    assert written == ["6-thang-2025.docx", "6-thang-2025.html", "6-thang-2025.md"]
    assert result.stdout.count("Đã ghi") == 3
    text = (tmp_path / "ra" / "6-thang-2025.md").read_text(encoding="utf-8")
    assert "ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao" in text


def test_render_takes_the_format_from_the_name_of_the_output(workspace, tmp_path):
    result = run("render", "6-thang-2025", "-C", workspace.root, "-o", tmp_path / "x.html")
    assert result.exit_code == 0
    assert (tmp_path / "x.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("command", "name", "advice"),
    [
        ("render", "x.doc", 'Có phải ".docx"?'),
        ("render", "x.HTM", 'Có phải ".html"?'),
        ("render", "x.dcox", 'Có phải ".docx"?'),
        ("render", "x.odt", "Chọn trong: docx, md, html, pdf."),
        ("table", "x.xls", 'Có phải ".xlsx"?'),
        ("table", "x.docx", "Chọn trong: md, html, xlsx."),
    ],
)
def test_an_output_is_never_of_another_kind_than_its_name_says(workspace, tmp_path, command, name, advice):
    result = run(command, "6-thang-2025", "-C", workspace.root, "-o", tmp_path / name)
    assert result.exit_code == 2
    ending = name.lower().removeprefix("x")
    assert f'{tmp_path / name}: lỗi LC504: không soạn được loại tệp "{ending}"' in result.stderr
    assert advice in result.stderr
    assert [path for path in tmp_path.iterdir() if path.name == name] == []


def test_an_output_and_its_option_agree(workspace, tmp_path):
    for command, kind, name in (("render", "html", "x.docx"), ("table", "xlsx", "x.md")):
        result = run(command, "6-thang-2025", "-C", workspace.root, "--to", kind, "-o", tmp_path / name)
        assert result.exit_code == 2
        assert f"-o có đuôi {Path(name).suffix} nhưng --to là {kind}" in result.stderr
        assert not (tmp_path / name).exists()


def test_a_folder_may_have_a_point_in_its_name(workspace, tmp_path):
    (tmp_path / "co-san.doc").mkdir()
    for folder in ("thang-6.2025", "co-san.doc"):
        assert run("render", "6-thang-2025", "-C", workspace.root, "-o", tmp_path / folder).exit_code == 0
        assert (tmp_path / folder / "6-thang-2025.docx").exists()


def test_render_takes_the_path_of_a_report(workspace, tmp_path):
    path = workspace.root / "data/bao-cao/6-thang-2025.yaml"
    result = run("render", path, "-o", tmp_path / "x.md")
    assert result.exit_code == 0
    assert (tmp_path / "x.md").exists()


def test_render_puts_the_report_into_the_current_folder_by_default(workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("render", "6-thang-2025", "-C", workspace.root).exit_code == 0
    with ZipFile(tmp_path / "6-thang-2025.docx") as package:
        assert "word/footnotes.xml" in package.namelist()


def test_render_prints_warnings_and_still_writes(workspace, tmp_path):
    workspace.change(FIGURES, "  ban_le: 2.327", "  ban_le:")
    result = run("render", "6-thang-2025", "-C", workspace.root, "-o", tmp_path / "x.md")
    assert result.exit_code == 0
    assert "data/bao-cao/6-thang-2025.yaml:7:8: cảnh báo LC121" in result.stderr
    assert "[…]" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_render_writes_nothing_where_anything_is_wrong(workspace, tmp_path):
    workspace.change("data/bao-cao/6-thang-2025.yaml", "ban_le.uoc_dat", "ban_le.uoc_da")
    result = run("render", "6-thang-2025", "-C", workspace.root, "--to", "docx,md,html", "-o", tmp_path / "ra")
    assert result.exit_code == 2
    assert 'Có phải "uoc_dat"?' in result.stderr
    assert not list((tmp_path / "ra").glob("*"))


def test_render_with_a_document_of_the_user(workspace, tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("Năm {{ ky.nam }}: {{ ban_le.ten }} {{ ban_le.uoc_dat }}, {{ ban_le.so_cung_ky }} & hết.")
    document.add_paragraph("{% for viec in bao_cao.nhiem_vu %}{{ viec }}{% endfor %}")
    document.save(str(tmp_path / "mau.docx"))
    result = run(
        "render", "6-thang-2025", "-C", workspace.root, "--template", tmp_path / "mau.docx", "-o", tmp_path / "x.docx"
    )
    assert result.exit_code == 0, result.stderr
    texts = [paragraph.text for paragraph in Document(str(tmp_path / "x.docx")).paragraphs]
    assert texts[0] == (
        "Năm 2025: Tổng mức bán lẻ hàng hóa ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024 & hết."
    )
    assert texts[1] == "Tăng cường quản lý thị trường."


# build, schema, text, init


def test_build_and_its_check(workspace):
    assert run("build", "--check", "-C", workspace.root).exit_code == 1
    assert run("build", "-C", workspace.root).exit_code == 0
    fresh = run("build", "--check", "-C", workspace.root)
    assert fresh.exit_code == 0
    assert "1 báo cáo đều mới" in fresh.stdout
    workspace.change(FIGURES, "ban_le: 2.327", "ban_le: 2.328")
    stale = run("build", "--check", "-C", workspace.root)
    assert stale.exit_code == 1
    assert all(f"examples/6-thang-2025/bao-cao.{kind}" in stale.stdout for kind in ("docx", "md", "html"))


def test_build_check_names_what_no_report_makes(workspace):
    assert run("build", "-C", workspace.root).exit_code == 0
    workspace.write("examples/6-thang-2020/bao-cao.md", "cũ")
    result = run("build", "--check", "-C", workspace.root)
    assert result.exit_code == 1
    assert "examples/6-thang-2020" in result.stdout


def test_two_builds_are_the_same_to_the_byte(new_workspace):
    sums = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        workspace = new_workspace(folder=f"w{seed}")
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-m", "lcdraft", "build", "-C", str(workspace.root)]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        folder = workspace.root / "examples/6-thang-2025"
        sums.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()})
    assert sums[0] == sums[1]
    assert set(sums[0]) == {"bao-cao.docx", "bao-cao.md", "bao-cao.html"}


def test_build_in_several_processes_gives_the_same_files(workspace):
    for name in ("data/so-lieu", "data/bao-cao"):
        text = (workspace.root / name / "6-thang-2025.yaml").read_text(encoding="utf-8")
        workspace.write(
            f"{name}/6-thang-2026.yaml", text.replace("6-thang-2025", "6-thang-2026").replace("14/6/2025", "")
        )
    assert run("build", "-C", workspace.root).exit_code == 0
    assert run("build", "--check", "--jobs", "2", "-C", workspace.root).exit_code == 0


def test_schema_is_written_and_printed(workspace):
    assert run("schema", "-C", workspace.root).exit_code == 0
    stored = json.loads((workspace.root / "schema/so-lieu.json").read_text(encoding="utf-8"))
    assert "ban_le" in stored["properties"]["so_lieu"]["properties"]
    printed = run("schema", "so-lieu", "-C", workspace.root)
    assert json.loads(printed.stdout) == stored


def test_the_schemas_of_the_sample_are_fresh(sample):
    from lcdraft.cli.schema import schema_text
    from lcdraft.load.schema import json_schemas

    for kind, schema in json_schemas(sample).items():
        stored = (sample.root / "schema" / f"{kind}.json").read_text(encoding="utf-8")
        assert stored == schema_text(schema), f"schema/{kind}.json is stale; run: lcdraft schema"


def test_every_sample_file_fits_its_schema_and_names_it(sample, sample_root):
    """Values are read as an editor reads them: YAML 1.2 scalars, so ``2.327`` is a number there."""
    jsonschema = pytest.importorskip("jsonschema")
    from ruamel.yaml import YAML

    from lcdraft.load.schema import json_schema

    files = {
        "lcdraft.yaml": "lcdraft",
        "data/chi-tieu.yaml": "chi-tieu",
        "data/ke-hoach/2025.yaml": "ke-hoach",
        "data/so-lieu/6-thang-2024.yaml": "so-lieu",
        "data/so-lieu/6-thang-2025.yaml": "so-lieu",
        "data/bao-cao/6-thang-2025.yaml": "bao-cao",
        "data/phu-luc/chi-tieu-chu-yeu.yaml": "phu-luc",
    }
    for name, kind in files.items():
        path = sample_root / name
        head = path.read_text(encoding="utf-8").splitlines()[0]
        assert head.startswith("# yaml-language-server: $schema=")
        target = (path.parent / head.partition("$schema=")[2]).resolve()
        assert target == (sample_root / "schema" / f"{kind}.json").resolve()
        content = YAML(typ="safe", pure=True).load(path)
        jsonschema.Draft7Validator(json_schema(kind, sample)).validate(json.loads(json.dumps(content, default=str)))


def test_text_prints_a_rendered_report_with_its_notes(workspace, tmp_path):
    workspace.change("data/bao-cao/6-thang-2025.yaml", "ổn định.", "ổn định^[Theo giá hiện hành.].")
    assert run("render", "6-thang-2025", "-C", workspace.root, "-o", tmp_path / "x.docx").exit_code == 0
    result = run("text", tmp_path / "x.docx")
    assert result.exit_code == 0
    assert "## I. TÌNH HÌNH KINH TẾ" in result.stdout or "# I. TÌNH HÌNH KINH TẾ" in result.stdout
    assert "Thương mại ổn định[^1]." in result.stdout
    assert "[^1]: Theo giá hiện hành." in result.stdout


def test_text_refuses_what_it_cannot_read(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"x")
    for name, said in (
        ("a.doc", "lưu lại thành .docx"),
        ("b.docx", "không có tệp này"),
        ("c.xyz", "không đọc được loại tệp"),
    ):
        result = run("text", tmp_path / name)
        assert result.exit_code == 2
        assert said in result.stderr


def test_init_makes_a_workspace_that_is_sound_and_renders(tmp_path):
    folder = tmp_path / "moi" / "xa"
    result = run("init", folder)
    assert result.exit_code == 0, result.stderr
    assert "lcdraft render 6-thang-2025" in result.stdout
    assert run("check", "-C", folder).exit_code == 0
    assert run("render", "6-thang-2025", "-C", folder, "-o", folder / "x.docx").exit_code == 0


def test_init_never_writes_into_a_folder_with_content(tmp_path):
    (tmp_path / "cu.txt").write_text("giữ", encoding="utf-8")
    result = run("init", tmp_path)
    assert result.exit_code == 2
    assert "thư mục đã có nội dung" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["cu.txt"]
