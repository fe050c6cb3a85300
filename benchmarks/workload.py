"""A report of any length: a workspace for lcdraft, and what a plain docxtpl script needs to print the same text."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

TEXT = """
Thành phố tiếp tục chỉ đạo các cơ quan, đơn vị tập trung thực hiện kế hoạch, bảo đảm tiến độ, chất lượng; công tác
kiểm tra, giám sát được tăng cường, kịp thời tháo gỡ khó khăn, vướng mắc cho người dân, doanh nghiệp; sản xuất nông
nghiệp ổn định, dịch bệnh được kiểm soát, hạ tầng kỹ thuật từng bước được đầu tư đồng bộ
"""
WORDS = TEXT.split()
WORDS_PER_PAGE = 430
WORDS_PER_PARAGRAPH = 85
FIGURE_EVERY = 3
"""Every third paragraph says three computed things about an indicator of its own."""
SECTIONS_PER_GROUP = 8


def make_workspace(folder: Path, pages: int, notes: int, sample: Path) -> Path:
    """A workspace whose report ``6-thang-2025`` has about so many pages, and ``notes`` footnotes."""
    chance = random.Random(30)
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("data/ke-hoach", "data/so-lieu", "data/bao-cao", "templates"):
        (folder / name).mkdir(parents=True)
    shutil.copy(sample / "lcdraft.yaml", folder)
    shutil.copy(sample / "templates" / "bao-cao.docx", folder / "templates")
    sections = 24 + pages // 4
    paragraphs = pages * WORDS_PER_PAGE // WORDS_PER_PARAGRAPH // sections
    ids = [f"ct_{number:03}" for number in range(sections * paragraphs // FIGURE_EVERY + 1)]
    _write(folder / "data/chi-tieu.yaml", ["chi_tieu:", *(line for key in ids for line in _indicator(key))])
    plan = [f"  {key}: {chance.randint(3000, 9000)}" for key in ids]
    _write(folder / "data/ke-hoach/2025.yaml", ["nam: 2025", "ke_hoach:", *plan])
    for year, low, high in ((2024, 1000, 3000), (2025, 1100, 3100)):
        head = [f"ky: 6-thang-{year}", "trang_thai: uoc", "so_lieu:"]
        figures = [f"  {key}: {chance.randint(low, high)}" for key in ids]
        _write(folder / f"data/so-lieu/6-thang-{year}.yaml", head + figures)
    with_note = set(chance.sample(range(sections * paragraphs), min(notes, sections * paragraphs)))
    report = ["ky: 6-thang-2025", "mau: dai", "noi_dung:"]
    template = ["---", "danh_so: [la-ma, so, chu]", 'tieu_de: "Báo cáo đo tốc độ"', "---", ""]
    for number in range(sections):
        if number % SECTIONS_PER_GROUP == 0:
            template += [f"# NHÓM LĨNH VỰC {number // SECTIONS_PER_GROUP + 1}", ""]
        template += [f"## Lĩnh vực {number + 1}", "", f"{{{{ noi_dung('m{number:03}') }}}}", ""]
        report.append(f"  m{number:03}: |")
        for part in range(number * paragraphs, (number + 1) * paragraphs):
            text = _sentence(chance, WORDS_PER_PARAGRAPH)
            if part % FIGURE_EVERY == 0:
                key = ids[part // FIGURE_EVERY]
                phrases = ", ".join(f"{{{{ {key}.{name} }}}}" for name in ("uoc_dat", "so_cung_ky", "dat_kh"))
                text += f" Chỉ tiêu {key[3:]} {phrases}."
            if part in with_note:
                text = f"{text.rstrip('.')}^[{_sentence(chance, 60)}]."
            report += [f"    {text}", ""]
    template += ["Trên đây là báo cáo./.", ""]
    _write(folder / "data/bao-cao/6-thang-2025.yaml", report)
    _write(folder / "templates/dai.md.j2", template)
    _docxtpl_template(folder / "docxtpl-mau.docx")
    return folder


def _indicator(key: str) -> list[str]:
    return [
        f"  {key}:",
        f"    ten: Chỉ tiêu {key[3:]}",
        "    don_vi: tỷ đồng",
        "    tinh_chat: luy_ke",
        "    chieu: tang",
    ]


def _sentence(chance: random.Random, words: int) -> str:
    text = " ".join(chance.choice(WORDS) for _ in range(words)).strip(" ,;")
    return f"{text[:1].upper()}{text[1:]}."


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _docxtpl_template(path: Path) -> None:
    """The template of the plain script: a loop over paragraphs, headings in bold."""
    from docx import Document

    document = Document()
    document.add_paragraph("BÁO CÁO")
    for tag in ("{%p for doan in cac_doan %}", "{%p if doan.de_muc %}"):
        document.add_paragraph(tag)
    document.add_paragraph().add_run("{{ doan.chu }}").bold = True
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ doan.chu }}")
    for tag in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(tag)
    document.save(str(path))
