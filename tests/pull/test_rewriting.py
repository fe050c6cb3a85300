"""Data files changed line by line: what is not changed stays byte for byte, comments too."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lcdraft.dataset import Dataset
from lcdraft.errors import DataError, Place
from lcdraft.load.nodes import Mapping, Node, Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.rewriting import DataFile, set_number, write_passages
from lcdraft.pull.texts import Texts

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "data").rglob("*.yaml"))


def texts_of(node: Node | None, path: str = "") -> Iterator[tuple[str, str]]:
    match node:
        case Scalar(text):
            yield path, text
        case Mapping(items=items):
            for key, value in items:
                yield from texts_of(value, f"{path}/{key.text}")
        case YamlList(items=items):
            for number, value in enumerate(items):
                yield from texts_of(value, f"{path}/{number}")


def tree(data: bytes) -> dict[str, str]:
    return dict(texts_of(compose(data.decode("utf-8-sig").replace("\r\n", "\n"), "x", [])))


def comments(data: bytes) -> list[str]:
    """The lines that are comments, in order."""
    return [line for line in data.decode("utf-8-sig").splitlines() if line.lstrip().startswith("#")]


def kept_comments(data: bytes) -> list[str]:
    """The comments as a YAML library finds them that keeps them when it writes."""
    out = StringIO()
    yaml = YAML(typ="rt")
    yaml.dump(yaml.load(data.decode("utf-8-sig")), out)
    return [line.strip() for line in out.getvalue().splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_nothing_changed_is_the_same_file(path: Path, ending: str, mark: bytes) -> None:
    data = mark + path.read_bytes().replace(b"\n", ending.encode())
    assert DataFile.of("x", data).data() == data


REPORTS = sorted(path.stem for path in (ROOT / "data/bao-cao").glob("*.yaml"))


@pytest.mark.parametrize("name", REPORTS)
def test_every_passage_can_be_replaced(sample: Dataset, name: str) -> None:
    """Each passage in turn gets one more word at its end: one text of the file differs, and few lines."""
    report = sample.reports[name]
    data = (ROOT / report.path).read_bytes()
    before, lines = tree(data), data.decode().split("\n")
    for key in Texts.of(sample, report).slots:
        if key[0] == "phu-luc":
            continue
        texts = Texts.of(sample, report)
        slot = texts.slots[key]
        slot.text = f"{(slot.text or '').rstrip()} thêm"
        file = DataFile.of(report.path, data)
        write_passages(file, texts, [slot])
        after = tree(file.data())
        changed = [path for path in after if after[path] != before[path]]
        assert len(changed) == 1, key
        assert " ".join(after[changed[0]].split()) == " ".join(slot.text.split())
        now = file.data().decode().split("\n")
        assert sum(line not in lines for line in now) <= 2, key
        assert comments(file.data()) == comments(data)


@pytest.mark.parametrize("name", REPORTS)
def test_all_passages_at_once(sample: Dataset, name: str) -> None:
    """Another program that keeps comments finds the same ones, and the same keys."""
    report = sample.reports[name]
    data = (ROOT / report.path).read_bytes()
    texts = Texts.of(sample, report)
    for slot in texts.slots.values():
        slot.text = f"{(slot.text or '').rstrip()} thêm"
    file = DataFile.of(report.path, data)
    write_passages(file, texts, [slot for slot in texts.slots.values() if slot.key[0] != "phu-luc"])
    assert kept_comments(file.data()) == kept_comments(data)
    assert list(tree(file.data())) == list(tree(data))


@pytest.mark.parametrize("name", REPORTS)
def test_every_passage_can_be_removed(sample: Dataset, name: str) -> None:
    report = sample.reports[name]
    data = (ROOT / report.path).read_bytes()
    before = sorted(tree(data).values())
    for key in Texts.of(sample, report).slots:
        if key[0] in ("phu-luc", "tieu_de"):
            continue
        texts = Texts.of(sample, report)
        slot = texts.slots[key]
        gone, slot.text = slot.text, None
        file = DataFile.of(report.path, data)
        write_passages(file, texts, [slot])
        assert sorted([*tree(file.data()).values(), gone or ""]) == before, key
        assert comments(file.data()) == comments(data)


def test_items_and_sections_are_added_in_order(sample: Dataset) -> None:
    report = sample.reports["6-thang-2025"]
    texts = Texts.of(sample, report)
    first = texts.insert_item("nhiem_vu", ("nhiem_vu", "#2"), "Việc mới: một, có dấu hai chấm.")
    second = texts.insert_item("nhiem_vu", first, "Việc mới hai.")
    texts.insert_item("nhiem_vu", None, "Việc đứng đầu.")
    texts.insert_item("can_cu", ("can_cu", "#5"), "Căn cứ Luật số 1")
    texts.insert_section("thuong-mai.them", "Đoạn thêm.")
    file = DataFile.of(report.path, (ROOT / report.path).read_bytes())
    write_passages(file, texts, texts.changed())
    after = tree(file.data())
    assert after["/nhiem_vu/0"].strip() == "Việc đứng đầu."
    assert after["/nhiem_vu/3"].strip() == "Việc mới: một, có dấu hai chấm."
    assert after["/nhiem_vu/4"].strip() == "Việc mới hai."
    assert after["/can_cu/5"].strip() == "Căn cứ Luật số 1"
    assert after["/noi_dung/thuong-mai.them"].strip() == "Đoạn thêm."
    assert texts.slots[second].origin is None


STYLES = """\
ky: 6-thang-2025
# giữ nguyên
can_cu:
  - Căn cứ một   # lời ghi
  - 'Căn cứ "hai"'
  - "Căn cứ \\"ba\\""
  - >
    Căn cứ bốn
    viết gấp
  - |-
    Căn cứ năm
noi_dung:
  kinh-te: Một dòng {{ ban_le.uoc_dat }} # cuối dòng
nhiem_vu: [Việc một, "Việc hai, ba"]
"""


@pytest.mark.parametrize("number", range(5))
def test_every_style_of_yaml(small_desk: Any, number: int) -> None:
    small_desk.write("data/bao-cao/6-thang-2025.yaml", STYLES)
    dataset = small_desk.workspace.dataset
    report = dataset.reports["6-thang-2025"]
    texts = Texts.of(dataset, report)
    key = ("can_cu", f"#{number + 1}")
    texts.slots[key].text = "Căn cứ: mới # \"khác\" \\ và 'nữa'"
    file = DataFile.of(report.path, STYLES.encode())
    write_passages(file, texts, texts.changed())
    assert tree(file.data())[f"/can_cu/{number}"].strip() == texts.slots[key].text
    assert "# giữ nguyên" in file.data().decode()
    if number == 0:
        assert "# lời ghi" in file.data().decode()


def test_flow_list(small_desk: Any) -> None:
    small_desk.write("data/bao-cao/6-thang-2025.yaml", STYLES)
    dataset = small_desk.workspace.dataset
    texts = Texts.of(dataset, dataset.reports["6-thang-2025"])
    texts.slots["nhiem_vu", "#1"].text = "Việc, một"
    file = DataFile.of("x", STYLES.encode())
    write_passages(file, texts, texts.changed())
    assert tree(file.data())["/nhiem_vu/0"] == "Việc, một"
    texts.slots["nhiem_vu", "#2"].text = None
    with pytest.raises(DataError, match="ngoặc vuông"):
        write_passages(DataFile.of("x", STYLES.encode()), texts, [texts.slots["nhiem_vu", "#2"]])


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("  ban_le: 2.327   # ghi chú", 11, "  ban_le: 2.400,5   # ghi chú"),
        ('  ban_le: "2.327"', 11, '  ban_le: "2.400,5"'),
        ("  ban_le: {gia_tri: 2.327, cung_ky: 3}", 21, '  ban_le: {gia_tri: "2.400,5", cung_ky: 3}'),
    ],
)
def test_numbers(line: str, column: int, expected: str) -> None:
    file = DataFile.of("x", f"so_lieu:\n{line}\n".encode())
    set_number(file, Place("x", 2, column), "2.400,5")
    assert file.data().decode() == f"so_lieu:\n{expected}\n"


def test_long_lines_are_broken_where_nothing_comes_of_it(sample: Dataset) -> None:
    report = sample.reports["6-thang-2025"]
    texts = Texts.of(sample, report)
    slot = texts.slots["noi_dung", "thuong-mai.mo-dau"]
    slot.text = "Một câu dài - có gạch 1. và số # cùng {{ ban_le.so_cung_ky(nam=false) }} > nữa. " * 12
    file = DataFile.of(report.path, (ROOT / report.path).read_bytes())
    write_passages(file, texts, [slot])
    written = tree(file.data())["/noi_dung/thuong-mai.mo-dau"]
    assert " ".join(written.split()) == " ".join(slot.text.split())
    assert max(len(line) for line in written.split("\n")) <= 110
    assert not any(line.startswith(("-", "#", ">", "1.")) for line in written.split("\n"))
    assert written.count("{{ ban_le.so_cung_ky(nam=false) }}") == 12
