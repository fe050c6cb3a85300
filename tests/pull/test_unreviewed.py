"""The list of what nobody has reviewed follows the passages that are edited in Word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lcdraft.cli import main
from lcdraft.dataset import Dataset, Passage, Report
from lcdraft.errors import Place
from lcdraft.pull.account import account_lines
from lcdraft.pull.rewriting import write_words
from lcdraft.pull.texts import Texts
from lcdraft.pull.unreviewed import edited_names, renamed
from lcdraft.pull.yamlfile import YamlFile

PERIOD = "9-thang-2025"
DATA = f"data/bao-cao/{PERIOD}.yaml"


@pytest.fixture
def next_desk(whole_desk: Any) -> Any:
    """The workspace with the files of the next report, as ``lcdraft new`` writes them."""
    result = CliRunner().invoke(main, ["new", PERIOD, "--from", "6-thang-2025", "-C", str(whole_desk.root)])
    assert result.exit_code == 0, result.output
    return whole_desk


def report_of(sample: Dataset, *listed: str) -> tuple[Report, Texts]:
    """A report with seven items of one list, of which some are listed as unreviewed."""
    place = Place("x", 1, 1)
    items = tuple(Passage(f"Việc thứ {word} cần làm ngay trong kỳ tới {word}", place) for word in "abcdefg")
    report = replace(sample.reports["6-thang-2025"], lists={"nhiem_vu": items}, unreviewed=dict.fromkeys(listed, place))
    return report, Texts.of(sample, report)


def test_names_shift_with_items_added_and_taken_out(sample: Dataset) -> None:
    report, texts = report_of(sample, "nhiem_vu/1", "nhiem_vu/3", "nhiem_vu/5", "thuong-mai.mo-dau")
    texts.insert_item("nhiem_vu", None, "Đứng đầu, hoàn toàn mới")
    texts.slots["nhiem_vu", "#3"].text = None
    texts.slots["nhiem_vu", "#4"].text = "Sửa một chữ"
    assert renamed(report, texts) == {
        "nhiem_vu/1": ["nhiem_vu/2"],
        "nhiem_vu/3": [],
        "nhiem_vu/5": ["nhiem_vu/5"],
        "thuong-mai.mo-dau": ["thuong-mai.mo-dau"],
    }
    assert edited_names(report, texts) == []


def test_both_halves_of_a_split_are_listed(sample: Dataset) -> None:
    report, texts = report_of(sample, "nhiem_vu/2")
    texts.slots["nhiem_vu", "#2"].text = "Việc thứ b"
    texts.insert_item("nhiem_vu", ("nhiem_vu", "#4"), "Không dính dáng gì đến những mục kia")
    assert renamed(report, texts) == {"nhiem_vu/2": ["nhiem_vu/2"]}
    texts.insert_item("nhiem_vu", ("nhiem_vu", "#2"), "cần làm ngay trong kỳ tới b")
    assert renamed(report, texts) == {"nhiem_vu/2": ["nhiem_vu/2", "nhiem_vu/3"]}


def test_what_was_merged_into_another_passage_is_listed_there(sample: Dataset) -> None:
    report, texts = report_of(sample, "nhiem_vu/3")
    first, second = texts.slots["nhiem_vu", "#2"], texts.slots["nhiem_vu", "#3"]
    first.text, second.text = f"{first.text}. {second.text}", None
    assert renamed(report, texts) == {"nhiem_vu/3": ["nhiem_vu/2"]}
    assert edited_names(report, texts) == ["nhiem_vu/2"]


def test_a_moved_item_is_listed_where_it_went(sample: Dataset) -> None:
    report, texts = report_of(sample, "nhiem_vu/2", "nhiem_vu/7")
    moved = texts.slots["nhiem_vu", "#2"]
    texts.insert_item("nhiem_vu", ("nhiem_vu", "#7"), moved.text or "")
    moved.text = None
    assert renamed(report, texts) == {"nhiem_vu/2": ["nhiem_vu/7"], "nhiem_vu/7": ["nhiem_vu/6"]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("chua_ra_soat:\n  - a/1\n  # lời\n  - a/2  # hai\n  - c\n", "chua_ra_soat:\n  - a/2\n  # lời\n  - x\n  - y\n"),
        ("chua_ra_soat: [a/1, a/2, c]\n", "chua_ra_soat: [a/2, x, y]\n"),
    ],
)
def test_the_list_is_written(written: str, expected: str) -> None:
    file = YamlFile("x", f"ky: a\n{written}".encode())
    write_words(file, "chua_ra_soat", {"a/1": ["a/2"], "a/2": [], "c": ["x", "y"]})
    assert file.data().decode() == f"ky: a\n{expected}"


def test_nothing_left_to_list() -> None:
    file = YamlFile("x", b"ky: a\n# xem\nchua_ra_soat:\n  - a/1\n\n# sau\n")
    write_words(file, "chua_ra_soat", {"a/1": []})
    assert file.data() == b"ky: a\n# xem\nchua_ra_soat: []\n\n# sau\n"


def rendered(desk: Any, word_file: type, *options: str) -> Any:
    path = desk.root.parent / "trinh.docx"
    result = CliRunner().invoke(main, ["render", PERIOD, "-o", str(path), "-C", str(desk.root), *options])
    assert result.exit_code == 0, result.output
    return word_file(path.read_bytes())


def listed(desk: Any) -> list[str]:
    return list(desk.workspace.report(PERIOD).unreviewed)


def text_of(desk: Any, name: str) -> str:
    return " ".join(desk.workspace.report(PERIOD).passages[name].text.split())


@pytest.mark.parametrize("options", [(), ("--highlight",)], ids=["plain", "highlighted"])
def test_edited_removed_added_moved(next_desk: Any, word_file: type, options: tuple[str, ...]) -> None:
    before = listed(next_desk)
    third, fourth = text_of(next_desk, "ket_qua/3"), text_of(next_desk, "ket_qua/4")
    file = rendered(next_desk, word_file, *options)
    file.replace("giữ được đà ổn định", "giữ vững đà ổn định")
    file.delete(text_of(next_desk, "ket_qua/2")[:40])
    file.add_after(fourth[:40], "- Một kết quả mới do lãnh đạo viết thêm vào báo cáo này.")
    pulled = next_desk.pull(file)
    assert pulled.left == []
    # One went before it, one came behind it: the new item is the fourth, and nobody has to review it.
    assert listed(next_desk) == [name for name in before if name != "ket_qua/4"]
    assert text_of(next_desk, "ket_qua/2") == third
    assert text_of(next_desk, "ket_qua/3") == fourth
    assert "lãnh đạo viết thêm" in text_of(next_desk, "ket_qua/4")
    assert pulled.unreviewed == ["thuong-mai.mo-dau"]
    assert next_desk.contents(PERIOD) == next_desk.edited_contents(file)


def test_a_moved_passage_stays_listed(next_desk: Any, word_file: type) -> None:
    data = next_desk.read(DATA)
    next_desk.write(DATA, data.replace("  - ket_qua/1\n", "").replace("  - ket_qua/3\n", ""))
    moved, first = text_of(next_desk, "ket_qua/2"), text_of(next_desk, "ket_qua/1")
    file = rendered(next_desk, word_file)
    file.move_after(moved[:40], text_of(next_desk, "ket_qua/3")[:40])
    pulled = next_desk.pull(file)
    assert pulled.left == []
    assert (text_of(next_desk, "ket_qua/1"), text_of(next_desk, "ket_qua/3")) == (first, moved)
    found = [name for name in listed(next_desk) if name.startswith("ket_qua/")]
    assert sorted(found) == [f"ket_qua/{number}" for number in (3, 4, 5, 6, 7)]


def test_a_section_taken_out_leaves_the_list(next_desk: Any, word_file: type) -> None:
    file = rendered(next_desk, word_file)
    file.delete(text_of(next_desk, "thuong-mai.cho-ocop")[:40])
    pulled = next_desk.pull(file)
    assert pulled.left == []
    assert "thuong-mai.cho-ocop" not in next_desk.read(DATA)


def test_the_account_says_that_an_edit_is_no_review(next_desk: Any, word_file: type) -> None:
    file = rendered(next_desk, word_file)
    file.replace("giữ được đà ổn định", "giữ vững đà ổn định")
    path = next_desk.save(file)
    result = CliRunner().invoke(main, ["pull", str(path), "-C", str(next_desk.root)])
    assert result.exit_code == 0, result.output
    assert "Vẫn ghi trong chua_ra_soat: thuong-mai.mo-dau\n" in result.output


def test_nothing_but_words_changes_the_list_of_no_report(whole_desk: Any) -> None:
    file = whole_desk.open("6-thang-2025")
    file.replace("giữ được đà ổn định", "giữ vững đà ổn định")
    assert whole_desk.pull(file).unreviewed == []
    assert "chua_ra_soat" not in Path(whole_desk.root / "data/bao-cao/6-thang-2025.yaml").read_text(encoding="utf-8")


def test_an_answer_typed_to_a_task_is_told(next_desk: Any, word_file: type) -> None:
    """A task of the last report prints as "task: […]"; what the leader types there belongs into the results."""
    file = rendered(next_desk, word_file)
    words = next(iter(next_desk.workspace.report(PERIOD).owed))[0]
    file.replace("[…]", "đã hoàn thành", inside=file.paragraph(words[:40]))
    pulled = next_desk.pull(file, accept_figures=True)
    told = "\n".join(account_lines(pulled))
    assert len(pulled.left) == 1
    assert pulled.new == {}
    assert "nhiệm vụ kỳ trước chưa trả lời" in told
    assert "đã hoàn thành" in told
    assert "nhiem_vu_chua_tra_loi" in told
