"""Paragraphs moved, merged, split, added and deleted all over every sample: they come home, or it is said why not."""

from __future__ import annotations

import copy
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from lcdraft.pull.pulling import Options, prepare
from lcdraft.workspace import load_workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEW = "Một đoạn hoàn toàn mới do lãnh đạo viết thêm vào báo cáo này."


def names() -> list[str]:
    root = Path(__file__).resolve().parents[2]
    return sorted(path.stem for path in (root / "data/bao-cao").glob("*.yaml"))


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def paragraphs(file: Any) -> list[Any]:
    """The paragraphs of the text that are no headings and no single line."""
    found = []
    for paragraph in file.main.find(f"{W}body").iterchildren(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_heading = style is not None and "eading" in style.get(f"{W}val", "")
        ours = any(m.get(f"{W}name", "").startswith("_lc_") for m in paragraph.iter(f"{W}bookmarkStart"))
        if ours and not is_heading and len(text_of(paragraph)) > 60:
            found.append(paragraph)
    return found


def move(file: Any, chosen: random.Random) -> bool:
    one, other = chosen.sample(paragraphs(file), 2)
    other.addnext(one)
    return True


def swap(file: Any, chosen: random.Random) -> bool:
    found = paragraphs(file)
    pairs = [(a, b) for a, b in pairwise(found) if a.getnext() is b]
    one, other = chosen.choice(pairs)
    other.addnext(one)
    return True


def merge(file: Any, chosen: random.Random) -> bool:
    found = paragraphs(file)
    one, other = chosen.choice([(a, b) for a, b in pairwise(found) if a.getnext() is b])
    run = etree.SubElement(one, f"{W}r")
    etree.SubElement(run, f"{W}t").text = " "
    for child in list(other):
        if child.tag != f"{W}pPr":
            one.append(child)
    other.getparent().remove(other)
    return True


def split(file: Any, chosen: random.Random) -> bool:
    places = [
        (paragraph, run, text.text.index(". ", 10) + 2)
        for paragraph in paragraphs(file)
        for run in paragraph.iterchildren(f"{W}r")
        if (text := run.find(f"{W}t")) is not None and ". " in (text.text or "")[10:-10]
    ]
    if not places:
        return False
    paragraph, run, cut = chosen.choice(places)
    rest, text = copy.deepcopy(run), run.find(f"{W}t").text
    run.find(f"{W}t").text, rest.find(f"{W}t").text = text[:cut].rstrip(), text[cut:]
    second = etree.Element(f"{W}p")
    if (properties := paragraph.find(f"{W}pPr")) is not None:
        second.append(copy.deepcopy(properties))
    for child in [rest, *run.itersiblings()]:
        second.append(child)
    paragraph.addnext(second)
    return True


def add(file: Any, chosen: random.Random) -> bool:
    file.add_after(text_of(chosen.choice(paragraphs(file)))[:60], NEW)
    return True


def delete(file: Any, chosen: random.Random) -> bool:
    gone = chosen.choice(paragraphs(file))
    gone.getparent().remove(gone)
    return True


EDITS = {edit.__name__: edit for edit in (move, swap, merge, split, add, delete)}


@pytest.fixture(scope="module")
def exported(sample_root: Path) -> dict[str, bytes]:
    workspace = load_workspace(sample_root)
    return {name: workspace.export(name, "docx") for name in names()}


def cases() -> list[tuple[str, str]]:
    """Two sorts of edits for every sample, every sort in turn."""
    kinds = list(EDITS)
    return [(name, kinds[(2 * at + step) % len(kinds)]) for at, name in enumerate(names()) for step in (0, 1)]


@pytest.mark.parametrize(("name", "kind"), cases())
def test_a_paragraph_anywhere(
    whole_desk: Any, word_file: Any, exported: dict[str, bytes], name: str, kind: str
) -> None:
    """What is not told to be left is what the edited file says, once the report is rendered again."""
    file = word_file(exported[name])
    if not EDITS[kind](file, random.Random(f"{name} {kind}")):
        pytest.skip("nothing to split")
    edited = whole_desk.edited_contents(file)
    pulled = whole_desk.pull(file)
    for change in pulled.left:
        assert change.figures or change.issues, change
        assert all(issue.message and issue.code for issue in change.issues)
    if not pulled.left:
        assert whole_desk.contents(name) == edited


def test_most_of_them_come_home(whole_desk: Any, word_file: Any, exported: dict[str, bytes], tmp_path: Path) -> None:
    """Of those that touch no word of a template more come home than do not; the rest is what the program prints."""
    workspace = whole_desk.workspace
    home = refused = 0
    told: list[tuple[str, str]] = []
    name = "6-thang-2025"
    for kind, edit in EDITS.items():
        for seed in range(2):
            file = word_file(exported[name])
            if not edit(file, random.Random(f"{name} {kind} {seed}")):
                continue
            path = tmp_path / "x.docx"
            path.write_bytes(file.data())
            left = prepare(workspace, path, Options()).left
            if not any(issue.code == "LC602" for change in left for issue in change.issues):
                home += not left
                refused += bool(left)
                told += [(kind, issue.message) for change in left for issue in change.issues]
    assert home > refused, (home, told)


TEXT = """\
ky: 6-thang-2025
noi_dung:
  kinh-te: |
    - Thương mại ổn định, {{ ban_le.ten }} {{ ban_le.uoc_dat }}.
    - Công nghiệp tăng trưởng khá và bền vững hơn năm trước.

    - Nông nghiệp được mùa, giá cả ổn định, đời sống người dân khá hơn.
nhiem_vu:
  - Tăng cường quản lý thị trường, chống hàng giả.
  - Chăm lo đời sống người có công với cách mạng.
"""


@pytest.fixture
def listed(small_desk: Any) -> Any:
    small_desk.write("data/bao-cao/6-thang-2025.yaml", TEXT)
    return small_desk


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thương mại ổn định", "Công nghiệp tăng"),
        ("Nông nghiệp được mùa", "Thương mại ổn định"),
        ("Công nghiệp tăng", "Tăng cường quản lý"),
        ("Chăm lo đời sống", "Công nghiệp tăng"),
        ("Nông nghiệp được mùa", "Chăm lo đời sống"),
    ],
)
def test_items_of_a_passage_move(listed: Any, one: str, other: str) -> None:
    file = listed.open("6-thang-2025")
    file.move_after(one, other)
    edited = listed.edited_contents(file)
    assert listed.pull(file).left == []
    assert listed.contents("6-thang-2025") == edited


@pytest.mark.parametrize("one", ["Thương mại ổn định", "Công nghiệp tăng", "Nông nghiệp được mùa"])
def test_items_of_a_passage_go(listed: Any, one: str) -> None:
    file = listed.open("6-thang-2025")
    file.delete(one)
    edited = listed.edited_contents(file)
    assert listed.pull(file).left == []
    assert listed.contents("6-thang-2025") == edited


def test_all_items_of_a_section_go_and_no_gap_is_left(listed: Any) -> None:
    file = listed.open("6-thang-2025")
    for words in ("Thương mại ổn định", "Công nghiệp tăng", "Nông nghiệp được mùa"):
        file.delete(words)
    listed.pull(file)
    assert "[…]" not in "\n".join(listed.contents("6-thang-2025"))


def test_items_of_a_passage_merge(listed: Any) -> None:
    file = listed.open("6-thang-2025")
    file.merge_with_next("Thương mại ổn định", drop="- ")
    edited = listed.edited_contents(file)
    assert listed.pull(file).left == []
    assert listed.contents("6-thang-2025") == edited
