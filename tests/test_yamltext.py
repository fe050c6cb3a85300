"""Whatever text is written comes back from the loader as it was."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from lcdraft.errors import Problem
from lcdraft.load.fields import PassageText, Reader
from lcdraft.load.nodes import Mapping, Scalar, Sequence, compose
from lcdraft.text import normalize
from lcdraft.yamltext import WIDTH, YamlLines, scalar, wrapped

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    alphabet=" \t\n-#:|>{}[]\"'%&*!?,.aạ1\\\u00a0\u2028"
)


def read(text: str) -> Mapping | Sequence:
    problems: list[Problem] = []
    node = compose(normalize(text), "tep.yaml", problems)
    assert not problems, (text, problems)
    assert isinstance(node, Mapping | Sequence)
    return node


@given(TEXTS)
@example("no")
@example("1.000")
@example("Lưu: VT # thử")
@example("a\u0301")
def test_a_scalar_comes_back(text: str) -> None:
    node = read(f"khoa: {scalar(text)}\n")
    assert isinstance(node, Mapping)
    value = node.items[0][1]
    assert isinstance(value, Scalar)
    assert (value.text, value.is_empty) == (text, False)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["  thụt đầu dòng\nhai"])
@example(["một\n\n\nhai\n"])
@example(["một\n   \nhai"])
@example(["một\n\n"])
@example(["# không phải chú thích\n- gạch"])
def test_passages_come_back_with_their_lines(texts: list[str]) -> None:
    lines = YamlLines()
    lines.add("noi_dung:")
    starts = []
    for number, text in enumerate(texts):
        lines.comment(f"Ghi chú {text}", 2)
        starts.append(lines.passage(f"muc-{number}:", text, 2))
    problems: list[Problem] = []
    source = str(lines)
    top = read(source)
    assert isinstance(top, Mapping)
    section = top.items[0][1]
    assert isinstance(section, Mapping)
    reader = Reader("tep.yaml", problems, normalize(source).split("\n"))
    for (key, value), text, start in zip(section.items, texts, starts, strict=True):
        passage = PassageText("x").read(value, reader, key.text)
        assert passage is not None
        assert passage.text == text
        if isinstance(value, Scalar) and value.style == "|":
            assert passage.place.line == start


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_items_come_back(texts: list[str]) -> None:
    lines = YamlLines()
    lines.add("danh_sach:")
    for text in texts:
        lines.passage("-", text, 2)
    top = read(str(lines))
    assert isinstance(top, Mapping)
    items = top.items[0][1]
    assert isinstance(items, Sequence)
    assert [item.text for item in items.items if isinstance(item, Scalar)] == texts


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_long_lines_come_back_as_one(texts: list[str]) -> None:
    long = " ".join(" ".join(texts).split()) or "chữ"
    lines = YamlLines()
    lines.add("noi_dung:")
    start = lines.folded("muc:", "\n".join(wrapped(long, 20)), 2)
    top = read(str(lines))
    assert isinstance(top, Mapping)
    section = top.items[0][1]
    assert isinstance(section, Mapping)
    value = section.items[0][1]
    assert isinstance(value, Scalar)
    assert value.text == long
    assert start in (2, 3)


@given(TEXTS)
def test_a_comment_is_nothing_but_a_comment(text: str) -> None:
    lines = YamlLines()
    lines.comment(text, 2)
    lines.add("khoa: 1")
    node = read(str(lines))
    assert isinstance(node, Mapping)
    assert [key.text for key, _ in node.items] == ["khoa"]


@given(
    st.lists(st.sampled_from(["chữ", "-", "1.", "#", "{{ ban_le.uoc_dat }}", "{% if a %}", "dài" * 20]), max_size=40)
)
def test_wrapping_changes_blanks_only(words: list[str]) -> None:
    text = " ".join(words)
    lines = wrapped(text, 40)
    assert " ".join(lines) == text
    assert not any(line.startswith(("-", "1.", "#")) for line in lines[1:])
    assert all(line.count("{{") == line.count("}}") for line in lines)


def test_comments_stay_narrow() -> None:
    lines = YamlLines()
    lines.comment("một hai ba " * 40, 4)
    assert max(map(len, lines.lines)) <= WIDTH
