"""Words of templates edited in Word: they come home to ``loi_mau`` of the one report, and can be edited again."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from lcdraft.anchors import loosened
from lcdraft.pull.account import account_lines

REPORT = "6-thang-2025"
PATH = f"data/bao-cao/{REPORT}.yaml"

TEMPLATE = """\
---
ten: Báo cáo 6 tháng
loai: 6-thang
danh_so: [la-ma, so]
tieu_de: "Tình hình {{ ky.nhan_ngan }}"
---

# TÌNH HÌNH KINH TẾ {{ ky.nhan | hoa }} {#kinh-te}

{{ noi_dung('kinh-te') }}

## Về bán lẻ {#ban-le}

Trong kỳ, tổng mức bán lẻ {{ ban_le.uoc_dat }}{% if ban_le.so_cung_ky %}, {{ ban_le.so_cung_ky }}{% endif %}.

Các chợ hoạt động bình thường. Giá cả không biến động lớn.

## Về đơn thư {#don-thu}

- Đã tiếp nhận {{ don_thu.la }}.

- Không có vụ việc phức tạp.

## Về bán lẻ xăng dầu {#xang-dau}

Cửa hàng xăng dầu mở cửa đủ giờ; {{ ban_le.dat_kh }}.
{% if ban_le.theo_doi %}
Nguồn cung được bảo đảm.
{% endif %}

# NHIỆM VỤ {#nhiem-vu}

{% for muc in bao_cao.nhiem_vu %}
1. {{ muc }}

{% endfor %}
"""


@pytest.fixture
def desk(small_desk: Any) -> Any:
    small_desk.write("templates/6-thang.md.j2", TEMPLATE)
    return small_desk


def pulled(desk: Any, file: Any) -> str:
    """Pull everything, make sure that nothing is left and that it prints as edited; the file of the report."""
    found = desk.pull(file)
    assert found.left == [], "\n".join(account_lines(found))
    assert [loosened(text) for text in desk.contents(REPORT)] == desk.edited_contents(file)
    again = desk.pull(desk.open(REPORT), dry_run=True)
    assert again.changes == []
    assert desk.read("templates/6-thang.md.j2") == TEMPLATE
    return str(desk.read(PATH))


def entries(desk: Any) -> list[tuple[str, str | None]]:
    found = desk.workspace.report(REPORT).wordings
    return [
        (" ".join(each.old.text.split()), None if each.new is None else " ".join(each.new.text.split()))
        for each in found
    ]


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ("Về đơn thư", "Về đơn, thư", ("Về đơn thư", "Về đơn, thư")),
        pytest.param("Về bán lẻ", "Bán lẻ hàng hóa", ("Về bán lẻ {#ban-le}", "Bán lẻ hàng hóa"), id="like another"),
        pytest.param("TÌNH HÌNH KINH TẾ", "KINH TẾ", ("TÌNH HÌNH KINH TẾ", "KINH TẾ"), id="before an expression"),
        ("hoạt động bình thường", "hoạt động tốt", ("Các chợ hoạt động bình thường.", "Các chợ hoạt động tốt.")),
        pytest.param("Các chợ hoạt", "Toàn bộ các chợ hoạt", None, id="at the start"),
        pytest.param("biến động lớn.", "biến động.", None, id="words out"),
        pytest.param("biến động lớn.", "biến động lớn, đúng như dự báo của ngành.", None, id="at the end"),
        pytest.param("Trong kỳ, tổng", "Kỳ này, tổng", None, id="beside a figure"),
        pytest.param("bảo đảm.", "bảo đảm đầy đủ.", None, id="behind a statement"),
        pytest.param("đủ giờ; ", "đủ giờ (cả ngày nghỉ); ", None, id="before a figure"),
        pytest.param("phức tạp.", "phức tạp {{ x }} | ^[a] **b** {# c #} 1. # <d>.", None, id="hostile"),
    ],
)
def test_words(desk: Any, old: str, new: str, entry: tuple[str, str] | None) -> None:
    file = desk.open(REPORT)
    file.replace(old, new)
    pulled(desk, file)
    assert len(entries(desk)) == 1
    assert entry is None or entries(desk) == [entry]


def test_words_behind_a_figure_at_the_end(desk: Any) -> None:
    """There is nothing but an expression and a full stop to know the place by."""
    file = desk.open(REPORT)
    paragraph = file.paragraph("Đã tiếp nhận")
    file.replace(".", ", giải quyết xong cả.", inside=paragraph)
    text = pulled(desk, file)
    assert "{{ don_thu.la }}, giải quyết xong cả." in text


def test_an_entry_is_edited_again_and_goes_when_the_words_are_back(desk: Any) -> None:
    before = desk.read(PATH)
    steps = ["Về đơn thư", "Về đơn, thư", "Về đơn, thư khiếu nại", "Đơn, thư của công dân", "Về đơn thư"]
    for old, new in pairwise(steps):
        file = desk.open(REPORT)
        file.replace(old, new)
        pulled(desk, file)
        assert entries(desk) == ([("Về đơn thư", new)] if new != "Về đơn thư" else [])
    assert desk.read(PATH).rstrip("\n") == before.rstrip("\n")


def test_comments_and_other_entries_stay(desk: Any) -> None:
    own = """\
loi_mau:
  # theo ý kiến của Chủ tịch
  - mau: 6-thang.md.j2
    cu: Về đơn thư
    moi: Về đơn, thư   # ghi tạm

  # cũng vậy
  - {mau: 6-thang.md.j2, cu: "Giá cả không", moi: Giá không}
chua_ra_soat: [loi_mau/2]
"""
    desk.write(PATH, desk.read(PATH) + own)
    file = desk.open(REPORT)
    file.replace("Về đơn, thư", "Đơn, thư")
    file.replace("Nguồn cung", "Nguồn hàng")
    text = pulled(desk, file)
    assert (
        "  # theo ý kiến của Chủ tịch\n  - mau: 6-thang.md.j2\n    cu: Về đơn thư\n    moi: Đơn, thư   # ghi tạm\n"
        in text
    )
    assert '  # cũng vậy\n  - {mau: 6-thang.md.j2, cu: "Giá cả không", moi: Giá không}\n' in text
    assert text.rstrip().endswith("chua_ra_soat: [loi_mau/2]")
    assert [old for old, _ in entries(desk)] == ["Về đơn thư", "Giá cả không", "Nguồn cung được bảo đảm."]


def test_the_list_of_unreviewed_entries_follows_them(desk: Any) -> None:
    own = """\
loi_mau:
  - {mau: 6-thang.md.j2, cu: Về đơn thư, moi: "Đơn, thư"}
  - {mau: 6-thang.md.j2, cu: Giá cả không, moi: Giá không}
chua_ra_soat:
  - loi_mau/1
  - loi_mau/2
"""
    desk.write(PATH, desk.read(PATH) + own)
    file = desk.open(REPORT)
    file.replace("Đơn, thư", "Về đơn thư")
    pulled(desk, file)
    assert entries(desk) == [("Giá cả không", "Giá không")]
    assert list(desk.workspace.report(REPORT).unreviewed) == ["loi_mau/1"]


def test_several_edits_in_one_heading_are_one_entry(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("Về bán lẻ xăng dầu", "Việc bán buôn, bán lẻ xăng, dầu")
    pulled(desk, file)
    assert entries(desk) == [("Về bán lẻ xăng dầu", "Việc bán buôn, bán lẻ xăng, dầu")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Về bán lẻ xăng dầu", "Về bán lẻ xăng dầu"),
        ("Các chợ hoạt động", "Các chợ hoạt động bình thường. Giá cả không biến động lớn."),
        ("Không có vụ việc", "Không có vụ việc phức tạp."),
        pytest.param("Cửa hàng xăng dầu", "Cửa hàng xăng dầu mở cửa đủ giờ;", id="with figures and statements"),
    ],
)
def test_a_paragraph_deleted(desk: Any, words: str, told: str) -> None:
    file = desk.open(REPORT)
    file.delete(words)
    pulled(desk, file)
    assert entries(desk) == [(told, None)]


def test_a_paragraph_split(desk: Any) -> None:
    file = desk.open(REPORT)
    file.split_before("Giá cả không")
    pulled(desk, file)
    [each] = desk.workspace.report(REPORT).wordings
    assert each.new.text.split("\n\n") == ["bình thường.", "Giá cả\n"]


def test_two_paragraphs_of_the_template_merged(desk: Any) -> None:
    file = desk.open(REPORT)
    file.merge_with_next("Trong kỳ, tổng mức")
    pulled(desk, file)


def test_a_heading_swallowed_by_the_paragraph_before(desk: Any) -> None:
    file = desk.open(REPORT)
    file.merge_with_next("Các chợ hoạt động")
    pulled(desk, file)
    assert ("Về đơn thư", None) in entries(desk)


def test_a_paragraph_beside_words_of_the_template(desk: Any) -> None:
    file = desk.open(REPORT)
    file.add_after("Các chợ hoạt động", "Chợ đêm mở thêm hai buổi.")
    pulled(desk, file)


def test_a_paragraph_moved(desk: Any) -> None:
    file = desk.open(REPORT)
    file.move_after("Các chợ hoạt động", "Thương mại ổn định")
    pulled(desk, file)


def test_words_of_a_template_and_of_a_passage_in_one_edit(desk: Any) -> None:
    desk.change(
        "templates/6-thang.md.j2", "## Về bán lẻ {#ban-le}", "Về chợ: {{ noi_dung('cho') }}\n\n## Về bán lẻ {#ban-le}"
    )
    desk.change(PATH, "noi_dung:\n", "noi_dung:\n  cho: Các chợ đông khách.\n")
    file = desk.open(REPORT)
    file.replace("Về chợ: Các chợ", "Tại các chợ", inside=file.paragraph("Về chợ"))
    found = desk.pull(file)
    assert found.left == []
    assert "Tại các chợ đông khách." in desk.contents(REPORT)


def test_a_dropped_paragraph_takes_its_entry_along(desk: Any) -> None:
    file = desk.open(REPORT)
    file.replace("Các chợ hoạt", "Mọi chợ hoạt")
    pulled(desk, file)
    file = desk.open(REPORT)
    file.delete("Mọi chợ hoạt")
    pulled(desk, file)
    assert [new for _, new in entries(desk)] == [None]


def test_windows_line_ends_stay(desk: Any) -> None:
    text = desk.read(PATH).replace("\n", "\r\n")
    (desk.root / PATH).write_bytes(text.encode())
    file = desk.open(REPORT)
    file.replace("Về đơn thư", "Đơn, thư")
    assert desk.pull(file).left == []
    data = (desk.root / PATH).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.startswith(text.encode().rstrip())


def test_what_stays_refused_says_why(desk: Any) -> None:
    """A paragraph whose statements reach beyond it cannot be taken out by words."""
    desk.write(
        "templates/6-thang.md.j2",
        TEMPLATE.replace("Các chợ hoạt", "{% if ban_le.theo_doi %}Các chợ hoạt").replace(
            "## Về đơn thư", "{% endif %}\n\n## Về đơn thư"
        ),
    )
    file = desk.open(REPORT)
    file.delete("Các chợ hoạt")
    found = desk.pull(file)
    [issue] = [issue for change in found.left for issue in change.issues]
    assert (issue.code, issue.place.path) == ("LC602", "templates/6-thang.md.j2")
