"""The tasks that a report sets."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcdraft.dataset import Passage, Report
from lcdraft.errors import Place
from lcdraft.periods import parse_period
from lcdraft.promises import MOST_LETTERS, Task, tasks_of
from lcdraft.workspace import load_workspace

ROOT = Path(__file__).parents[1]


def tasks(text: str, section: str = "") -> list[Task]:
    passage = Passage(text, Place("cu.yaml", 10, 5), exact=True)
    sections = {section: passage} if section else {}
    lists = {} if section else {"nhiem_vu": (passage,)}
    return list(tasks_of(Report(parse_period("6-thang-2025"), "cu.yaml", "6-thang", sections=sections, lists=lists)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thu hoạch lúa mùa. Gieo ngô.", "Thu hoạch lúa mùa"),
        ("Giữ vững an ninh; quản lý cư trú.", "Giữ vững an ninh"),
        (
            "Bảo đảm đủ thuốc, trang thiết bị cho trạm y tế; trực cấp cứu.",
            "Bảo đảm đủ thuốc, trang thiết bị cho trạm y tế",
        ),
        ("Trồng mới {{ che.ca_nam.gia_tri }} chè trong năm.", "Trồng mới … chè trong năm"),
        ("**Thu** ngân sách^[Gồm thu đất. Và phí.] đạt dự toán.", "Thu ngân sách đạt dự toán"),
        ("Hoàn thành các nhiệm vụ sau:", "Hoàn thành các nhiệm vụ sau"),
    ],
)
def test_the_first_words_of_a_task(text: str, words: str) -> None:
    assert [task.words for task in tasks(text)] == [words]


def test_a_long_task_is_cut_at_a_clause() -> None:
    (task,) = tasks("Đôn đốc các đơn vị thi công, " * 10)
    assert task.words.endswith("thi công")
    assert len(task.words) <= MOST_LETTERS
    (task,) = tasks("rất " * 100)
    assert task.words.endswith("rất…")
    assert len(task.words) <= MOST_LETTERS


def test_paragraphs_of_a_section_are_tasks_of_their_own() -> None:
    found = tasks("Thực hiện các việc:\n\nMở rộng chợ\nhuyện.\n\n- Sửa đường.\n- Trồng cây.\n", "nhiem-vu.thuong-mai")
    assert [(task.words, task.place.line, task.field) for task in found] == [
        ("Mở rộng chợ huyện", 12, "thuong-mai"),
        ("Sửa đường", 15, "thuong-mai"),
        ("Trồng cây", 16, "thuong-mai"),
    ]


@pytest.mark.parametrize("section", ["nhiem-vu.mo-dau", "nhiem-vu.thuan-loi", "thuong-mai.mo-dau"])
def test_other_sections_promise_nothing(section: str) -> None:
    assert tasks("Kinh tế phục hồi.", section) == []


def test_the_tasks_of_the_samples_stand_where_they_say() -> None:
    reports = load_workspace(ROOT).dataset.reports
    counts = {name: len(list(tasks_of(report))) for name, report in reports.items()}
    assert counts["6-thang-2025"] == 12
    assert counts["9-thang-2024"] > 30
    for report in reports.values():
        lines = (ROOT / report.path).read_text(encoding="utf-8").split("\n")
        for task in tasks_of(report):
            assert " ".join(task.words.split()[:3]) in lines[task.place.line - 1], task
