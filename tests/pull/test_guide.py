"""The example of the guide says what the command says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner

from lcdraft.cli import main

GUIDE = Path(__file__).resolve().parents[2] / "docs/huong-dan.md"


def test_the_example_of_the_guide(desk: Any) -> None:
    file = desk.open("6-thang-2025")
    file.replace("giữ được đà ổn định", "giữ đà ổn định")
    file.replace("2.327 tỷ đồng", "2.400 tỷ đồng")
    file.replace("Diện tích chè hiện có", "Diện tích chè hiện nay")
    file.add_after("Giải quyết dứt điểm vướng mắc", "(6). Kiểm tra tiến độ các công trình vào đầu mỗi tháng.")
    file.comment("Mạng lưới y tế", "Bổ sung số bác sĩ")
    path = desk.save(file, "6-thang-2025.docx")
    result = CliRunner().invoke(main, ["pull", str(path), "--dry-run", "-C", str(desk.root)])
    opening = "```sh\n> lcdraft pull 6-thang-2025.docx --dry-run\n"
    shown = GUIDE.read_text(encoding="utf-8").partition(opening)[2].partition("```")[0]
    assert result.output == shown
    assert result.exit_code == 1
