"""The example of the guide says what the command says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from lcdraft.cli import main

GUIDE = Path(__file__).resolve().parents[2] / "docs/huong-dan.md"


def test_the_example_of_the_guide(small_desk: Any) -> None:
    file = small_desk.open("6-thang-2025")
    file.replace("Thương mại ổn định", "Thương mại tiếp tục ổn định")
    file.replace("2.327 tỷ đồng", "2.400 tỷ đồng")
    file.replace("TÌNH HÌNH KINH TẾ", "TÌNH HÌNH KINH TẾ - XÃ HỘI")
    file.add_after("Tăng cường quản lý thị trường", "(2). Kiểm tra tiến độ các công trình vào đầu mỗi tháng.")
    file.comment("Tăng cường quản lý thị trường", "Nêu rõ chợ nào")
    path = small_desk.save(file, "6-thang-2025.docx")
    result = CliRunner().invoke(main, ["pull", str(path), "--dry-run", "-C", str(small_desk.root)])
    opening = "```sh\n> lcdraft pull 6-thang-2025.docx --dry-run\n"
    before, _, rest = GUIDE.read_text(encoding="utf-8").partition(opening)
    shown, _, after = rest.partition("```")
    assert before
    assert after
    assert result.output == shown
    assert result.exit_code == 1
