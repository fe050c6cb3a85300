from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lcdraft.document import (
    NOT_WRITTEN,
    Document,
    Heading,
    ListItem,
    Origin,
    Paragraph,
    Span,
    Strong,
    Text,
    inlines_text,
)
from lcdraft.errors import Place
from lcdraft.render import Rendering, render_document

if TYPE_CHECKING:
    from tests.conftest import Workspace

Build = Callable[..., "Workspace"]

TEMPLATE, REPORT = "templates/6-thang.md.j2", "data/bao-cao/6-thang-2025.yaml"


def lines(document: Document) -> list[str]:
    """The body, one block a line: its number or marker, and its text."""
    found = []
    for block in document.blocks:
        assert isinstance(block, Heading | Paragraph | ListItem)
        label = block.number if isinstance(block, Heading) else block.marker if isinstance(block, ListItem) else ""
        found.append(f"{label} {inlines_text(block.inlines)}".strip())
    return found


def errors(rendering: Rendering) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in rendering.errors]


def test_a_report_from_its_files(workspace: Workspace) -> None:
    rendering = workspace.render()
    assert rendering.problems == ()
    assert rendering.document is not None
    assert lines(rendering.document) == [
        "Căn cứ Quyết định số 34/2019/QĐ-UBND ngày 30/9/2019 của UBND tỉnh.",
        "I. TÌNH HÌNH KINH TẾ",
        "Thương mại ổn định. Tổng mức bán lẻ hàng hóa ước đạt 2.327 tỷ đồng,"
        " tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao.",
        "II. NHIỆM VỤ",
        "(1). Tăng cường quản lý thị trường.",
    ]
    assert rendering.used == {"ban_le"}


def test_headings_keep_their_ids(workspace: Workspace) -> None:
    headings = [block for block in workspace.document().blocks if isinstance(block, Heading)]
    assert [(heading.level, heading.id) for heading in headings] == [(1, "kinh-te"), (1, "nhiem-vu")]


def test_the_head_of_a_draft(workspace: Workspace) -> None:
    document = workspace.document()
    head = document.letterhead
    assert head is not None
    assert head.agency == ("ỦY BAN NHÂN DÂN", "XÃ MẪU")
    assert head.number.split() == ["Số:", "/BC-UBND"]
    assert head.place_date.split() == ["Mẫu,", "ngày", "tháng", "năm", "2025"]
    assert (head.kind, head.subject) == ("BÁO CÁO", "Tình hình 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025")
    assert head.addressees == ()
    assert document.signature is not None
    assert document.signature.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert document.signature.recipients == ("UBND tỉnh", "Lưu: VT")
    assert document.properties.title == head.subject
    assert document.properties.created == date(2025, 6, 14)


def test_the_head_of_an_issued_report(workspace: Workspace) -> None:
    workspace.change(
        REPORT,
        "ky: 6-thang-2025\n",
        'ky: 6-thang-2025\nso_ky_hieu: 123\nngay: 05/7/2025\nkinh_gui: [UBND tỉnh]\ntieu_de: "Về {{ ky.nhan }}"\n',
    )
    document = workspace.document()
    head = document.letterhead
    assert head is not None
    assert head.number == "Số: 123/BC-UBND"
    assert head.place_date == "Mẫu, ngày 05 tháng 7 năm 2025"
    assert head.subject == "Về 6 tháng đầu năm 2025"
    assert head.addressees == ("UBND tỉnh",)
    assert document.signature is not None
    assert document.signature.recipients == ("Như trên", "UBND tỉnh", "Lưu: VT")
    assert document.properties.created == date(2025, 7, 5)


@pytest.mark.parametrize(
    ("bases", "printed"),
    [
        (["Căn cứ A"], ["Căn cứ A."]),
        (["Căn cứ A", "Căn cứ B"], ["Căn cứ A;", "Căn cứ B."]),
        (["Căn cứ A;", "Căn cứ B; ", "Căn cứ C."], ["Căn cứ A;", "Căn cứ B;", "Căn cứ C."]),
        (['"Căn cứ {{ ky.nhan }}"'], ["Căn cứ 6 tháng đầu năm 2025."]),
    ],
)
def test_legal_bases_end_as_they_should(workspace: Workspace, bases: list[str], printed: list[str]) -> None:
    listed = "".join(f"  - {basis}\n" for basis in bases)
    workspace.write(REPORT, f"ky: 6-thang-2025\ncan_cu:\n{listed}noi_dung:\n  kinh-te: Một.\nnhiem_vu: [Hai.]\n")
    paragraphs = [
        block for block in workspace.document().blocks if isinstance(block, Paragraph) and block.role == "basis"
    ]
    assert [inlines_text(paragraph.inlines) for paragraph in paragraphs] == printed


def test_the_workspace_s_template_comes_before_the_one_shipped(workspace: Workspace) -> None:
    workspace.write("khac/6-thang.md.j2", "Mẫu khác.\n")
    dataset = workspace.dataset()
    report = replace(dataset.reports["6-thang-2025"], sections={}, lists={}, bases=())
    first = render_document(dataset, report, (workspace.root / "khac", *workspace.folders))
    assert first.document is not None
    assert lines(first.document) == ["Mẫu khác."]
    second = render_document(dataset, report, (*workspace.folders, workspace.root / "khac"))
    assert second.document is not None
    assert lines(second.document)[0] == "I. TÌNH HÌNH KINH TẾ"


def test_included_parts(workspace: Workspace) -> None:
    workspace.write("templates/phan/kinh-te.md.j2", "## Phần chung {#chung}\n\n{{ ban_le.uoc_dat | hoa_dau }}.\n")
    workspace.change(
        TEMPLATE, "{{ noi_dung('kinh-te') }}", "{% include 'phan/kinh-te.md.j2' %}\n\n{{ noi_dung('kinh-te') }}"
    )
    assert lines(workspace.document())[1:4] == ["I. TÌNH HÌNH KINH TẾ", "1. Phần chung", "Ước đạt 2.327 tỷ đồng."]


def test_a_paragraph_after_an_included_part_is_one_of_its_own(workspace: Workspace) -> None:
    workspace.write("templates/phan/dau.md.j2", "Đoạn của phần.\n")
    workspace.change(
        TEMPLATE, "{{ noi_dung('kinh-te') }}", "{% include 'phan/dau.md.j2' %}\n\nĐoạn sau. {{ noi_dung('kinh-te') }}"
    )
    assert lines(workspace.document())[2] == "Đoạn của phần."


def test_a_mistake_in_an_included_part_is_placed_there(workspace: Workspace) -> None:
    workspace.write("templates/phan/kinh-te.md.j2", "Dòng một.\n\n  Đạt {{ ban_lee.so }}.\n")
    workspace.change(
        TEMPLATE, "{{ noi_dung('kinh-te') }}", "{% include 'phan/kinh-te.md.j2' %} {{ noi_dung('kinh-te') }}"
    )
    assert errors(workspace.render()) == [("LC302", "templates/phan/kinh-te.md.j2:3:10")]


def test_a_mistake_in_a_narrative_is_placed_in_the_data_file(workspace: Workspace) -> None:
    workspace.change(REPORT, "ban_le.dat_kh }}", "ban_le.dat_khh }}")
    text = (workspace.root / REPORT).read_text(encoding="utf-8").split("\n")
    line = next(number for number, found in enumerate(text, 1) if "dat_khh" in found)
    rendering = workspace.render()
    assert errors(rendering) == [("LC303", f"{REPORT}:{line}:{text[line - 1].index('dat_khh') + 1}")]
    assert rendering.document is None


def test_mistakes_of_template_and_narrative_are_found_in_one_run(workspace: Workspace) -> None:
    workspace.change(REPORT, "ban_le.dat_kh }}", "ban_le.dat_khh }}")
    workspace.change(TEMPLATE, "# NHIỆM VỤ {#nhiem-vu}", "# NHIỆM VỤ {{ ky.nhann }} {#nhiem-vu}")
    assert [code for code, _ in errors(workspace.render())] == ["LC303", "LC303"]


def test_a_section_that_the_template_does_not_print_is_an_error(workspace: Workspace) -> None:
    workspace.change(REPORT, "noi_dung:\n", "noi_dung:\n  kinh-tee: |\n    Đoạn văn bị bỏ quên.\n")
    rendering = workspace.render()
    [problem] = rendering.errors
    assert problem.code == "LC312"
    assert '"kinh-tee"' in problem.message
    assert problem.place == Place(REPORT, 6, 5)


def test_a_misspelt_section_is_offered_the_name_that_is_missing(workspace: Workspace) -> None:
    workspace.change(REPORT, "  kinh-te: |", "  kinhte: |")
    rendering = workspace.render()
    assert [(problem.code, problem.severity) for problem in rendering.problems] == [
        ("LC311", "warning"),
        ("LC312", "error"),
    ]
    assert 'Có phải đã viết thành "kinhte"?' in rendering.problems[0].advice
    assert 'Có phải "kinh-te"?' in rendering.problems[1].advice


def test_a_list_that_the_template_does_not_print_is_an_error(workspace: Workspace) -> None:
    workspace.change(REPORT, "nhiem_vu:\n", "ton_tai: [Một., Hai.]\nnhiem_vu:\n")
    [problem] = workspace.render().errors
    assert problem.code == "LC312"
    assert 'không dùng danh sách "ton_tai", 2 đoạn văn sẽ bị mất' in problem.message
    assert "bao_cao.ton_tai" in problem.advice


def test_a_section_not_written_yet_is_a_gap_with_a_warning(workspace: Workspace) -> None:
    workspace.write(REPORT, "ky: 6-thang-2025\nnhiem_vu: [Hai.]\n")
    rendering = workspace.render()
    assert rendering.document is not None
    assert [(problem.code, problem.severity) for problem in rendering.problems] == [("LC311", "warning")]
    assert 'Thêm mục "kinh-te: |" vào noi_dung của data/bao-cao/6-thang-2025.yaml.' in rendering.problems[0].advice
    paragraph = rendering.document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (Span("[…]", Origin("kinh-te", NOT_WRITTEN), gap=True),)


def test_an_optional_section(workspace: Workspace) -> None:
    workspace.change(
        TEMPLATE, "# NHIỆM VỤ", "{% if co_noi_dung('xa-hoi') %}\n{{ noi_dung('xa-hoi') }}\n\n{% endif %}\n# NHIỆM VỤ"
    )
    assert "Xã hội." not in lines(workspace.document())
    workspace.change(REPORT, "noi_dung:\n", "noi_dung:\n  xa-hoi: Xã hội.\n")
    assert "Xã hội." in lines(workspace.document())


def test_a_section_that_may_be_missing(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "# NHIỆM VỤ", "Văn hóa ổn định. {{ neu_co('xa-hoi') }} Hết.\n\n# NHIỆM VỤ")
    rendering = workspace.render()
    assert rendering.problems == ()
    assert rendering.document is not None
    assert "Văn hóa ổn định. Hết." in lines(rendering.document)
    workspace.change(REPORT, "noi_dung:\n", "noi_dung:\n  xa-hoi: Xã hội.\n")
    assert "Văn hóa ổn định. Xã hội. Hết." in lines(workspace.document())


def test_an_item_that_may_be_missing_leaves_no_dash(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "# NHIỆM VỤ", "- {{ neu_co('xa-hoi') }}\n\n# NHIỆM VỤ")
    assert not any(line.startswith("-") for line in lines(workspace.document()))
    workspace.change(REPORT, "noi_dung:\n", "noi_dung:\n  xa-hoi: Xã hội.\n")
    assert "- Xã hội." in lines(workspace.document())


def test_narratives_that_a_report_adds_stand_in_the_order_of_the_file(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "# NHIỆM VỤ", "{{ noi_dung_them('xa-hoi') }}\n\n# NHIỆM VỤ")
    assert workspace.render().problems == ()
    added = "  xa-hoi.them-y-te: Y tế.\n  xa-hoi.them: Xã hội.\n  xa-hoi.them-an-sinh: An sinh.\n"
    workspace.change(REPORT, "noi_dung:\n", f"noi_dung:\n{added}")
    document = lines(workspace.document())
    start = document.index("Y tế.")
    assert document[start : start + 3] == ["Y tế.", "Xã hội.", "An sinh."]


def test_an_addition_that_no_part_prints_is_an_error(workspace: Workspace) -> None:
    workspace.change(REPORT, "noi_dung:\n", "noi_dung:\n  xa-hoi.them: Xã hội.\n")
    assert errors(workspace.render()) == [("LC312", f"{REPORT}:5:16")]


def test_items_of_several_paragraphs_stay_together(workspace: Workspace) -> None:
    workspace.write(
        REPORT,
        "ky: 6-thang-2025\nnoi_dung: {kinh-te: Một.}\nnhiem_vu:\n  - |\n    Đoạn một.\n\n    Đoạn hai.\n  - Mục hai.\n",
    )
    assert lines(workspace.document())[-3:] == ["(1). Đoạn một.", "Đoạn hai.", "(2). Mục hai."]


def test_markup_of_narratives(workspace: Workspace) -> None:
    workspace.write(
        REPORT,
        "ky: 6-thang-2025\nnhiem_vu: [Hai.]\nnoi_dung:\n  kinh-te: |\n"
        "    Chữ **đậm {{ ban_le.so }}** và\n    nhiều dòng^[Chú thích {{ don_thu.so }}.].\n",
    )
    document = workspace.document()
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines[0] == Text("Chữ ")
    assert isinstance(paragraph.inlines[1], Strong)
    assert inlines_text(paragraph.inlines) == "Chữ đậm 2.327 và nhiều dòng."
    [note] = document.footnotes()
    [block] = note.blocks
    assert isinstance(block, Paragraph)
    assert inlines_text(block.inlines) == "Chú thích 75."


def test_figures_are_never_read_as_markup(workspace: Workspace) -> None:
    workspace.change("data/chi-tieu.yaml", "ten: Tổng mức bán lẻ hàng hóa", 'ten: "# *Tên* [x](y) ^[z] <b>"')
    workspace.write(REPORT, 'ky: 6-thang-2025\nnoi_dung:\n  kinh-te: "{{ ban_le.ten }}"\nnhiem_vu: [Hai.]\n')
    assert lines(workspace.document())[1] == "# *Tên* [x](y) ^[z] <b>"


def test_a_report_is_whole_or_not_made(workspace: Workspace) -> None:
    workspace.change(REPORT, "Tăng cường quản lý", "Tăng cường {{ quan_ly }}")
    rendering = workspace.render()
    assert rendering.document is None
    assert [code for code, _ in errors(rendering)] == ["LC302"]


@pytest.mark.parametrize(
    ("head", "code", "line", "message", "advice"),
    [
        ("danh_so: [la-ma, so]", None, 0, "", ""),
        ("danh_so: [lama, so]", "LC023", 4, 'không có cách đánh số "lama"', 'Có phải "la-ma"?'),
        ("danh_so: la-ma", "LC022", 4, "cần một danh sách", '"- "'),
        ("danhso: [la-ma]", "LC020", 4, 'không có mục "danhso"', 'Có phải "danh_so"?'),
        ('muc: "-"', "LC023", 4, "không có chỗ cho số", "({n})."),
        ("danh_so: [la-ma", "LC010", 4, "YAML viết sai", "."),
        ("danh_so: [la-ma]\ndanh_so: [so]", "LC011", 5, "đã có ở dòng 4", "Giữ một dòng"),
        ("danh_so: *x", "LC010", 4, "bí danh", "Viết lại"),
    ],
)
def test_front_matter(workspace: Workspace, head: str, code: str | None, line: int, message: str, advice: str) -> None:
    workspace.change(TEMPLATE, "danh_so: [la-ma, so]", head)
    rendering = workspace.render()
    if code is None:
        assert rendering.problems == ()
        return
    problem = rendering.errors[0]
    assert (problem.code, problem.place.path, problem.place.line) == (code, TEMPLATE, line)
    assert message in problem.message
    assert advice in problem.advice


def test_front_matter_that_is_a_list(workspace: Workspace) -> None:
    text = (workspace.root / TEMPLATE).read_text(encoding="utf-8")
    workspace.write(TEMPLATE, "---\n- la-ma\n---\n" + text.split("---\n", 2)[2])
    assert errors(workspace.render()) == [("LC022", f"{TEMPLATE}:2:1")]


def test_the_number_of_a_report(workspace: Workspace) -> None:
    workspace.change(REPORT, "ky: 6-thang-2025\n", "ky: 6-thang-2025\nso_ky_hieu: 05\n")
    workspace.change(REPORT, "Thương mại ổn định.", "Báo cáo số {{ bao_cao.so_ky_hieu }}.")
    assert lines(workspace.document())[2].startswith("Báo cáo số 05.")


def test_front_matter_that_does_not_close(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "---\n\n# TÌNH", "\n# TÌNH")
    assert ("LC301", f"{TEMPLATE}:1:1") in errors(workspace.render())


def test_a_template_without_front_matter_numbers_as_usual(workspace: Workspace) -> None:
    workspace.write(TEMPLATE, "# MỘT\n\n## HAI\n\n{{ noi_dung('kinh-te') }}\n\n{{ bao_cao.nhiem_vu | first }}\n")
    headings = [block for block in workspace.document().blocks if isinstance(block, Heading)]
    assert [heading.number for heading in headings] == ["Phần I", "I."]


def test_lines_of_a_template_count_its_front_matter(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "# NHIỆM VỤ {#nhiem-vu}", "# NHIỆM VỤ {{ sai }} {#nhiem-vu}")
    text = (workspace.root / TEMPLATE).read_text(encoding="utf-8").split("\n")
    line = next(number for number, found in enumerate(text, 1) if "{{ sai }}" in found)
    assert errors(workspace.render()) == [("LC302", f"{TEMPLATE}:{line}:{text[line - 1].index('sai') + 1}")]


def test_a_mistake_in_the_title_of_a_template(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "ky.nhan_ngan", "ky.nhanngan")
    [problem] = workspace.render().errors
    assert problem.code == "LC303"
    assert (problem.place.path, problem.place.line) == (TEMPLATE, 5)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("6-thangg", 'Có phải "6-thang"?'),
        ("../../etc/passwd", "Các mẫu hiện có: 6-thang, mot-doan."),
        ("/etc/passwd", "Các mẫu hiện có"),
        ("a" * 400, "Các mẫu hiện có"),
    ],
)
def test_a_template_that_is_not_there(workspace: Workspace, name: str, advice: str) -> None:
    workspace.change(REPORT, "ky: 6-thang-2025\n", f"ky: 6-thang-2025\nmau: {name}\n")
    rendering = workspace.render()
    assert rendering.document is None
    [problem] = rendering.errors
    assert (problem.code, problem.place) == ("LC305", Place(REPORT, 1, 1))
    assert advice in problem.advice


def test_a_template_behind_a_link_that_leads_out(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("ngoai") / "bi-mat.md.j2"
    outside.write_text("Bí mật.\n", encoding="utf-8")
    (workspace.root / "templates" / "bi-mat.md.j2").symlink_to(outside)
    workspace.change(REPORT, "ky: 6-thang-2025\n", "ky: 6-thang-2025\nmau: bi-mat\n")
    assert [code for code, _ in errors(workspace.render())] == ["LC305"]


def test_a_private_character_in_a_template_is_refused(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "TÌNH HÌNH KINH TẾ", "TÌNH HÌNH \ue000\ue010\ue001")
    assert errors(workspace.render())[:1] == [("LC004", f"{TEMPLATE}:8:13")]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("Một.\nHai <b>đậm</b>.", 7, 9, "HTML"),
        ("Một.\n\nHai^[chú thích.", 8, 10, "chú thích"),
        ("Một {{ ban_le.so }} và `mã`.", 6, 28, "mã lệnh"),
    ],
)
def test_markup_that_is_not_understood_is_placed_in_the_data_file(
    workspace: Workspace, text: str, line: int, column: int, message: str
) -> None:
    indented = "".join(f"    {row}\n" for row in text.split("\n"))
    workspace.write(REPORT, f"ky: 6-thang-2025\nnhiem_vu:\n  - Một.\nnoi_dung:\n  kinh-te: |\n{indented}")
    [problem] = workspace.render().errors
    assert problem.code == "LC307"
    assert message in problem.message
    assert problem.place == Place(REPORT, line, column)


def test_markup_of_a_template_is_placed_there(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "{{ noi_dung('kinh-te') }}", "{{ noi_dung('kinh-te') }}\n\nMột <b>đậm</b>.")
    [problem] = workspace.render().errors
    assert (problem.code, problem.place.path) == ("LC307", TEMPLATE)
    text = (workspace.root / TEMPLATE).read_text(encoding="utf-8").split("\n")
    assert "<b>" in text[problem.place.line - 1]


def test_a_heading_that_skips_a_level(workspace: Workspace) -> None:
    workspace.change(TEMPLATE, "# NHIỆM VỤ", "### NHIỆM VỤ")
    assert "LC306" in [code for code, _ in errors(workspace.render())]


def test_rendering_twice_gives_the_same(workspace: Workspace) -> None:
    assert workspace.render() == workspace.render()


def test_a_report_to_a_higher_body_names_it_first_among_the_receivers(workspace):
    workspace.change("data/bao-cao/6-thang-2025.yaml", "noi_dung:", "kinh_gui: [UBND tỉnh]\nnoi_dung:")
    assert workspace.document().signature.recipients == ("Như trên", "UBND tỉnh", "Lưu: VT")
    workspace.change("lcdraft.yaml", "noi_nhan: [UBND tỉnh,", "noi_nhan: [Như trên,")
    assert workspace.document().signature.recipients == ("Như trên", "Lưu: VT")
