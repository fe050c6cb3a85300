"""The next period's files: made from every sample, loaded, checked and rendered."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lcdraft.check.drafts import count_gaps
from lcdraft.check.run import check_workspace
from lcdraft.dataset import Report
from lcdraft.document import Document, Heading, Table, inlines_text
from lcdraft.errors import UsageError
from lcdraft.periods import parse_period
from lcdraft.promises import tasks_of
from lcdraft.successor.make import NewPeriod, count_words, make_period, template_for
from lcdraft.successor.notes import Topic
from lcdraft.successor.sources import Source, default_source, report_source
from lcdraft.workspace import Workspace, load_workspace

ROOT = Path(__file__).parents[2]


def copied(folder: Path) -> Path:
    for name in ("lcdraft.yaml", "data", "templates"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def source_of(workspace: Workspace, report: Report) -> Source:
    document, _ = workspace.render(report.period.id)
    return report_source(workspace.dataset, report, count_words(document))


def made(root: Path, period: str, source: str | None = None) -> tuple[NewPeriod, Report]:
    """The files of a new period, and the report that they come from."""
    workspace, wanted = load_workspace(root), parse_period(period)
    report = workspace.report(source) if source else default_source(workspace.dataset, wanted)
    assert report is not None
    return make_period(workspace.dataset, wanted, source_of(workspace, report), (root / "templates",)), report


def put(root: Path, new: NewPeriod) -> None:
    for name, text in new.files.items():
        assert not (root / name).exists()
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def words_of(document: Document) -> str:
    blocks = (block for block in replace(document, annexes=()).walk() if not isinstance(block, Table))
    return "\n".join(inlines_text(block.inlines) for block in blocks)


PAIRS = [
    ("9-thang-2025", "6-thang-2025"),
    ("6-thang-2026", "6-thang-2025"),
    ("6-thang-2026", "9-thang-2024"),
    ("quy-3-2025", "6-thang-2025"),
    ("nam-2026", "nam-2024"),
    ("thang-2025-01", "nam-2024"),
    ("quy-3-2025", "quy-2-2025"),
    ("quy-4-2022", "thang-2022-07"),
    ("thang-2022-08", "thang-2022-07"),
    ("thang-2023-03", "thang-2023-02"),
    ("quy-2-2023", "thang-2023-02"),
    ("giua-ky-2026-2030", "giua-ky-2021-2025"),
    ("5-nam-2021-2025", "giua-ky-2021-2025"),
]


@pytest.mark.parametrize(("period", "source"), PAIRS, ids=lambda name: name)
def test_a_new_period_loads_checks_and_renders(tmp_path: Path, period: str, source: str) -> None:
    root = copied(tmp_path)
    new, old = made(root, period, source)
    put(root, new)
    result = check_workspace(root, (root / "templates",))
    assert [str(finding) for finding in result.findings if finding.severity == "error"] == []
    workspace = load_workspace(root)
    report = workspace.report(period)
    document, _ = workspace.render(period)
    # nothing is lost: every passage of the old report is printed or parked, nothing more is
    kept = {*report.passages, *report.parked}
    wanted = {name for name, passage in old.passages.items() if passage.text.strip()}
    assert wanted <= kept
    assert {name for name, passage in report.passages.items() if passage.text.strip()} == set(report.unreviewed)
    assert new.work.reviews == len(report.unreviewed) > 0
    # no value is taken over
    figures = workspace.dataset.figures[period]
    assert figures.by_indicator
    assert all(not figure.amounts for figure in figures.by_indicator.values())
    assert {finding.place.path for finding in result.findings if finding.code == "LC116"} == {figures.path}
    assert "[…]" in words_of(document)
    # whatever is asked for is also used
    assert not [finding for finding in result.findings if finding.code == "LC114"]


def test_figures_show_what_a_clerk_wants_to_see(tmp_path: Path) -> None:
    new, _ = made(copied(tmp_path), "9-thang-2025", "6-thang-2025")
    text = new.files["data/so-lieu/9-thang-2025.yaml"]
    at = text.index("  ban_le:\n")
    told = " ".join(text[text.rindex("---\n", 0, at) : at].replace("#", " ").split())
    assert told.endswith(
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng (tỷ đồng). Kế hoạch 2025: 4.890. "
        "Kỳ trước (6 tháng đầu năm 2025): ước 2.327. Cùng kỳ năm 2024: 3.314. Phòng Kinh tế, Hạ tầng và Đô thị."
    )
    assert "# --- Kinh tế: du lịch ---" in text
    assert text.index("ban_le:") < text.index("luot_khach_du_lich:") < text.index("gtsx_cn_ttcn:")


def test_a_base_that_no_file_has_is_asked_for(tmp_path: Path) -> None:
    root = copied(tmp_path)
    new, _ = made(root, "thang-2022-08", "thang-2022-07")
    assert new.work.bases > 0
    put(root, new)
    report = load_workspace(root).dataset
    lines = new.files["data/so-lieu/thang-2022-08.yaml"].splitlines()
    assert lines.count("    cung_ky:") == new.work.bases
    assert lines.count("    trong_ky:") > 10
    assert report.figures["thang-2022-08"].by_indicator["ban_le"].single is not None


def test_every_note_stands_where_it_says(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for period, source in (("6-thang-2026", "6-thang-2025"), ("quy-1-2026", "quy-2-2025")):
        new, _ = made(root, period, source)
        lines = {name: text.split("\n") for name, text in new.files.items()}
        checked = 0
        for note in new.notes:
            if note.topic not in (Topic.MOVED, Topic.PROTECTED, Topic.UNDECIDED, Topic.TYPED):
                continue
            quoted = note.message.split("“")[-1 if note.topic is not Topic.MOVED else 2].split("”")[0]
            here = lines[note.place.path][note.place.line - 1][note.place.column - 1 :]
            following = " ".join(
                [here, *(line.strip() for line in lines[note.place.path][note.place.line : note.place.line + 2])]
            )
            first = note.message.split("“")[1].split("”")[0]
            assert " ".join(following.split()).startswith((first, quoted)), note
            checked += 1
        assert checked > 20


def test_a_turn_of_the_year_asks_for_the_plan_again(tmp_path: Path) -> None:
    root = copied(tmp_path)
    new, old = made(root, "6-thang-2026", "6-thang-2025")
    put(root, new)
    text = new.files["data/bao-cao/6-thang-2026.yaml"]
    assert "# - Căn cứ Quyết định số …/QĐ-UBND ngày … của … về việc giao chỉ tiêu … năm 2026" in text
    bases = [note for note in new.notes if note.topic is Topic.BASIS]
    assert [note.message.split(":")[0] for note in bases] == ["can_cu/3", "can_cu/4", "can_cu/5"]
    report = load_workspace(root).report("6-thang-2026")
    assert [" ".join(base.text.split()) for base in report.bases] == [" ".join(base.text.split()) for base in old.bases]
    (plan,) = (note for note in new.notes if note.topic is Topic.PLAN)
    assert plan.place.path == "data/ke-hoach/2026.yaml"
    assert not (root / "data/ke-hoach/2026.yaml").exists()


def test_within_a_year_no_plan_is_asked_for(tmp_path: Path) -> None:
    new, _ = made(copied(tmp_path), "9-thang-2025", "6-thang-2025")
    assert not [note for note in new.notes if note.topic in (Topic.BASIS, Topic.PLAN)]


def test_every_task_of_the_last_report_is_to_be_answered(tmp_path: Path) -> None:
    root = copied(tmp_path)
    new, old = made(root, "9-thang-2025", "6-thang-2025")
    put(root, new)
    report = load_workspace(root).report("9-thang-2025")
    assert len(report.owed) == len(old.lists["nhiem_vu"]) == 12
    found = [each for each in check_workspace(root, (root / "templates",)).findings if each.code == "LC322"]
    assert [(each.place, each.severity) for each in found] == [(place, "warning") for _, place in report.owed]
    lines = (root / report.path).read_text(encoding="utf-8").split("\n")
    for finding, (words, place), task in zip(found, report.owed, old.lists["nhiem_vu"], strict=True):
        assert words in lines[place.line - 1]
        assert f"“{words}” (đề ra ở {task.place.path}:{task.place.line})" in finding.message
        assert " ".join(task.text.split()).startswith(words.split("…")[0])


def test_unanswered_tasks_are_gaps_among_the_results(tmp_path: Path) -> None:
    root = copied(tmp_path)
    new, _ = made(root, "9-thang-2025", "6-thang-2025")
    put(root, new)
    workspace = load_workspace(root)
    report = workspace.report("9-thang-2025")
    draft, _ = workspace.render("9-thang-2025")
    headings = [inlines_text(block.inlines) for block in draft.blocks if isinstance(block, Heading)]
    for words, _ in report.owed:
        assert f"{words}: […]" in words_of(draft)
    path = root / report.path
    text = path.read_text(encoding="utf-8")
    start, end = text.index("# --- Nhiệm vụ đã đề ra"), text.index("# --- Các đoạn giữ lại")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    answered, _ = load_workspace(root).render("9-thang-2025")
    assert count_gaps(draft) - count_gaps(answered) == len(report.owed)
    assert [inlines_text(block.inlines) for block in answered.blocks if isinstance(block, Heading)] == headings


def test_no_task_is_owed_to_a_later_report(tmp_path: Path) -> None:
    new, old = made(copied(tmp_path), "6-thang-2024", "9-thang-2024")
    assert "nhiem_vu_chua_tra_loi" not in new.files["data/bao-cao/6-thang-2024.yaml"]
    assert list(tasks_of(old))


def test_figures_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    root = copied(tmp_path)
    path = root / "data/so-lieu/nam-2025.yaml"
    before = path.read_text(encoding="utf-8")
    new, _ = made(root, "nam-2025")
    assert list(new.files) == ["data/bao-cao/nam-2025.yaml"]
    assert new.kept == "data/so-lieu/nam-2025.yaml"
    put(root, new)
    assert path.read_text(encoding="utf-8") == before
    assert check_workspace(root, (root / "templates",)).errors == 0
    load_workspace(root).render("nam-2025")
    # the lines at the end, without their mark, are entries to paste
    lines = new.files["data/bao-cao/nam-2025.yaml"].split("\n")
    assert lines[new.lacking - 1] == "#   ban_le:"
    head = next(number for number, line in enumerate(lines) if line.startswith("# --- Chỉ tiêu mà"))
    pasted = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[head + 3 :])
    path.write_text(before + pasted, encoding="utf-8")
    assert check_workspace(root, (root / "templates",)).errors == 0
    figures = load_workspace(root).dataset.figures["nam-2025"]
    empty = [key for key, figure in figures.by_indicator.items() if not figure.amounts]
    assert len(empty) >= 200
    assert new.work.values >= len(empty)


def test_what_was_parked_comes_back_where_a_template_asks_for_it(tmp_path: Path) -> None:
    root = copied(tmp_path)
    new, old = made(root, "9-thang-2025", "6-thang-2025")
    put(root, new)
    assert "nhiem-vu.mo-dau" in load_workspace(root).report("9-thang-2025").parked
    back, _ = made(root, "6-thang-2026", "9-thang-2025")
    put(root, back)
    report = load_workspace(root).report("6-thang-2026")
    assert "nhiem-vu.mo-dau" in report.sections
    assert {name for name in old.sections if old.sections[name].text.strip()} <= {*report.sections, *report.parked}


def test_a_workspace_without_any_report_gets_a_skeleton(new_workspace: Callable[..., Workspace]) -> None:
    root = new_workspace({"data/bao-cao/6-thang-2025.yaml": None, "data/so-lieu/6-thang-2025.yaml": None}).root
    workspace = load_workspace(root)
    new = make_period(workspace.dataset, parse_period("6-thang-2025"), None, (root / "templates",))
    put(root, new)
    report = load_workspace(root).report("6-thang-2025")
    assert list(report.passages) == ["kinh-te"]
    assert not report.unreviewed
    assert new.work.writes == 1


HAND_TYPED = """\
ky: 6-thang-2025
noi_dung:
  kinh-te: |
    Thương mại ổn định, tổng mức bán lẻ hàng hóa đạt 2.327 tỷ đồng; có 3 tỷ đồng từ nguồn khác;
    tiếp nhận 75 đơn trong 6 tháng đầu năm 2025, che phủ rừng 28,34%.
nhiem_vu: [Phấn đấu.]
"""


def test_figures_typed_by_hand_are_pointed_out(new_workspace: Callable[..., Workspace]) -> None:
    root = new_workspace({"data/bao-cao/6-thang-2025.yaml": HAND_TYPED, "templates/9-thang.md.j2": TEMPLATE}).root
    new, _ = made(root, "9-thang-2025")
    typed = [note.message for note in new.notes if note.topic is Topic.TYPED]
    assert typed == [
        "kinh-te: “2.327 tỷ đồng” gõ tay (viết {{ ban_le.gia_tri }})",
        "kinh-te: “75 đơn” gõ tay (viết {{ don_thu.gia_tri }})",
        "kinh-te: “28,34%” gõ tay (viết {{ ty_le_rung.gia_tri }})",
    ]
    text = new.files["data/bao-cao/9-thang-2025.yaml"]
    assert "  # Xem lại: “2.327 tỷ đồng” gõ tay (viết {{ ban_le.gia_tri }})\n" in text
    assert "trong 9 tháng đầu năm 2025" in text


TEMPLATE = """\
---
ten: Báo cáo 9 tháng
loai: 9-thang
danh_so: [la-ma, so]
tieu_de: "Tình hình {{ ky.nhan_ngan }}"
---

# TÌNH HÌNH KINH TẾ {#kinh-te}

{{ noi_dung('kinh-te') }} {{ ban_le.tinh_hinh }}; {{ don_thu.gia_tri }}.

{% if don_thu.co %}{{ noi_dung('them-ve-don') }}{% endif %}
"""


def test_texts_that_today_s_figures_hide_are_parked(new_workspace: Callable[..., Workspace]) -> None:
    report = HAND_TYPED.replace("nhiem_vu:", "  them-ve-don: Đơn thư giảm.\nnhiem_vu:").replace("6-thang", "9-thang")
    figures = "ky: 9-thang-2024\nso_lieu:\n  ban_le: 3\n  don_thu: 75\n"
    files = {
        "data/bao-cao/9-thang-2024.yaml": report.replace("2025", "2024").replace("nhiem_vu: [Phấn đấu.]\n", ""),
        "data/so-lieu/9-thang-2024.yaml": figures,
        "templates/9-thang.md.j2": TEMPLATE,
    }
    root = new_workspace(files).root
    new, _ = made(root, "9-thang-2025", "9-thang-2024")
    put(root, new)
    fresh = load_workspace(root)
    fresh.render("9-thang-2025")
    assert fresh.report("9-thang-2025").parked["them-ve-don"].text == "Đơn thư giảm.\n"


def test_a_kind_without_a_template_is_refused() -> None:
    dataset = load_workspace(ROOT).dataset
    with pytest.raises(UsageError) as caught:
        template_for(dataset, parse_period("quy-1-2026"), None, ())
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("LC305", "templates/quy.md.j2")


def test_default_sources() -> None:
    dataset = load_workspace(ROOT).dataset

    def chosen(period: str) -> str:
        report = default_source(dataset, parse_period(period))
        return report.period.id if report is not None else ""

    assert chosen("9-thang-2025") == "6-thang-2025"
    assert chosen("6-thang-2025") == "nam-2024"
    assert chosen("thang-2023-03") == "thang-2023-02"
    assert chosen("thang-2022-07") == ""
    assert chosen("quy-3-2025") == "quy-2-2025"
