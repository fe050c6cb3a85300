from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.errors import Problem
from lcdraft.load.nodes import MAX_DEPTH, MAX_SCALAR, Mapping, Node, Scalar, Sequence, compose


def composed(text: str) -> tuple[Node | None, list[Problem]]:
    problems: list[Problem] = []
    return compose(text, "t.yaml", problems), problems


def plain(node: Node | None) -> object:
    """The tree without its positions."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {key.text: plain(value) for key, value in node.items}
        case Sequence():
            return [plain(item) for item in node.items]
        case _:
            return None


@pytest.mark.parametrize(
    "text",
    [
        "2.327",
        "47,6",
        "2.327,5",
        "02",
        "010",
        "09",
        "0x1F",
        "1_000",
        "12:30",
        "1e3",
        "no",
        "NO",
        "off",
        "yes",
        "true",
        "2025-03-05",
        "47.60",
        "null",
        "~",
    ],
)
def test_scalars_stay_as_they_were_typed(text: str) -> None:
    node, problems = composed(f"a: {text}\n")
    assert problems == []
    assert plain(node) == {"a": text}


def test_keys_stay_as_they_were_typed() -> None:
    assert plain(composed("no: 1\n010: 2\n1.5: 3\n")[0]) == {"no": "1", "010": "2", "1.5": "3"}


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("a:", True),
        ("a: ~", True),
        ("a: null", True),
        ('a: ""', False),
        ('a: "~"', False),
        ("a: 0", False),
        ("a: |\n", False),
    ],
)
def test_nothing_after_the_colon_is_not_an_empty_text(text: str, empty: bool) -> None:
    node, _ = composed(text)
    assert isinstance(node, Mapping)
    value = node.items[0][1]
    assert isinstance(value, Scalar)
    assert value.is_empty is empty


def test_every_node_knows_its_place() -> None:
    node, problems = composed('# đầu tệp\nmột:\n  hai: "ba"\n  bốn: [5, 6]\nbảy: |\n  tám\n')
    assert problems == []
    assert isinstance(node, Mapping)
    assert [(key.text, key.line, key.column) for key, _ in node.items] == [("một", 2, 1), ("bảy", 5, 1)]
    inner, block = node.items[0][1], node.items[1][1]
    assert isinstance(inner, Mapping)
    assert isinstance(block, Scalar)
    two, four = inner.items[0][1], inner.items[1][1]
    assert isinstance(two, Scalar)
    assert isinstance(four, Sequence)
    assert (two.line, two.column, two.style) == (3, 8, '"')
    assert [(item.line, item.column) for item in four.items] == [(4, 9), (4, 12)]
    assert (block.line, block.style, block.text) == (5, "|", "tám\n")


SYNTAX = [
    pytest.param("a: 1\n\tb: 2\n", 2, "phím Tab", "hai dấu cách", id="tab indent"),
    pytest.param("a:\n\tb: 2\n", 2, "phím Tab", "hai dấu cách", id="tab under a key"),
    pytest.param("a: b: c\n", 1, "hai dấu hai chấm", "ngoặc kép", id="two colons"),
    pytest.param("a: Quý I: tăng\n", 1, "hai dấu hai chấm", "ngoặc kép", id="colon in text"),
    pytest.param("a: 1\n  b: 2\n", 2, "dòng thụt sai", "ngoặc kép", id="deeper than its value"),
    pytest.param("a:\n  b: 1\n c: 2\n", 3, "không thẳng", "Căn lại", id="between two levels"),
    pytest.param("a: 1\nb\nc: 2\n", 2, "thiếu dấu hai chấm", "tên: giá trị", id="no colon"),
    pytest.param("a: {b: 1\nc: 2\n", 1, "mở mà chưa đóng", "đóng ngoặc", id="brace left open"),
    pytest.param("a: [1, 2\nb: 3\n", 1, "mở mà chưa đóng", "đóng ngoặc", id="bracket left open"),
    pytest.param('a: "chưa đóng\nb: 2\n', 1, "mở mà chưa đóng", "dấu đóng", id="quote left open"),
    pytest.param("a: @b\n", 1, "ký tự đặc biệt", "ngoặc kép", id="at sign"),
    pytest.param("a: %5\n", 1, "ký tự đặc biệt", "ngoặc kép", id="per cent first"),
    pytest.param("a: `x`\n", 1, "ký tự đặc biệt", "ngoặc kép", id="backtick"),
    pytest.param("a: **đậm**\n", 1, "dấu *", "ngoặc kép", id="bold text"),
    pytest.param('a: "\\q"\n', 1, "trong ngoặc kép", "ngoặc đơn", id="unknown escape"),
    pytest.param("a: [1,, 2]\n", 1, "dấu phẩy", "Bỏ dấu phẩy thừa", id="two commas"),
    pytest.param("a: | chữ\n", 1, "sau dấu |", "Xuống dòng", id="text behind a bar"),
    pytest.param("a: - b\n", 1, "gạch đầu dòng", "Xuống dòng", id="dash behind a key"),
    pytest.param("a:\n- 1\nb\n", 3, "dấu hai chấm", "tên: giá trị", id="word at the end"),
    pytest.param("- a\nb: 1\n", 2, "gạch đầu dòng", '"- "', id="key in a list"),
    pytest.param('a: "b" c\n', 1, "rồi còn chữ phía sau", "ngoặc đơn", id="text behind a quote"),
    pytest.param("a: [b] c\n", 1, "rồi còn chữ phía sau", "ngoặc đơn", id="text behind a bracket"),
    pytest.param('- "b" c\n', 1, "rồi còn chữ phía sau", "ngoặc đơn", id="text behind a quote in a list"),
    pytest.param("a: 1\nb:2\nc: 3\n", 2, 'thiếu dấu cách sau dấu hai chấm của "b"', 'Viết "b: …"', id="no blank"),
    pytest.param("a: 1\n}\n", 2, "YAML viết sai", ".", id="brace never opened"),
]


@pytest.mark.parametrize(("text", "line", "message", "advice"), SYNTAX)
def test_broken_yaml_is_explained(text: str, line: int, message: str, advice: str) -> None:
    node, problems = composed(text)
    assert node is None
    [problem] = problems
    assert problem.code == "LC010"
    assert (problem.place.path, problem.place.line) == ("t.yaml", line)
    assert message in problem.message
    assert advice in problem.advice


REFUSED = [
    pytest.param("a: 1\nb: 2\na: 3\n", "LC011", (3, 1), "đã có ở dòng 1", id="key twice"),
    pytest.param("a: {b: 1, b: 2}\n", "LC011", (1, 11), "đã có ở dòng 1", id="key twice in braces"),
    pytest.param('"a": 1\na: 2\n', "LC011", (2, 1), "đã có ở dòng 1", id="key twice with quotes"),
    pytest.param("a: &x 1\n", "LC010", (1, 4), "mỏ neo &x", id="anchor"),
    pytest.param("a: &x [1]\nb: *x\n", "LC010", (1, 4), "mỏ neo &x", id="anchor and alias"),
    pytest.param("a: !!python/object:os.system ls\n", "LC010", (1, 4), "nhãn kiểu", id="python tag"),
    pytest.param("a: !!int 5\n", "LC010", (1, 4), "nhãn kiểu", id="standard tag"),
    pytest.param("a: !include x.yaml\n", "LC010", (1, 4), "nhãn kiểu", id="local tag"),
    pytest.param("a: 1\n---\nb: 2\n", "LC010", (2, 1), "nhiều phần", id="second document"),
    pytest.param("a: {{ ky.nhan }}\n", "LC010", (1, 5), "mở đầu bằng {{ mà không đặt trong ngoặc kép", id="expression"),
    pytest.param("? [1, 2]\n: 3\n", "LC010", (1, 3), "tên mục phải là một từ", id="list for a key"),
    pytest.param("a: " + "[" * 40 + "]" * 40, "LC010", (1, 3 + MAX_DEPTH), "quá 12 cấp", id="too deep"),
    pytest.param("a: " + "x" * (MAX_SCALAR + 1), "LC002", (1, 4), "1 triệu ký tự", id="long scalar"),
]


@pytest.mark.parametrize(("text", "code", "place", "message"), REFUSED)
def test_what_yaml_allows_and_we_do_not(text: str, code: str, place: tuple[int, int], message: str) -> None:
    _, problems = composed(text)
    assert problems[0].code == code
    assert (problems[0].place.line, problems[0].place.column) == place
    assert message in problems[0].message
    assert problems[0].advice


def test_what_the_reader_itself_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise yaml.YAMLError("không đọc được")

    monkeypatch.setattr("lcdraft.load.nodes.yaml.parse", refuse)
    node, [problem] = composed("a: 1\n")
    assert (node, problem.code, problem.place.line) == (None, "LC010", 1)


def test_the_first_of_two_equal_keys_is_kept_and_nothing_is_lost_behind_it() -> None:
    node, _ = composed("a: 1\na: 2\nb: 3\n")
    assert isinstance(node, Mapping)
    assert [(key.text, plain(value)) for key, value in node.items] == [("a", "1"), ("a", "2"), ("b", "3")]


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    start = time.perf_counter()
    node, problems = composed("\n".join(lines))
    assert time.perf_counter() - start < 1
    assert node is not None
    assert sum("bí danh" in problem.message for problem in problems) == 99


def test_a_list_that_holds_itself_ends() -> None:
    node, problems = composed("a: &x [*x]\n")
    assert plain(node) == {"a": [""]}
    assert len(problems) == 2


def test_many_nodes_are_refused() -> None:
    _, problems = composed("a: [" + "1," * 300_000 + "1]")
    assert [problem.code for problem in problems] == ["LC002"]


def test_deep_brackets_do_not_exhaust_the_stack() -> None:
    _, problems = composed("[" * 100_000)
    assert [problem.code for problem in problems] == ["LC010"]


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có chú thích\n", "---\n"])
def test_an_empty_file_has_no_tree_or_an_empty_one(text: str) -> None:
    node, problems = composed(text)
    assert problems == []
    assert node is None or (isinstance(node, Scalar) and node.is_empty)


KEYS = st.text(st.sampled_from("abcdefgh_"), min_size=1, max_size=4)
TREES = st.recursive(
    st.text(st.sampled_from("abc 0123.,:%-đạt\"'{}[]#&*!|>"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_what_yaml_writes_is_read_as_the_same_texts(tree: dict[str, object]) -> None:
    node, problems = composed(yaml.safe_dump(tree, allow_unicode=True, default_style='"', width=10_000))
    assert problems == []
    assert plain(node) == tree


@given(st.text(st.sampled_from("ab:,-[]{}\"'#&*!|>%@`? \n\t0.đ"), max_size=40))
def test_any_text_gives_a_tree_or_a_placed_problem(text: str) -> None:
    node, problems = composed(text)
    lines = text.split("\n")
    for problem in problems:
        assert problem.place.path == "t.yaml"
        assert 1 <= problem.place.line <= len(lines) + 1
        assert problem.place.column >= 1
        assert problem.advice
    if node is None and text.strip():
        assert problems or all(not line.strip() or line.strip()[0] in "#-.%" for line in lines)
