"""Data files with edited passages and numbers: what is not edited stays byte for byte, comments too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdraft.cli import main
from lcdraft.dataset import Dataset, Passage
from lcdraft.errors import DataError, Place, Problem
from lcdraft.load.nodes import Mapping, Node, Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.rewriting import set_number, write_passages
from lcdraft.pull.texts import Key, Slot, Texts
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.pull.yamlmarks import Marks

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "data").rglob("*.yaml")), ROOT / "lcdraft.yaml"]


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


def lines_of(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def is_part(lines: list[bytes], others: list[bytes]) -> bool:
    """Whether the lines are all among the others, in their order."""
    rest = iter(others)
    return all(line in rest for line in lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_ruamel_writes_our_files_as_they_are(path: Path) -> None:
    """Byte for byte: what ruamel.yaml writes of any file of ours is that file."""
    assert YamlFile("x", path.read_bytes()).dumped().encode() == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_changed_is_the_same_file(path: Path) -> None:
    data = path.read_bytes()
    for variant in variants(data) if len(data) < 60_000 else [data]:
        assert YamlFile("x", variant).data() == variant


@pytest.mark.parametrize(
    ("period", "source"),
    [("9-thang-2025", "6-thang-2025"), ("thang-2023-03", "thang-2023-02"), ("nam-2025", "nam-2024")],
)
def test_ruamel_writes_the_files_of_new_as_they_are(whole_desk: Any, period: str, source: str) -> None:
    (whole_desk.root / "data/so-lieu/nam-2025.yaml").unlink()
    result = CliRunner().invoke(main, ["new", period, "--from", source, "-C", str(whole_desk.root)])
    assert result.exit_code == 0, result.output
    for folder in ("bao-cao", "so-lieu"):
        data = (whole_desk.root / f"data/{folder}/{period}.yaml").read_bytes()
        assert YamlFile("x", data).dumped().encode() == data


def test_ruamel_writes_the_files_of_init_as_they_are(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "w")]).exit_code == 0
    files = sorted((tmp_path / "w").rglob("*.yaml"))
    assert len(files) > 3
    for path in files:
        assert YamlFile("x", path.read_bytes()).dumped().encode() == path.read_bytes(), path


REPORTS = sorted(path.stem for path in (ROOT / "data/bao-cao").glob("*.yaml"))


@pytest.mark.parametrize("name", REPORTS)
def test_all_passages_at_once(sample: Dataset, name: str) -> None:
    """Every passage gets one more word: the file is what ruamel.yaml makes of it, its keys and comments are the old."""
    report = sample.reports[name]
    data = (ROOT / report.path).read_bytes()
    texts = Texts.of(sample, report)
    slots = [slot for slot in texts.slots.values() if slot.key[0] != "phu-luc"]
    for slot in slots:
        slot.text = f"{(slot.text or '').rstrip()} thêm"
    file = YamlFile(report.path, data)
    write_passages(file, texts, slots)
    made = file.data()
    assert made.decode() == file.dumped()
    assert Marks(made.decode()).comments() != []
    assert [c for _, c in Marks(made.decode()).comments()] == [c for _, c in Marks(data.decode()).comments()]
    assert list(tree(made)) == list(tree(data))
    assert longest_line(made) <= longest_line(data) or longest_line(data) > 130  # a writer who breaks no lines
    again = YamlFile(report.path, made)
    assert again.dumped().encode() == made


def longest_line(data: bytes) -> int:
    return max(len(line) for line in data.decode().split("\n") if not line.lstrip().startswith(("#", "|")))


def variants(data: bytes) -> list[bytes]:
    """A file as other editors and other people write it."""
    text = data.decode()
    wider = re.sub(r"(?m)^ +", lambda found: found[0] * 2, text)
    noted = re.sub(r"(?m)^(can_cu|noi_dung|nhiem_vu|so_lieu|chi_tieu):$", r"\1:   # lời ghi sau tên", text)
    crlf = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
    made = [data, crlf, wider.encode(), noted.encode(), at_the_margin(text).encode(), data.rstrip(b"\n")]
    return [file for file in made if is_yaml(file)]


def is_yaml(data: bytes) -> bool:
    problems: list[Problem] = []
    compose(data.decode("utf-8-sig").replace("\r\n", "\n"), "x", problems)
    return not problems


def at_the_margin(text: str) -> str:
    """Lists that are not set in below their key."""
    lines: list[str] = []
    in_list = False
    for line in text.split("\n"):
        if line[:1].strip():
            in_list = False
        in_list = in_list or (line.startswith("  - ") and bool(lines) and not lines[-1].startswith(" "))
        lines.append(line[2:] if in_list and line.startswith("  ") else line)
    return "\n".join(lines)


WORDS = st.lists(
    st.sampled_from(["chợ", "phường", "tăng", "-", "1.", "#", "{{ ban_le.uoc_dat }}", ": có", "*", "'", '"', "[1]"]),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edits_of_any_file(sample: Dataset, data: st.DataObject) -> None:
    """Texts are what was asked for; comments and every line of what was not edited stay, byte for byte."""
    report = sample.reports[data.draw(st.sampled_from(["quy-2-2025", "thang-2023-02", "thang-2022-07"]))]
    raw = data.draw(st.sampled_from(variants((ROOT / report.path).read_bytes())))
    texts = Texts.of(sample, report)
    keys = [key for key in texts.slots if key[0] not in ("phu-luc", "tieu_de")]
    edited = data.draw(st.lists(st.sampled_from(keys), max_size=5, unique=True))
    for key in edited:
        slot = texts.slots[key]
        cut = data.draw(st.integers(0, len(slot.text or "")))
        words = data.draw(WORDS)
        paragraph = data.draw(st.sampled_from(["", "\n\nĐoạn sau."]))
        slot.text = data.draw(st.sampled_from([None, f"Đầu {(slot.text or '')[:cut].strip()} {words}{paragraph}"]))
    lists = [name for name, found in texts.order.items() if found]
    for name in data.draw(st.lists(st.sampled_from(lists), max_size=3)):
        after = data.draw(st.sampled_from([None, *texts.order[name]]))
        texts.insert_item(name, after, data.draw(WORDS.map("Mục {}.".format)))
    if data.draw(st.booleans()):
        texts.insert_section("thuong-mai.moi-them", data.draw(WORDS.map("Thêm {}".format)))
    file = YamlFile(report.path, raw)
    write_passages(file, texts, list(texts.changed()))
    made = file.data()
    found = tree(made)
    for name, order in texts.order.items():
        wanted = [texts.slots[key].text for key in order if texts.slots[key].text is not None]
        written = [text for path, text in found.items() if path.startswith(f"/{name}/")]
        assert [words_of(text) for text in written] == [words_of(text) for text in wanted]
    sections = {slot.key[1]: slot.text for slot in texts.slots.values() if slot.key[0] == "noi_dung"}
    written_sections = {path[10:]: text for path, text in found.items() if path.startswith("/noi_dung/")}
    assert {key: words_of(text) for key, text in written_sections.items()} == {
        key: words_of(text) for key, text in sections.items() if text is not None
    }
    assert comments(made) == comments(raw)
    marks = Marks(raw.decode("utf-8-sig").replace("\r\n", "\n") + "\n")
    touched: set[int] = set()
    for key in edited:
        number = int(key[1][1:]) - 1 if key[1].startswith("#") else key[1]
        mark = marks.by_path[key[0], number]
        assert mark.key is not None
        touched |= set(range(mark.key[0], mark.end_line))
    for name in {key[0] for key in edited}:
        touched.add(marks.by_path[name,].key[0])  # type: ignore[index] # "[]" comes here where nothing is left
    untouched = [line for number, line in enumerate(lines_of(raw)) if number not in touched and line.strip()]
    assert is_part(untouched, lines_of(made))


def words_of(text: str | None) -> str:
    return " ".join((text or "").split())


@pytest.mark.parametrize("name", ["6-thang-2025", "nam-2024"])
def test_everything_can_be_removed(sample: Dataset, name: str) -> None:
    report = sample.reports[name]
    data = (ROOT / report.path).read_bytes()
    texts = Texts.of(sample, report)
    gone = [slot for slot in texts.slots.values() if slot.key[0] not in ("phu-luc", "tieu_de")]
    for slot in gone:
        slot.text = None
    file = YamlFile(report.path, data)
    write_passages(file, texts, gone)
    assert comments(file.data()) == comments(data)
    left = [key for key in tree(file.data()) if key.startswith(("/noi_dung/", "/can_cu/", "/nhiem_vu/"))]
    assert left == []
    assert b"can_cu: []\n" in file.data()
    assert b"noi_dung: {}\n" in file.data()


def test_items_and_sections_are_added_in_order(sample: Dataset) -> None:
    report = sample.reports["6-thang-2025"]
    texts = Texts.of(sample, report)
    first = texts.insert_item("nhiem_vu", ("nhiem_vu", "#2"), "Việc mới: một, có dấu hai chấm.")
    second = texts.insert_item("nhiem_vu", first, "Việc mới hai.")
    texts.insert_item("nhiem_vu", None, "Việc đứng đầu.")
    texts.insert_item("can_cu", ("can_cu", "#5"), "Căn cứ Luật số 1")
    texts.insert_section("thuong-mai.them", "Đoạn thêm.")
    file = YamlFile(report.path, (ROOT / report.path).read_bytes())
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
    file = YamlFile(report.path, STYLES.encode())
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
    file = YamlFile("x", STYLES.encode())
    write_passages(file, texts, texts.changed())
    assert file.data().decode() == STYLES.replace("[Việc một,", '["Việc, một",')
    texts.slots["nhiem_vu", "#2"].text = None
    texts.insert_item("nhiem_vu", ("nhiem_vu", "#1"), "Việc mới [ba]")
    file = YamlFile("x", STYLES.encode())
    write_passages(file, texts, list(texts.changed()))
    assert file.data().decode() == STYLES.replace('[Việc một, "Việc hai, ba"]', '["Việc, một", "Việc mới [ba]"]')


def rewritten(source: str, edits: dict[Key, tuple[str, str | None]], *new: tuple[str, Key | None, str]) -> str:
    """A file with passages edited (old and new text), and items added to lists, or sections to ``noi_dung``."""
    texts = Texts()
    for key, (old, wanted) in edits.items():
        texts.slots[key] = Slot(key, wanted, Passage(old, Place("x", 1, 1)))
        texts.order.setdefault(key[0], []).append(key)
    for name, after, text in new:
        if name in ("nhiem_vu", "can_cu", "ket_qua"):
            texts.insert_item(name, after, text)
        else:
            texts.insert_section(name, text)
    file = YamlFile("x", source.encode())
    write_passages(file, texts, list(texts.changed()))
    return file.data().decode()


def test_what_stands_empty_is_filled() -> None:
    source = "noi_dung:\n  a: A\n  # xem\n  b:   # trống\n\n  c: C\nnhiem_vu:   # chưa có\ncan_cu: []\n"
    made = rewritten(
        source, {}, ("b", None, "Lời.\n\nĐoạn hai."), ("nhiem_vu", None, "Việc."), ("can_cu", None, "Luật")
    )
    assert made == (
        "noi_dung:\n  a: A\n  # xem\n  b: |   # trống\n    Lời.\n\n    Đoạn hai.\n\n  c: C\n"
        "nhiem_vu:   # chưa có\n  - |\n    Việc.\ncan_cu:\n  - |\n    Luật\n"
    )


def test_mapping_in_brackets() -> None:
    edits: dict[Key, tuple[str, str | None]] = {
        ("noi_dung", "a"): ("A", None),
        ("noi_dung", "b"): ("B", "Sửa, có phẩy\n\nđoạn"),
    }
    assert rewritten("noi_dung: {a: A, b: B}\n", edits, ("a.c", None, "Mới")) == (
        'noi_dung: {b: "Sửa, có phẩy\\n\\nđoạn", a.c: Mới}\n'
    )
    assert rewritten("noi_dung: {}\n", {}, ("a", None, "Mới")) == "noi_dung:\n  a: |\n    Mới\n"


def test_dashes_of_every_kind() -> None:
    source = "nhiem_vu:\n-   một\n-\n  hai  # x\n- |2\n    thụt\n  ba\n- bốn\n"
    edits: dict[Key, tuple[str, str | None]] = {
        ("nhiem_vu", "#1"): ("một", "Một"),
        ("nhiem_vu", "#2"): ("hai", "Hai: hai"),
        ("nhiem_vu", "#3"): ("  thụt\nba\n", None),
    }
    assert rewritten(source, edits, ("nhiem_vu", ("nhiem_vu", "#2"), "chen")) == (
        'nhiem_vu:\n-   Một\n-\n  "Hai: hai"  # x\n- chen\n- bốn\n'
    )
    edits[("nhiem_vu", "#2")] = ("hai", None)
    edits[("nhiem_vu", "#1")] = ("một", None)
    assert rewritten(source, edits) == "nhiem_vu:\n- bốn\n"


def test_folded_texts_keep_their_lines() -> None:
    source = "noi_dung:\n    a: >\n        dài\n        gấp\n\n    b: mở\n      đầu # c\n"
    edits: dict[Key, tuple[str, str | None]] = {
        ("noi_dung", "a"): ("dài gấp\n", "dài hơn gấp"),
        ("noi_dung", "b"): ("mở đầu", "mở đầu: hết"),
    }
    assert rewritten(source, edits) == (
        "noi_dung:\n    a: >\n        dài\n        hơn gấp\n\n    b: >- # c\n      mở\n      đầu: hết\n"
    )


def test_a_list_that_was_not_there_comes_at_the_end() -> None:
    assert rewritten("ky: x", {}, ("can_cu", None, "Luật")) == "ky: x\n\ncan_cu:\n  - |\n    Luật\n"
    assert rewritten("ky: x\n\n# hết\n", {}, ("can_cu", None, "Luật")) == (
        "ky: x\n\n# hết\n\ncan_cu:\n  - |\n    Luật\n"
    )


def test_a_comment_above_what_goes_stays_and_is_told() -> None:
    source = "noi_dung:\n  a: A\n\n  # xem lại b\n  b: B # b\n\n  c: C\n"
    file = YamlFile("x", source.encode())
    file.remove(("noi_dung", "b"))
    assert file.data().decode() == "noi_dung:\n  a: A\n\n  # xem lại b\n\n  c: C\n"
    assert file.kept_above() == ["# xem lại b"]


def test_comments_within_brackets_are_not_lost() -> None:
    source = "can_cu: [một,  # lời\n  hai]\n"
    file = YamlFile("x", source.encode())
    file.set(("can_cu", 1), "ba")
    assert file.data().decode() == "can_cu: [một,  # lời\n  ba]\n"
    file = YamlFile("x", source.encode())
    file.remove(("can_cu", 1))
    with pytest.raises(DataError) as caught:
        file.data()
    assert [str(problem.place) for problem in caught.value.problems] == ["x:2:3"]
    assert caught.value.problems[0].code == "LC610"


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("  ban_le: 2.327   # ghi chú", 11, "  ban_le: 2.400,5   # ghi chú"),
        ('  ban_le: "2.327"', 11, '  ban_le: "2.400,5"'),
        ("  ban_le: {gia_tri: 2.327, cung_ky: 3}", 21, '  ban_le: {gia_tri: "2.400,5", cung_ky: 3}'),
    ],
)
def test_numbers(line: str, column: int, expected: str) -> None:
    file = YamlFile("x", f"so_lieu:\n{line}\n".encode())
    set_number(file, Place("x", 2, column), "2.400,5")
    assert file.data().decode() == f"so_lieu:\n{expected}\n"
