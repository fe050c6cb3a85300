"""What a leader wants said otherwise holds for the next report too, until somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lcdraft.periods import parse_period
from lcdraft.successor.make import make_period
from lcdraft.successor.sources import report_source
from lcdraft.workspace import load_workspace

NINE = """\
---
ten: Báo cáo 9 tháng
loai: 9-thang
---

# TÌNH HÌNH KINH TẾ {#kinh-te}

{{ noi_dung('kinh-te') }}

{% include 'phan/cho.md.j2' %}

# NHIỆM VỤ {#nhiem-vu}

{% for muc in bao_cao.nhiem_vu %}
1. {{ muc }}

{% endfor %}
"""

ENTRIES = """\
loi_mau:
  - mau: 6-thang.md.j2
    cu: TÌNH HÌNH KINH TẾ
    moi: KINH TẾ 6 THÁNG ĐẦU NĂM 2025
  - mau: phan/cho.md.j2
    cu: chợ mở cửa
    moi: các chợ mở cửa trong 6 tháng đầu năm 2025
  - {mau: phan/cho.md.j2, bo_doan: Giá cả}
  - {mau: 6-thang.md.j2, cu: Hết, moi: "Trên đây là báo cáo: hết"}
"""


def made(new_workspace: Callable[..., Any], period: str) -> tuple[Any, str]:
    space = new_workspace()
    six = (space.root / "templates/6-thang.md.j2").read_text(encoding="utf-8")
    space.write("templates/6-thang.md.j2", f"{six}\n{{% include 'phan/cho.md.j2' %}}\n\nHết.\n")
    space.write("templates/9-thang.md.j2", NINE)
    space.write("templates/phan/cho.md.j2", "Toàn bộ chợ mở cửa.\n\nGiá cả ổn định.\n")
    path = "data/bao-cao/6-thang-2025.yaml"
    space.write(path, (space.root / path).read_text(encoding="utf-8") + ENTRIES)
    workspace = load_workspace(space.root)
    source = report_source(workspace.dataset, workspace.report("6-thang-2025"), 10)
    new = make_period(workspace.dataset, parse_period(period), source, space.folders)
    for name, text in new.files.items():
        space.write(name, text)
    return space, new.files[f"data/bao-cao/{period}.yaml"]


def test_the_same_template(new_workspace: Callable[..., Any]) -> None:
    space, text = made(new_workspace, "6-thang-2026")
    report = load_workspace(space.root).report("6-thang-2026")
    assert [each.new and each.new.text.strip() for each in report.wordings] == [
        "KINH TẾ 6 THÁNG ĐẦU NĂM 2026",
        "các chợ mở cửa trong 6 tháng đầu năm 2026",
        None,
        "Trên đây là báo cáo: hết",
    ]
    assert {f"loi_mau/{number}" for number in (1, 2, 3, 4)} <= set(report.unreviewed)
    assert "không cần nữa thì xóa mục" in text
    document = space.document("6-thang-2026")
    assert document.blocks[1].inlines[0].text == "KINH TẾ 6 THÁNG ĐẦU NĂM 2026"


def test_another_template_takes_what_it_has(new_workspace: Callable[..., Any]) -> None:
    space, text = made(new_workspace, "9-thang-2025")
    report = load_workspace(space.root).report("9-thang-2025")
    assert [(each.template, each.new and each.new.text.strip()) for each in report.wordings] == [
        ("9-thang.md.j2", "KINH TẾ 9 THÁNG ĐẦU NĂM 2025"),
        ("phan/cho.md.j2", "các chợ mở cửa trong 9 tháng đầu năm 2025"),
        ("phan/cho.md.j2", None),
    ]
    assert "“Hết” (6-thang.md.j2): đổi thành “Trên đây là báo cáo: hết”" in " ".join(text.replace("\n#", "").split())
    assert not [each for each in space.render("9-thang-2025").problems if each.code in ("LC316", "LC317", "LC318")]
