"""A finished document as the source of the next period."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.check.run import check_workspace
from lcdraft.cli import main
from lcdraft.document import Document, Emphasis, Footnote, Heading, Letterhead, Paragraph, Strong, Text, inlines_text
from lcdraft.markup import Numbering, parse_markup
from lcdraft.successor.dated import period_of_document
from lcdraft.successor.said import passage_text, sentences
from lcdraft.workspace import load_workspace

ROOT = Path(__file__).parents[2]
FINISHED = ROOT / "examples/6-thang-2025/bao-cao.docx"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def from_document(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A workspace whose next period was made from a .docx, without the report's own files."""
    root = tmp_path_factory.mktemp("docx")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "lcdraft.yaml", root)
    (root / "data/bao-cao/6-thang-2025.yaml").unlink()
    return root, run("new", "6-thang-2026", "--from", FINISHED, "--explain", "-C", root)


def test_text_goes_to_its_sections(from_document: tuple[Path, Result]) -> None:
    root, result = from_document
    assert result.exit_code == 0, result.output
    report = load_workspace(root).report("6-thang-2026")
    market = " ".join(report.sections["thuong-mai.thi-truong"].text.split())
    assert "Công điện số 02/CĐ-UBND ngày 15/5/2025" in market
    assert "^[Công điện yêu cầu tập trung ngăn chặn" in market
    # what the template prints itself is not said twice
    assert report.sections["nong-nghiep.chan-nuoi"].text.startswith("Chăn nuôi được phát triển")
    assert len(report.bases) == 5
    assert len(report.lists["ket_qua"]) == 7
    assert len(report.lists["nhiem_vu"]) >= 10
    assert report.addressees == ("Ủy ban nhân dân tỉnh Lai Châu", "Sở Tài chính tỉnh Lai Châu")
    assert set(report.unreviewed) == {name for name, each in report.passages.items() if each.text.strip()}


def test_figures_are_proposed_and_not_taken(from_document: tuple[Path, Result]) -> None:
    root, result = from_document
    workspace = load_workspace(root)
    assert all(not figure.amounts for figure in workspace.dataset.figures["6-thang-2026"].by_indicator.values())
    text = (root / "data/so-lieu/6-thang-2026.yaml").read_text(encoding="utf-8")
    told = " ".join(text.replace("#", " ").split())
    assert "Văn bản cũ, đoạn 11: 2.327 tỷ đồng (“…" in told
    assert "ước đạt 2.327 tỷ đồng”); chưa lấy vào số liệu. ban_le:" in told
    assert "Số nhận ra trong văn bản cũ: " in result.output


def test_sentences_with_figures_are_kept_as_they_were(from_document: tuple[Path, Result]) -> None:
    root, _ = from_document
    parked = load_workspace(root).report("6-thang-2026").parked
    kept = " ".join(parked["van-ban-cu.thuong-mai.cau-co-so-lieu"].text.split())
    assert "6 tháng đầu năm 2025 ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024" in kept


def test_nothing_of_the_document_is_lost(from_document: tuple[Path, Result]) -> None:
    from lcdraft.read.files import read_document

    root, _ = from_document
    report = load_workspace(root).report("6-thang-2026")
    everything = " ".join(each.text for each in (*report.passages.values(), *report.parked.values()))
    flat = "".join(char for char in everything if char.isalnum())
    lost = []
    for block in read_document(FINISHED).blocks:
        if isinstance(block, Paragraph) and len(words := inlines_text(block.inlines).split()) > 6:
            # labels may have moved, and notes stand between words: four words in a row without a figure will do
            runs = (words[at : at + 4] for at in range(len(words) - 3))
            plain = ["".join(filter(str.isalnum, "".join(run))) for run in runs if not any(map(has_digit, run))]
            if plain and not any(run in flat for run in plain):
                lost.append(" ".join(words))
    assert not lost


def test_the_draft_is_sound(from_document: tuple[Path, Result]) -> None:
    root, _ = from_document
    result = check_workspace(root, (root / "templates",))
    assert [str(finding) for finding in result.findings if finding.severity == "error"] == []
    load_workspace(root).render("6-thang-2026")


def has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def document(subject: str = "", *headings: str) -> Document:
    return Document(
        tuple(Heading(1, "", (Text(title),)) for title in headings),
        letterhead=Letterhead((), subject=subject),
    )


@pytest.mark.parametrize(
    ("subject", "period"),
    [
        ("Tình hình 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025", "6-thang-2025"),
        ("Tình hình kinh tế - xã hội 9 tháng đầu năm 2024; nhiệm vụ 3 tháng cuối năm 2024", "9-thang-2024"),
        ("Tình hình tháng 02 năm 2023, nhiệm vụ tháng 3 năm 2023", "thang-2023-02"),
        ("Tình hình tháng 7/2022", "thang-2022-07"),
        ("Tình hình quý II năm 2025", "quy-2-2025"),
        ("Tình hình thực hiện kế hoạch năm 2024, kế hoạch năm 2025", "nam-2024"),
        ("Kết quả kiểm tra", None),
        ("Tình hình tháng 13 năm 2023", None),
    ],
)
def test_the_period_of_a_document(subject: str, period: str | None) -> None:
    found = period_of_document(document(subject))
    if period is None and found is not None:
        pytest.fail(f"{found} in {subject}")
    assert (found.id if found else None) == period


def test_a_document_of_an_unknown_period_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "cu.md").write_text("# Kết quả\n\nĐã xong.\n", encoding="utf-8")
    result = run("new", "6-thang-2026", "--from", tmp_path / "cu.md", "-C", ROOT)
    assert (result.exit_code, "LC508" in result.output, "--period" in result.output) == (2, True, True)


TEXT = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FFF), max_size=30)


@given(st.lists(TEXT, max_size=3), TEXT)
def test_foreign_text_is_read_back_as_text(texts: list[str], note: str) -> None:
    from lcdraft.write.markdown_inline import guard_start

    inlines = (*map(Text, texts), Footnote((Paragraph((Text(f"Chú thích {note}"),)),)))
    written = guard_start(passage_text((Text("Đoạn "), *inlines)))
    assert "{{" not in written
    assert "{%" not in written
    (block,) = parse_markup(written, numbering=Numbering())
    assert isinstance(block, Paragraph)
    said = inlines_text(block.inlines, lambda each: f"[{inlines_text(each.blocks[0].inlines)}]")  # type: ignore[union-attr]
    wanted = "Đoạn " + "".join(texts) + f"[Chú thích {note}]"
    assert without_blanks(said) == without_blanks(wanted)


def without_blanks(text: str) -> str:
    return "".join(text.split()).replace("..", ".")


def test_bold_and_italic_stay_where_they_can() -> None:
    inlines = (Strong((Text("Đậm"),)), Text(" và "), Emphasis((Text("nghiêng"),)), Strong((Text("(lạ)"),)))
    assert passage_text(inlines) == "**Đậm** và *nghiêng*(lạ)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Một. Hai.", ["Một.", "Hai."]),
        ("Một^[Hai. Ba.] bốn. Năm.", ["Một^[Hai. Ba.] bốn.", "Năm."]),
        ("Ngày 15.5. tiếp tục", ["Ngày 15.5. tiếp tục"]),
        ("Giá \\[tạm. Tính\\]. Hai.", ["Giá \\[tạm.", "Tính\\].", "Hai."]),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found
