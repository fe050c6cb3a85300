"""``phan_loai``: the main indicators of a report in three groups, each of them printed or reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lcdraft.document import inlines_text

if TYPE_CHECKING:
    from tests.conftest import Workspace

REPORT = "data/bao-cao/giua-ky-2021-2025.yaml"
FIGURES = "data/so-lieu/giua-ky-2021-2025.yaml"

FILES: dict[str, str | bytes | None] = {
    **dict.fromkeys(
        (
            "data/ke-hoach/2025.yaml",
            "data/so-lieu/6-thang-2025.yaml",
            "data/so-lieu/6-thang-2024.yaml",
            "data/bao-cao/6-thang-2025.yaml",
        )
    ),
    "data/chi-tieu.yaml": """\
chi_tieu:
  ban_le: {ten: Tổng mức bán lẻ, don_vi: tỷ đồng}
  thu_nhap: {ten: Thu nhập bình quân, don_vi: triệu đồng/người/năm, tinh_chat: thoi_diem, chieu: tang}
  thu: {ten: Thu ngân sách, don_vi: tỷ đồng, chieu: tang}
  dao_tao: {ten: Số lao động được đào tạo nghề, don_vi: người, chieu: tang}
  suy_dd: {ten: Tỷ lệ suy dinh dưỡng, don_vi: "%", tinh_chat: ty_le, chieu: giam, ty_le_nghich: true}
  ho_ngheo: {ten: Số hộ nghèo, don_vi: hộ, tinh_chat: thoi_diem, chieu: giam}
  dan_so: {ten: Dân số, don_vi: người, tinh_chat: thoi_diem}
  bhyt: {ten: Tỷ lệ tham gia bảo hiểm y tế, don_vi: "%", tinh_chat: ty_le, chieu: tang}
""",
    "data/ke-hoach/2021-2025.yaml": """\
nam: 2021-2025
ke_hoach:
  thu_nhap: {giai_doan: 65}
  thu: {giai_doan: 1.206}
  dao_tao: {giai_doan: 900}
  suy_dd:
    giai_doan: 10,5
  ho_ngheo: {giai_doan: 130}
  dan_so: {giai_doan: 51.384}
""",
    FIGURES: """\
ky: giua-ky-2021-2025
trang_thai: uoc
so_lieu:
  ban_le: 8.589
  thu_nhap:
    gia_tri: 59
    uoc_ca_nam: 65
  thu:
    gia_tri: 360
    uoc_ca_nam: {gia_tri: 1.206, trang_thai: muc_tieu}
  dao_tao: {gia_tri: 915, uoc_ca_nam: 1.500}
  suy_dd:
    gia_tri: 9,7
    uoc_ca_nam: 9,0
  ho_ngheo: 217
  dan_so: 47.084
  bhyt: 94
""",
    "data/so-lieu/nam-2020.yaml": "ky: nam-2020\nso_lieu:\n  ho_ngheo: 420\n",
    REPORT: """\
ky: giua-ky-2021-2025
so_le_ty_le: 0
chi_tieu_chinh: [thu_nhap, thu, dao_tao, suy_dd, ho_ngheo]
""",
    "templates/giua-ky.md.j2": """\
---
danh_so: [phan-chu, so]
---

# DỰ BÁO {#du-bao}

## Đã đạt

{% for x in phan_loai('dat') %}
- {{ x.ten }} {{ x.dat }}, {{ x.bang_kh_gd }}; ước cả giai đoạn {{ x.ca_nam.dat }}.

{% else %}
Không có.

{% endfor %}
## Sẽ đạt

{% for x in phan_loai('se-dat') %}
- {{ x.ten }}.

{% else %}
Không có.

{% endfor %}
## Khó đạt

{% for x in phan_loai('kho-dat') %}
- {{ x.ten }}.

{% else %}
Không có.

{% endfor %}
""",
}


@pytest.fixture
def review(new_workspace: Callable[..., Workspace]) -> Workspace:
    return new_workspace(FILES)


def printed(workspace: Workspace) -> list[str]:
    document = workspace.document("giua-ky-2021-2025")
    return [inlines_text(block.inlines) for block in document.blocks]  # type: ignore[union-attr]


def test_every_main_indicator_stands_in_its_group_in_the_order_listed(review: Workspace) -> None:
    assert printed(review) == [
        "DỰ BÁO",
        "Đã đạt",
        "Số lao động được đào tạo nghề đạt 915 người, bằng 102% KH giai đoạn (KHGĐ là 900 người);"
        " ước cả giai đoạn đạt 1.500 người.",
        "Tỷ lệ suy dinh dưỡng đạt 9,7%, bằng 108% KH giai đoạn (KHGĐ là 10,5%); ước cả giai đoạn đạt 9%.",
        "Sẽ đạt",
        "Thu nhập bình quân.",
        "Số hộ nghèo.",
        "Khó đạt",
        "Thu ngân sách.",
    ]
    assert review.render("giua-ky-2021-2025").problems == ()


@pytest.mark.parametrize(
    ("old", "new", "group"),
    [
        ("thu_nhap:\n    gia_tri: 59", "thu_nhap:\n    gia_tri: 65", "Đã đạt"),
        ("uoc_ca_nam: 65", "uoc_ca_nam: 64", "Khó đạt"),
        ("ho_ngheo: 217", "ho_ngheo: 130", "Đã đạt"),
        ("ho_ngheo: 217", "ho_ngheo: 250", "Khó đạt"),
        ("gia_tri: 360", "gia_tri: 724", "Sẽ đạt"),
        ("gia_tri: 360", "gia_tri: 650", "Khó đạt"),
        ("gia_tri: 360", "gia_tri: 650\n    den_ngay: 30/6/2023", "Sẽ đạt"),
        ("gia_tri: 360", "gia_tri: 1.300\n    loai_tru: 100", "Sẽ đạt"),
    ],
)
def test_a_changed_figure_changes_the_group(review: Workspace, old: str, new: str, group: str) -> None:
    name = {"thu_nhap": "Thu nhập", "uoc_ca_nam": "Thu nhập", "ho_ngheo": "Số hộ", "gia_tri": "Thu ngân"}[
        old.split(":")[0]
    ]
    review.change(FIGURES, old, new)
    texts = printed(review)
    titles = [text for text in texts if text in ("Đã đạt", "Sẽ đạt", "Khó đạt")]
    found = next(text for text in texts if text.startswith(name))
    above = [title for title in titles if texts.index(title) < texts.index(found)]
    assert above[-1] == group


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ban_le", "chưa có kế hoạch 2021-2025"),
        ("bhyt", "chưa có kế hoạch 2021-2025"),
        ("dan_so", "trung tính"),
    ],
)
def test_an_indicator_that_cannot_be_judged_is_a_warning_at_its_line(review: Workspace, key: str, reason: str) -> None:
    review.change(REPORT, "[thu_nhap,", f"[{key}, thu_nhap,")
    (problem,) = review.render("giua-ky-2021-2025").problems
    assert (problem.code, problem.severity) == ("LC122", "warning")
    assert problem.message.startswith(f"{key}: không xếp được vào nhóm nào")
    assert reason in problem.message
    assert (problem.place.path, problem.place.line, problem.place.column) == (REPORT, 3, 18)


def test_a_figure_still_missing_is_a_warning(review: Workspace) -> None:
    review.change(FIGURES, "  ho_ngheo: 217\n", "  ho_ngheo:\n")
    (problem,) = review.render("giua-ky-2021-2025").problems
    assert problem.code == "LC122"
    assert "chưa có số liệu kỳ này" in problem.message


def test_an_empty_group_says_so(review: Workspace) -> None:
    review.change(REPORT, "[thu_nhap, thu, dao_tao, suy_dd, ho_ngheo]", "[thu]")
    assert printed(review) == ["DỰ BÁO", "Đã đạt", "Không có.", "Sẽ đạt", "Không có.", "Khó đạt", "Thu ngân sách."]


def test_a_report_without_the_list_is_warned_about(review: Workspace) -> None:
    review.change(REPORT, "chi_tieu_chinh: [thu_nhap, thu, dao_tao, suy_dd, ho_ngheo]\n", "")
    problems = review.render("giua-ky-2021-2025").problems
    assert {(problem.code, problem.severity) for problem in problems} == {("LC122", "warning")}
    assert "chi_tieu_chinh" in problems[0].message


def test_a_group_that_the_template_leaves_out_is_an_error(review: Workspace) -> None:
    review.change("templates/giua-ky.md.j2", "phan_loai('kho-dat')", "phan_loai('se-dat')")
    (problem,) = review.render("giua-ky-2021-2025").problems
    assert (problem.code, problem.severity) == ("LC315", "error")
    assert 'nhóm "kho-dat", 1 chỉ tiêu sẽ bị mất: thu' in problem.message
    assert "phan_loai('kho-dat')" in problem.advice


def test_a_wrong_group_is_an_error_with_the_nearest_name(review: Workspace) -> None:
    review.change("templates/giua-ky.md.j2", "phan_loai('kho-dat')", "phan_loai('kho-datt')")
    (problem,) = review.render("giua-ky-2021-2025").problems
    assert problem.code == "LC304"
    assert problem.advice == 'Có phải "kho-dat"?'
    assert problem.place.path == "templates/giua-ky.md.j2"


@pytest.mark.parametrize(
    ("listed", "code", "said"),
    [
        ("[thu_nhapp]", "LC026", 'Có phải "thu_nhap"?'),
        ("[thu, dao_tao, thu]", "LC011", "Bỏ một dòng."),
        ("thu", "LC022", '"- "'),
        ("[thu nhập]", "LC022", "gạch dưới"),
    ],
)
def test_mistakes_in_the_list(review: Workspace, listed: str, code: str, said: str) -> None:
    review.change(REPORT, "[thu_nhap, thu, dao_tao, suy_dd, ho_ngheo]", listed)
    _, problems = review.load()
    (problem,) = problems
    assert problem.code == code
    assert said in problem.advice
    assert (problem.place.path, problem.place.line) == (REPORT, 3)


def test_a_yearly_plan_is_judged_by_the_months_of_the_year(new_workspace: Callable[..., Workspace]) -> None:
    """Nothing in the rule belongs to the mid-term kind: half a year of twelve months is half of the plan."""
    template = str(FILES["templates/giua-ky.md.j2"])
    workspace = new_workspace(
        {
            **FILES,
            "data/ke-hoach/2021-2025.yaml": None,
            "data/ke-hoach/2025.yaml": "nam: 2025\nke_hoach:\n  thu: 100\n  dao_tao: 100\n",
            FIGURES: None,
            "data/so-lieu/nam-2020.yaml": None,
            "data/so-lieu/6-thang-2025.yaml": "ky: 6-thang-2025\nso_lieu:\n  thu: 50\n  dao_tao: 49\n",
            REPORT: None,
            "data/bao-cao/6-thang-2025.yaml": "ky: 6-thang-2025\nchi_tieu_chinh: [thu, dao_tao]\n",
            "templates/6-thang.md.j2": template,
        }
    )
    texts = [inlines_text(block.inlines) for block in workspace.document("6-thang-2025").blocks]  # type: ignore[union-attr]
    assert texts[3:] == ["Sẽ đạt", "Thu ngân sách.", "Khó đạt", "Số lao động được đào tạo nghề."]
