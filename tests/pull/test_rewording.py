"""Changes of a template's text become entries that make the same text of it; and how they stand in a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcdraft.dataset import Passage, Wording
from lcdraft.errors import Place
from lcdraft.load.nodes import Mapping, Scalar, compose
from lcdraft.load.nodes import Sequence as YamlList
from lcdraft.pull.entries import write_wordings
from lcdraft.pull.rewording import Change, Entry, reworded, template_text
from lcdraft.pull.yamlfile import YamlFile

HOME = Place("a.yaml")
PIECES = [
    "một",
    "hai",
    "ba",
    "bốn",
    "năm,",
    "sáu.",
    "{{ x }}",
    "{{ y.z }}",
    "{% if a %}",
    "{% endif %}",
    "# Đầu {#a}",
    "- mục",
]
SOURCES = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "\n", "\n\n", " ", " "])), min_size=3, max_size=25
).map(lambda found: "".join(piece + blank for piece, blank in found))
WORDS = st.lists(st.sampled_from(["mới", "thêm", "một", "{\\{", "\\*", "khác."]), max_size=3).map(" ".join)


def folded(text: str) -> str:
    """Blanks are loose in a source: only empty lines mean something, and line ends no more than blanks."""
    text = re.sub(r"[ \t\n]*\n[ \t]*\n[ \t\n]*", "\x00", text.strip())
    return re.sub(r"\x00+", "\n\n", re.sub(r"[ \t\n]+", " ", text).replace(" \x00", "\x00").replace("\x00 ", "\x00"))


def spliced(text: str, changes: list[Change]) -> str:
    for change in sorted(changes, key=lambda each: each.start, reverse=True):
        text = text[: change.start] + change.text + text[change.end :]
    return text


@st.composite
def edits(draw: st.DrawFn, text: str) -> list[Change]:
    """Some words of a text replaced; never an expression, a sign or an id."""
    spans = [found.span() for found in re.finditer(r"(?<![\w{#.])\w+[.,]?(?![\w}])", text)]
    spans = [span for span in spans if not _inside_of_code(text, *span)]
    assume(spans)
    chosen = draw(st.lists(st.sampled_from(spans), min_size=1, max_size=3, unique=True))
    return [Change(start, end, draw(WORDS)) for start, end in sorted(chosen)]


def _inside_of_code(text: str, start: int, end: int) -> bool:
    code = re.finditer(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?\}", text)
    return any(found.start() < end and start < found.end() for found in code)


@given(data=st.data(), source=SOURCES)
def test_entries_say_what_was_changed(data: st.DataObject, source: str) -> None:
    """Twice over: the second time on the text that the first entries make."""
    entries: tuple[Entry, ...] = ()
    for _ in range(2):
        template = template_text("x", "x", source, [wording for _, wording in entries])
        changes = data.draw(edits(template.text))
        found = reworded({"x": template}, tuple(enumerate((w for _, w in entries), 1)), {"x": changes}, {}, HOME)
        if found is None:
            return  # no words tell the place
        again = template_text("x", "x", source, [wording for _, wording in found])
        assert len(again.regions) == len(found)
        wanted = spliced(template.text, changes)
        assume(not _loses_a_sign(wanted) and _empty_lines(wanted) <= _empty_lines(template.text))
        assert folded(again.text) == folded(wanted)
        entries = found


def _empty_lines(text: str) -> int:
    """Where a line loses all its words, there is no empty line afterwards."""
    return len(re.findall(r"\n[ \t]*(?=\n)", text))


def _loses_a_sign(text: str) -> bool:
    """A heading or item without words, which goes as a whole."""
    return any(re.fullmatch(r"\s*(?:#|-)?\s*(?:\{#a\})?\s*", line) and line.strip() for line in text.split("\n"))


def test_most_changes_can_be_said() -> None:
    source = "Một hai ba bốn.\n\n# Năm sáu {#a}\n\n{{ x }}, bảy {% if y %}tám{% endif %}.\n"
    template = template_text("x", "x", source, [])
    for word in ("Một", "hai", "bốn", "Năm", "sáu", "bảy", "tám"):
        at = source.index(word)
        found = reworded({"x": template}, (), {"x": [Change(at, at + len(word), "mới")]}, {}, HOME)
        assert found is not None, word
        assert template_text("x", "x", source, [each for _, each in found]).text == source.replace(word, "mới")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{% if x %}một{% else %}một{% endif %}", id="the same words in two branches"),
        pytest.param("{{ x }}{% if x %}, {% endif %}{% if y %}, {% endif %}", id="signs alone"),
    ],
)
def test_what_no_words_can_tell(source: str) -> None:
    at = source.index("một") if "một" in source else source.index(", ")
    template = template_text("x", "x", source, [])
    assert reworded({"x": template}, (), {"x": [Change(at, at + 1, "z")]}, {}, HOME) is None


def test_a_paragraph_is_told_by_words_that_stand_once() -> None:
    source = "Một hai.\n\nMột hai ba.\n\n- {{ x }}: y.\n"
    template = template_text("x", "x", source, [])
    for part in ("Một hai.", "Một hai ba.", "- {{ x }}: y."):
        found = reworded({"x": template}, (), {}, {"x": [source.index(part)]}, HOME)
        assert found is not None, part
        [(_, entry)] = found
        assert entry.new is None
        assert template_text("x", "x", source, [entry]).text == source.replace(part, "", 1)


# In a file


def wording(old: str, new: str | None) -> Wording:
    return Wording("phan/a.md.j2", Passage(old, HOME), None if new is None else Passage(new, HOME), HOME)


def read(data: bytes) -> list[dict[str, str]]:
    tree = compose(data.decode().replace("\r\n", "\n"), "a.yaml", [])
    assert isinstance(tree, Mapping)
    node = next((value for key, value in tree.items if key.text == "loi_mau"), None)
    assert node is None or isinstance(node, YamlList)
    found = []
    for item in node.items if node is not None else ():
        assert isinstance(item, Mapping)
        found.append({key.text: value.text for key, value in item.items if isinstance(value, Scalar)})
    return found


def rewritten(data: bytes, before: Sequence[Wording], entries: Sequence[Entry]) -> bytes:
    file = YamlFile("a.yaml", data)
    write_wordings(file, before, entries)
    return file.data()


TEXTS = st.lists(
    st.sampled_from(
        ["chữ", "{{ x.y }}", ": ", " # ", "'", '"', "\\{{", "- ", "\n\n", "dài " * 30, "|", "#", "ấ", "%", "[a]"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@given(texts=st.lists(st.tuples(TEXTS, st.one_of(st.none(), TEXTS)), min_size=1, max_size=4), data=st.data())
def test_files_hold_what_is_written(texts: list[tuple[str, str | None]], data: st.DataObject) -> None:
    """Whatever the words are, a reader gets them back; the other lines stay as they are."""
    rest = "ky: a  # ghi chú\nnoi_dung:\n  b: |\n    c\n"
    written = [wording(old, new) for old, new in texts]
    made = rewritten(rest.encode(), [], [(None, each) for each in written])
    assert made.startswith(rest.encode())
    assert [said(each) for each in read(made)] == [expected(each) for each in written]
    kept = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    changed = [each._replace(new=Passage("khác", HOME)) if each.new else each for each in written]
    entries = [(number, each) for number, (each, keep) in enumerate(zip(changed, kept, strict=True), 1) if keep]
    again = rewritten(made, written, [*entries, (None, wording("z", "y"))])
    assert [said(each) for each in read(again)] == [*(expected(each) for _, each in entries), {"cu": "z", "moi": "y"}]
    gone = rewritten(again, [*(each for _, each in entries), wording("z", "y")], [])
    assert gone.decode().rstrip() == rest.rstrip()


def said(item: dict[str, str]) -> dict[str, str]:
    assert item.pop("mau") == "phan/a.md.j2"
    return {key: folded(text) for key, text in item.items()}


def expected(each: Wording) -> dict[str, str]:
    old = folded(each.old.text)
    return {"bo_doan": old} if each.new is None else {"cu": old, "moi": folded(each.new.text)}


def test_an_entry_in_braces_stays_in_them_with_its_comment() -> None:
    text = """\
ky: a
loi_mau:
  # nói rõ
  - {mau: phan/a.md.j2, cu: một, moi: hai}  # tạm
  - mau: phan/a.md.j2 # của phòng
    cu: ba
    # hỏi lại
    moi: |
      bốn

ket_qua:
  - a
"""
    before = [wording("một", "hai"), wording("ba", "bốn\n")]
    changed = rewritten(text.encode(), before, [(1, wording("một", "hai, ba")), (2, wording("ba", "năm"))])
    assert changed.decode() == text.replace("moi: hai", 'moi: "hai, ba"').replace("|\n      bốn", "năm")
    other = rewritten(text.encode(), before, [(1, wording("một", "hai\n\nba")), (2, before[1])]).decode()
    block = "  - mau: phan/a.md.j2\n    cu: một\n    moi: |\n      hai\n\n      ba\n"
    assert other == text.replace("  - {mau: phan/a.md.j2, cu: một, moi: hai}  # tạm\n", block)
    gone = rewritten(text.encode(), before, []).decode()
    assert gone == "ky: a\n  # nói rõ\n    # hỏi lại\n\nket_qua:\n  - a\n"


@pytest.mark.parametrize("empty", ["loi_mau: []", "loi_mau:", "loi_mau: [{mau: phan/a.md.j2, cu: x, moi: y}]"])
def test_a_list_that_is_empty_or_in_brackets_is_written_anew(empty: str) -> None:
    before = [wording("x", "y")] if "{" in empty else []
    made = rewritten(f"ky: a\n{empty}  # ghi\nso: b".encode(), before, [(None, wording("u", "v"))]).decode()
    written = "  - mau: phan/a.md.j2\n    cu: u\n    moi: v\n"
    assert made == f"ky: a\nloi_mau:  # ghi\n{written}so: b"
