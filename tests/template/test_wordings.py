"""Words of a template that one report says otherwise: found once, replaced there only, never silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Passage, Wording
from lcdraft.document import Document, Heading, inlines_text
from lcdraft.errors import Place
from lcdraft.template.wordings import find_words, paragraph_at, place_wordings, substituted

SOURCE = """\
---
ten: Báo cáo
tieu_de: Tình hình kinh tế
---

# Đánh giá chung {#danh-gia}

Tình hình kinh tế
ổn định; {{ ban_le.la }}, cao hơn {% if x %}năm trước{% else %}kế hoạch{% endif %}.
{% if y %}
Thu ngân sách {{ thu.la }}.
{% endif %}

## Tồn tại, hạn chế {#ton-tai}

- Mục thứ nhất.
- Mục thứ hai: {{ noi_dung('a') }}
{% if z %}
Câu nối.
{% endif %}

{% for muc in bao_cao.nhiem_vu %}
1. {{ muc }} thực hiện

{% endfor %}
### Tồn tại, hạn chế {#ton-tai-khac}
"""


def entry(old: str, new: str | None) -> Wording:
    place = Place("a.yaml", 1, 1)
    return Wording("x.md.j2", Passage(old, place), None if new is None else Passage(new, place), place)


def replaced(old: str, new: str | None, source: str = SOURCE) -> str:
    placements, problems = place_wordings(source, "x", [(1, entry(old, new))])
    assert problems == []
    return substituted(source, placements, lambda each: each.wording.new.text if each.wording.new else "")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Đánh giá chung", 1),
        ("Tình hình kinh tế ổn định", 1),
        pytest.param("Tình  hình\nkinh tế\n ổn định", 1, id="any blanks"),
        pytest.param("Tình hình kinh tế", 1, id="not in the head"),
        pytest.param("hình kinh", 1, id="words of a line"),
        pytest.param("nh kinh", 0, id="no part of a word"),
        pytest.param("Tồn tại, hạn chế", 2, id="two headings"),
        pytest.param("Tồn tại, hạn chế {#ton-tai}", 1, id="told by the id"),
        pytest.param("ban_le.la", 0, id="inside an expression"),
        pytest.param("ton-tai", 0, id="inside an id"),
        pytest.param("năm trước", 1, id="in a branch"),
        pytest.param("muc in bao_cao", 0, id="inside a statement"),
        pytest.param("ổn định; {{ ban_le.la }}, cao hơn", 1, id="over an expression"),
        pytest.param("Mục thứ nhất. - Mục thứ hai", 1, id="over a line end"),
        pytest.param("kế hoạch. Thu ngân sách", 0, id="over a statement"),
        pytest.param("hạn chế {#ton-tai} - Mục", 0, id="over an id"),
        pytest.param("ổn định", 1, id="second line"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_where_words_stand(words: str, count: int) -> None:
    assert len(find_words(SOURCE, words)) == count


def test_an_empty_line_counts_as_one() -> None:
    source = "Câu một.\n\nCâu hai."
    assert find_words(source, "Câu một.\n\n\nCâu hai.") == [(0, len(source))]
    assert find_words(source, "Câu một. Câu hai.") == []


@pytest.mark.parametrize(
    ("words", "gone"),
    [
        ("Đánh giá chung", "# Đánh giá chung {#danh-gia}"),
        ("Mục thứ nhất", "- Mục thứ nhất."),
        ("Mục thứ hai", "- Mục thứ hai: {{ noi_dung('a') }}\n{% if z %}\nCâu nối.\n{% endif %}"),
        pytest.param("thực hiện", "1. {{ muc }} thực hiện", id="inside a loop"),
        pytest.param(
            "Thu ngân sách",
            "Tình hình kinh tế\nổn định; {{ ban_le.la }}, cao hơn {% if x %}năm trước{% else %}kế hoạch{% endif %}.\n"
            "{% if y %}\nThu ngân sách {{ thu.la }}.\n{% endif %}",
            id="with its statements",
        ),
    ],
)
def test_a_paragraph_goes_as_a_whole(words: str, gone: str) -> None:
    assert replaced(words, None) == SOURCE.replace(gone, "")


def test_a_paragraph_in_pieces_of_statements_stays() -> None:
    source = "Một {% if x %}hai\n\nba{% endif %} bốn"
    assert paragraph_at(source, 0) is None
    _, [problem] = place_wordings(source, "x", [(1, entry("bốn", None))])
    assert problem.code == "LC319"


def test_a_heading_without_words_goes_with_its_sign() -> None:
    assert replaced("Đánh giá chung", "") == SOURCE.replace("# Đánh giá chung {#danh-gia}", "")
    assert replaced("Mục thứ nhất.", "") == SOURCE.replace("- Mục thứ nhất.", "")
    assert "# chung {#danh-gia}" in replaced("Đánh giá", "").replace("#  ", "# ")


def test_two_entries_for_one_place() -> None:
    entries = [(1, entry("Tình hình kinh tế", "a")), (2, entry("kinh tế ổn định", "b"))]
    placements, [problem] = place_wordings(SOURCE, "x", entries)
    assert [each.number for each in placements] == [1]
    assert (problem.code, problem.severity) == ("LC319", "warning")


WORDS = st.lists(
    st.sampled_from(["một", "hai", "ba", ",", "{{ x }}", "{% if y %}", "{% endif %}", "{#a}"]), max_size=12
)


@given(words=WORDS, blanks=st.lists(st.sampled_from([" ", "\n", "  ", " \n "]), min_size=12, max_size=12))
def test_only_what_was_found_changes(words: list[str], blanks: list[str]) -> None:
    """Whatever stands around: text found once is replaced by any other, and the rest stays byte for byte."""
    source = "".join(word + blank for word, blank in zip(words, blanks, strict=False))
    for old in ("một", "hai ba", "một hai", "ba {{ x }}"):
        spans = find_words(source, old)
        placements, problems = place_wordings(source, "x", [(1, entry(old, "MỚI"))])
        assert bool(problems) == (len(spans) != 1)
        changed = substituted(source, placements, lambda _: "MỚI")
        if len(spans) == 1:
            [(start, end)] = spans
            assert " ".join(source[start:end].split()) == old
            assert changed == source[:start] + "MỚI" + source[end:]
        else:
            assert changed == source


# In a report

TEMPLATE = """\
---
ten: Báo cáo 6 tháng
loai: 6-thang
---
# Kinh tế {#kinh-te}

{{ noi_dung('thuong-mai') }}

Tổng mức bán lẻ {{ ban_le.uoc_dat }}
theo báo cáo của {{ co_quan.ten }}.

# Nhiệm vụ {#nhiem-vu}

{% for muc in bao_cao.nhiem_vu %}
1. Về việc {{ muc }}

{% endfor %}

Kết thúc {{ khong_co }}.
"""


def report(new_workspace: Callable[..., Any], entries: str, template: str = TEMPLATE) -> Any:
    text = (
        "ky: 6-thang-2025\nnoi_dung:\n  thuong-mai: Ổn định.\nnhiem_vu:\n  - Thu ngân sách.\n  - Chi ngân sách.\n"
        f"loi_mau:\n{entries}"
    )
    files = {"data/bao-cao/6-thang-2025.yaml": text, "templates/6-thang.md.j2": template}
    return new_workspace(files)


def lines(document: Document) -> list[str]:
    return [inlines_text(block.inlines) for block in document.blocks]  # type: ignore[union-attr]


FINE = TEMPLATE.replace("{{ khong_co }}", "báo cáo")


def test_the_words_of_the_report(new_workspace: Callable[..., Any]) -> None:
    space = report(
        new_workspace,
        """\
  - {mau: 6-thang.md.j2, cu: Kinh tế, moi: "**Về** kinh tế {{ ky.nhan }}"}
  - mau: templates/6-thang
    cu: Tổng mức bán lẻ {{ ban_le.uoc_dat }} theo báo cáo
    moi: Bán lẻ {{ ban_le.uoc_dat }}, số liệu

      Đoạn hai
  - {mau: 6-thang.md.j2, cu: "Về việc {{ muc }}", moi: "{{ muc }} (giao)"}
  - {mau: 6-thang.md.j2, bo_doan: Kết thúc}
""",
        FINE,
    )
    document = space.document()
    assert lines(document) == [
        "Về kinh tế 6 tháng đầu năm 2025",
        "Ổn định.",
        "Bán lẻ ước đạt 2.327 tỷ đồng, số liệu Đoạn hai của Ủy ban nhân dân xã Mẫu.",
        "Nhiệm vụ",
        "Thu ngân sách. (giao)",
        "Chi ngân sách. (giao)",
    ]
    assert isinstance(document.blocks[0], Heading)
    assert document.blocks[0].id == "kinh-te"


@pytest.mark.parametrize(
    "entries",
    [
        "  - {mau: 6-thang.md.j2, cu: theo báo cáo của, moi: của}\n",
        '  - {mau: 6-thang.md.j2, cu: "bán lẻ {{ ban_le.uoc_dat }} theo báo cáo", moi: ít}\n',
        "  - {mau: 6-thang.md.j2, bo_doan: Tổng mức bán lẻ}\n",
        "  - {mau: 6-thang.md.j2, cu: Kinh tế, moi: }\n",
    ],
)
def test_mistakes_of_the_template_keep_their_line(new_workspace: Callable[..., Any], entries: str) -> None:
    [problem] = [each for each in report(new_workspace, entries).render().problems if each.code == "LC302"]
    row = TEMPLATE.split("\n").index("Kết thúc {{ khong_co }}.") + 1
    assert (problem.place.path, problem.place.line, problem.place.column) == ("templates/6-thang.md.j2", row, 13)


def test_mistakes_of_an_entry_are_told_there(new_workspace: Callable[..., Any]) -> None:
    space = report(
        new_workspace,
        """\
  - {mau: 6-thang.md.j2, cu: Kinh tế, moi: "Kinh tế {{ ban_lee.la }}"}
  - mau: 6-thang.md.j2
    cu: Nhiệm vụ
    moi: |
      Việc {% if %}
  - {mau: 6-thang.md.j2, cu: Kết luận, moi: a}
  - {mau: 6-thangg.md.j2, cu: Kết thúc, moi: a}
  - {mau: 6-thang.md.j2, cu: Về việc tổng kết, moi: a}
""",
        FINE,
    )
    found = [(each.code, each.place.line, each.severity) for each in space.render().problems]
    assert ("LC302", 8, "error") in found
    assert ("LC301", 12, "error") in found
    assert ("LC316", 13, "warning") in found
    assert ("LC316", 15, "warning") in found
    [near] = [each for each in space.render().problems if each.place.line == 15]
    assert "“Về việc”" in near.advice


def test_a_template_that_is_not_used(new_workspace: Callable[..., Any]) -> None:
    space = report(new_workspace, "  - {mau: 6-thangg.md.j2, cu: Nhiệm vụ, moi: a}\n", FINE)
    [problem] = [each for each in space.render().problems if each.code == "LC318"]
    assert (problem.place.line, problem.advice) == (8, "Các chữ này có ở mau: 6-thang.md.j2.")
    assert "Nhiệm vụ" in lines(space.document())


@pytest.mark.parametrize(
    ("entry_text", "code", "said"),
    [
        ("{mau: a, cu: b}", "LC021", '"moi"'),
        ("{mau: a, moi: b}", "LC021", '"cu"'),
        ("{cu: a, moi: b}", "LC021", '"mau"'),
        ("{mau: a, cu: , moi: b}", "LC022", "chưa có nội dung"),
        ("{mau: a, bo_doan: b, moi: c}", "LC022", "vừa có bo_doan"),
        ('{mau: a, cu: "b {% if x %}", moi: c}', "LC022", "{%"),
        ('{mau: a, cu: "b {#c} d", moi: c}', "LC022", "{#"),
        ("{mau: a, cuu: b, moi: c}", "LC020", '"cuu"'),
        ("chữ", "LC022", "mục con"),
    ],
)
def test_entries_that_are_refused(new_workspace: Callable[..., Any], entry_text: str, code: str, said: str) -> None:
    problems = report(new_workspace, f"  - {entry_text}\n", FINE).load()[1]
    assert any(each.code == code and said in each.message and each.place.line == 8 for each in problems), problems
