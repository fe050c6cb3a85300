"""H-01 to H-05: our own rules where the decree is silent: notes, tables, figures, leftovers, language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lcdraft.audit.elements import Case
from lcdraft.audit.finding import ERROR, WARNING, Fault, Group, Rule
from lcdraft.audit.layout import Cell, Note, Table
from lcdraft.audit.rules.looks import number, span
from lcdraft.read.headings import is_capitals

__all__ = ["GROUP"]

_NOTE_SIZE = 10
_WHERE = "chú thích"


def check_notes(case: Case) -> Iterator[Fault]:
    """Notes in small justified letters, marks raised, in the order of the text."""
    notes = [note for note in case.layout.notes if note.kind == "footnote"]
    for note in notes:
        yield from _check_note(note)
    references = [(par, id, raised) for par in case.layout.pars for kind, id, raised in par.notes if kind == "footnote"]
    for par, _, raised in references:
        if not raised:
            yield Fault("số chú thích không nằm trên cao", "số chú thích chỉ số trên (superscript)", par)
    order = {note.id: at for at, note in enumerate(notes)}
    cited = [id for _, id, _ in references]
    first = {id: at for at, id in reversed(list(enumerate(cited)))}
    for at, (par, id, _) in enumerate(references):
        if id not in order:
            yield Fault("số chú thích không có lời chú thích", "mỗi số có một lời chú thích ở chân trang", par)
        elif first[id] != at:
            yield Fault("hai chỗ dùng chung một chú thích", "mỗi chỗ một chú thích, đánh số liên tục", par)
    if sorted(cited, key=lambda id: order.get(id, 0)) != cited and set(cited) <= set(order):
        asked = "chú thích đánh số liên tục theo thứ tự trong văn bản"
        yield Fault("chú thích xếp không theo thứ tự trong văn bản", asked, where=_WHERE)
    for note in notes:
        if note.id not in first:
            text = note.pars[0].text if note.pars else ""
            yield Fault("lời chú thích không được nhắc trong văn bản", "bỏ chú thích thừa", where=_WHERE, excerpt=text)


def _check_note(note: Note) -> Iterator[Fault]:
    for par in note.pars:
        if not par.text:
            continue
        wrong = sorted({look.size for look in par.line.looks if look.size != _NOTE_SIZE})
        if wrong:
            shown = ", ".join(number(size) for size in wrong)
            yield Fault(f"chú thích cỡ chữ {shown}", f"cỡ chữ {_NOTE_SIZE}", par)
        if all(look.bold or look.italic for look in par.line.looks):
            yield Fault("chú thích in đậm hoặc nghiêng", "chữ đứng, không đậm", par)
        if par.format.align != "both":
            yield Fault("chú thích không căn đều hai bên", "căn đều hai lề", par)
        if par.format.line_rule == "auto" and par.format.line != 240:
            yield Fault(f"chú thích giãn {number(par.format.line / 240)} dòng", "dòng đơn", par)


# Tables

_NUMBER = re.compile(r"[-+−]?\d[\d.,]*\s?[%‰]?")
_LEAST_ROWS = 2


def check_tables(case: Case) -> Iterator[Fault]:
    """Size, header row, whole rows, figures to the right."""
    for table in case.tables:
        if not table.bordered or len(table.rows) < _LEAST_ROWS or max(len(row.cells) for row in table.rows) < 2:
            continue
        first = next((par for par in table.pars if par.text), None)
        if first is None:
            continue
        wrong = [par for par in table.pars if any(not 11 <= look.size <= 13 for look in par.line.looks)]
        if wrong:
            sizes = sorted({look.size for par in wrong for look in par.line.looks if not 11 <= look.size <= 13})
            shown = ", ".join(number(size) for size in sizes)
            yield Fault(f"chữ trong bảng cỡ {shown}", f"cỡ chữ {span(11, 13)}", wrong[0])
        yield from _check_header(table)
        if not all(row.cant_split for row in table.rows):
            asked = "bỏ “cho phép dòng ngắt qua trang” (Allow row to break across pages)"
            yield Fault("dòng của bảng có thể bị ngắt sang trang", asked, first)
        yield from _check_figures(table)


def _header_cells(table: Table) -> list[Cell]:
    rows = [row for row in table.rows if row.header] or list(table.rows[:1])
    return [cell for row in rows for cell in row.cells]


def _check_header(table: Table) -> Iterator[Fault]:
    pars = [par for cell in _header_cells(table) for par in cell.pars if par.text]
    if not pars:
        return
    if not table.rows[0].header:
        yield Fault(
            "dòng tiêu đề bảng không lặp lại ở trang sau", "bật “lặp lại dòng tiêu đề” (Repeat header)", pars[0]
        )
    light = [par for par in pars if any(not look.bold for look in par.line.looks) and _is_title(par.text)]
    if light:
        yield Fault("dòng tiêu đề bảng không in đậm", "dòng tiêu đề in đậm", light[0])
    aside = [par for par in pars if par.format.align != "center"]
    if aside:
        yield Fault("dòng tiêu đề bảng không căn giữa", "dòng tiêu đề căn giữa", aside[0])


def _is_title(text: str) -> bool:
    """Not the line that counts the columns (1, 2, 3 = 2/1) or names a unit in brackets."""
    return any(letter.isalpha() for letter in text) and not text.startswith("(") and not re.fullmatch(r"[A-Z]", text)


def _check_figures(table: Table) -> Iterator[Fault]:
    header = {id(cell) for cell in _header_cells(table)}
    for row in table.rows:
        cells = [cell for cell in row.cells if id(cell) not in header]
        figures = [cell for cell in cells if cell.column > 0 and _NUMBER.fullmatch(cell.text)]
        if [cell.text for cell in figures] == [str(at) for at in range(1, len(figures) + 1)] and len(figures) > 1:
            continue  # the line that counts the columns
        for cell in figures:
            par = next(par for par in cell.pars if par.text)
            if par.format.align != "right":
                yield Fault("số trong bảng không căn phải", "số căn phải", par)
                return


# Figures in the text

_STYLES = (
    (
        re.compile(r"(?<![\d.,/])\d+\.\d{1,2}(?=\s?(?:%|‰|tỷ|triệu|nghìn|ha\b|tấn|km\b|điểm))"),
        "dấu phẩy trước phần thập phân",
    ),
    (re.compile(r"(?<![\d.,/])\d{1,3}(?:,\d{3}){2,}(?![\d,])"), "dấu chấm giữa các nhóm nghìn"),
    (re.compile(r"\d\s+[%‰]"), "dấu % viết liền số"),
)


def check_figures(case: Case) -> Iterator[Fault]:
    """2.327,5 and 47,6%."""
    texts = [(item.par, item.par.text) for item in case.items if not is_capitals(item.par.text)]
    texts += [(par, par.text) for note in case.layout.notes for par in note.pars]
    texts += [(par, par.text) for table in case.tables for par in table.pars]
    for par, text in texts:
        for pattern, asked in _STYLES:
            for found in pattern.finditer(text):
                yield Fault(f"số ghi “{found[0]}”", asked, par, excerpt=text[max(found.start() - 30, 0) :][:80])


# Leftovers, language


def check_leftovers(case: Case) -> Iterator[Fault]:
    """Nothing of the work is left in what is issued."""
    for what, part in case.layout.revisions.items() if case.issued else ():
        yield Fault(f"còn {what}", "văn bản ban hành không còn dấu vết soạn thảo", where=part)


def check_language(case: Case) -> Iterator[Fault]:
    """Vietnamese, so that Word's spelling marks help."""
    if case.layout.language.lower() not in ("vi-vn", "vi"):
        shown = case.layout.language or "không khai"
        yield Fault(f"ngôn ngữ mặc định: {shown}", "tiếng Việt (vi-VN)", where="cả văn bản")


GROUP = Group(
    "Quy ước thêm của lcdraft",
    (
        Rule(
            "H-01",
            "Chú thích chân trang",
            "Cỡ 10, đứng, căn đều, dòng đơn; số ở trên cao, theo thứ tự, mỗi số một lời.",
            "H",
            check_notes,
            WARNING,
        ),
        Rule(
            "H-02",
            "Bảng",
            "Cỡ 11-13; dòng tiêu đề đậm, giữa, lặp lại; dòng không ngắt qua trang; số căn phải.",
            "H",
            check_tables,
            WARNING,
        ),
        Rule(
            "H-03",
            "Cách viết số",
            "Dấu chấm nhóm nghìn, dấu phẩy thập phân, dấu % liền số.",
            "H",
            check_figures,
            WARNING,
        ),
        Rule(
            "H-04",
            "Dấu vết soạn thảo",
            "Bản ban hành không còn theo dõi thay đổi, bình luận, chữ ẩn, thẻ của tệp mẫu.",
            "H",
            check_leftovers,
            ERROR,
        ),
        Rule("H-05", "Ngôn ngữ", "Ngôn ngữ mặc định của văn bản là tiếng Việt.", "H", check_language, WARNING),
    ),
)
