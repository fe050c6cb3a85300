"""What a draft still lacks, summed up for the clerk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lcdraft.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("todo")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "lcdraft.yaml", root)
    assert run("new", "9-thang-2025", "--from", "6-thang-2025", "-C", root).exit_code == 0
    return root


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def codes(root: Path) -> list[str]:
    return [each["code"] for each in json.loads(run("check", "--format", "json", "-C", root).stdout)["findings"]]


def test_a_draft_is_one_list_by_supplying_unit(draft: Path) -> None:
    result = run("check", "-C", draft)
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines) < 60) == (0, True)
    found = codes(draft)
    start = lines.index("data/bao-cao/9-thang-2025.yaml: bản dự thảo báo cáo 9 tháng đầu năm 2025, còn phải làm:")
    empty = found.count("LC116")
    assert lines[start + 1] == f"  Điền {empty} chỉ tiêu trong data/so-lieu/9-thang-2025.yaml (LC116):"
    units = [line for line in lines[start + 2 :] if line.startswith("    ")]
    assert sum(int(line.rsplit(": ", 1)[1]) for line in units) == empty
    assert any(line.startswith("    Phòng Kinh tế, Hạ tầng và Đô thị: ") for line in units)
    for code, said in (("LC311", "Viết mới {} mục"), ("LC320", "Rà soát {} đoạn"), ("LC322", "Trả lời {} nhiệm vụ")):
        assert any(line.startswith(f"  {said.format(found.count(code))}") for line in lines[start:])
    assert not any(f"cảnh báo {code}" in result.stdout for code in ("LC116", "LC121", "LC311", "LC320", "LC322"))
    assert lines[-1] == "Xem từng việc kèm tệp và dòng: lcdraft check --full"


def test_everything_is_there_when_asked_for(draft: Path) -> None:
    full = run("check", "--full", "-C", draft)
    found = codes(draft)
    for code in ("LC116", "LC121", "LC311", "LC320", "LC322"):
        assert full.stdout.count(f" {code}: ") == found.count(code) > 0
    github = run("check", "--format", "github", "-C", draft)
    assert len(github.stdout.splitlines()) == len(found)
    assert "còn phải làm" not in full.stdout + github.stdout


def test_a_finished_workspace_has_no_list() -> None:
    result = run("check", "-C", ROOT)
    assert "còn phải làm" not in result.stdout
    assert "--full" not in result.stdout
