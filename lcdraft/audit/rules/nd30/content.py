"""ND30-30 to ND30-35 and ND30-44: the text (Decree 30/2020, Annex I, part II)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lcdraft import wordml as names
from lcdraft.audit.content import Item
from lcdraft.audit.elements import Case
from lcdraft.audit.finding import WARNING, Fault, Group, Rule
from lcdraft.audit.layout import Par, Run, Table
from lcdraft.audit.rules.looks import (
    check_look,
    check_size,
    number,
    points,
    span,
)
from lcdraft.inlines import GAP
from lcdraft.text import fold
from lcdraft.wordml import style_key

__all__ = ["GROUP"]

_INDENTS = (567, 720)
_INDENT_TOLERANCE = 6
_LEAST_DISTANCE = 118
"""Twips, a little under 6 points."""
_SINGLE, _ONE_AND_A_HALF = 240, 360
_LINE_TOLERANCE = 4
_SINGLE_POINTS, _HIGH_POINTS = 1.15, 1.725
_POINT_TOLERANCE = 0.2
_LONGEST_CAPTION = 150
_ASIDE = re.compile(r"\(.*\)[.;]?|\*.*")


def _text_items(case: Case) -> Iterator[Item]:
    """The paragraphs of running text; captions of tables and pictures are none."""
    captions = set(_captions(case))
    for item in case.items:
        if item.kind == "body" and id(item.par) not in captions:
            yield item


def _captions(case: Case) -> Iterator[int]:
    """Short paragraphs right above or below a table or picture, or with a picture in them."""
    blocks = [block for block in case.text_blocks if isinstance(block, Table) or block.text or block.has_object]
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if isinstance(block, Par) and len(block.text) <= _LONGEST_CAPTION:
            beside = (before, after)
            if block.has_object or any(isinstance(other, Table) or (other and other.has_object) for other in beside):
                yield id(block)


# Legal bases and citations


def check_bases(case: Case) -> Iterator[Fault]:
    """In italics, each with a semicolon, the last with a full stop."""
    bases = [item for item in case.items if item.kind == "basis"]
    for item in bases:
        end = "." if item is bases[-1] else ";"
        yield from check_look(item.par.line, "căn cứ", 13, 14, italic=True)
        if not item.par.text.endswith(end):
            which = "cuối cùng" if end == "." else "chưa phải cuối"
            yield Fault(f"căn cứ {which} kết thúc bằng “{item.par.text[-1]}”", f"dấu “{end}” ở cuối căn cứ", item.par)


_CITED = re.compile(
    r"(Nghị định|Nghị quyết|Quyết định|Thông tư|Kế hoạch|Báo cáo|Chỉ thị|Công văn) số (\d[\w.-]*/[\w/.-]+)"
)
_DATED = re.compile(r"ngày\s+\d{1,2}(/\d{1,2}/\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})")
_OF = re.compile(r"\bcủa\b")
_ISSUER = re.compile(
    r"\b(?:UBND|HĐND|Ủy ban|Hội đồng|Chính phủ|Thủ tướng|Quốc hội|Bộ(?! phận)|Sở|Ban|Tỉnh ủy|Thành ủy|Phòng)"
    r" [^.;:]{0,60}$"
)
"""Who issued it may also stand before: "UBND thành phố ban hành Kế hoạch số 604/KH-UBND ngày 28/02/2025"."""
_NEAR = 200


def check_citations(case: Case) -> Iterator[Fault]:
    """The first mention of a document in the text gives its date and who issued it.

    Headings are short by nature, and so is the title of the report where a sentence repeats it.
    """
    title = fold(" ".join(line.text for line in case.head.subject))[1:]
    notes = {(note.kind, note.id): note for note in case.layout.notes}
    seen: set[str] = set()
    for item in (item for item in case.items if not item.is_heading):
        beside = [notes[kind, id] for kind, id, _ in item.par.notes if (kind, id) in notes]
        said_below = " ".join(par.text for note in beside for par in note.pars)
        for found in _CITED.finditer(item.par.text):
            name = found[2].rstrip(".,;-")
            if name in seen or (fold(name) in title and title in fold(item.par.text)):
                continue
            seen.add(name)
            after = item.par.text[found.end() : found.end() + _NEAR]
            in_note = name in said_below and _DATED.search(said_below)
            issued = _OF.search(after) or _ISSUER.search(item.par.text[: found.start()])
            if not in_note and not (_DATED.search(after) and issued):
                asked = "lần đầu viện dẫn ghi đủ tên loại, số, ký hiệu, ngày, tháng, năm, cơ quan ban hành, trích yếu"
                shown = f"{found[1]} số {name}"
                yield Fault(f"{shown} thiếu ngày hoặc cơ quan ban hành", asked, item.par, excerpt=shown)


# Paragraphs


def check_wording(case: Case) -> Iterator[Fault]:
    """Justified, upright, 13 to 14, one size all through."""
    items = list(_text_items(case))
    usual = Counter(item.par.line.size for item in items).most_common(1)
    for item in items:
        line = item.par.line
        if item.par.format.align != "both":
            yield Fault("đoạn văn không căn đều hai bên", "căn đều hai lề (justify)", item.par)
        yield from check_size(line, "đoạn văn", 13, 14)
        if 13 <= line.size <= 14 and line.size != usual[0][0]:
            asked = f"cả văn bản một cỡ chữ ({number(usual[0][0])})"
            yield Fault(f"đoạn văn cỡ chữ {number(line.size)}", asked, item.par, severity=WARNING)
        yield from _check_emphasis(item, issued=case.issued)


def _check_emphasis(item: Item, *, issued: bool) -> Iterator[Fault]:
    """Bold and italic inside the text, but for the words that open a paragraph, up to a colon or full stop."""
    if _ASIDE.fullmatch(item.par.text):
        return
    marked = [
        run
        for run in _after_opening(item.par.runs)
        if (run.look.bold or run.look.italic) and not run.look.raised and any(map(str.isalpha, run.text))
    ]
    marked = [run for run in marked if issued or run.text.strip() != GAP]
    if marked:
        kind = "đậm" if marked[0].look.bold else "nghiêng"
        found = f"có chữ {kind} trong lời văn"
        yield Fault(found, "lời văn kiểu chữ đứng", item.par, excerpt=marked[0].text.strip(), severity=WARNING)


def _after_opening(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs after emphasised ones at the beginning that end in a colon or stop."""
    at = 0
    while at < len(runs) and (runs[at].look.bold or runs[at].look.italic or not runs[at].text.strip(" -–+\t")):
        at += 1
    opening = "".join(run.text for run in runs[:at]).rstrip()
    closed = opening.endswith((":", ".")) or (at < len(runs) and runs[at].text.lstrip().startswith((":", ".")))
    return runs[at:] if closed and at < len(runs) else runs


def check_indent(case: Case) -> Iterator[Fault]:
    """The first line 1 or 1.27 cm in, the others not."""
    captions = set(_captions(case))
    firsts: dict[int, list[Item]] = {}
    for item in case.items:
        par = item.par
        lower = item.kind == "heading" and item.rank >= 4 and par.format.align != "center"
        if item.kind not in ("body", "basis") and not lower:
            continue
        if id(par) in captions or par.format.align == "center" or _ASIDE.fullmatch(par.text):
            continue
        raw = "".join(run.text for run in par.runs)
        if raw[:1].isspace():
            yield Fault("đầu đoạn gõ dấu cách hoặc Tab để lùi", "lùi đầu dòng bằng định dạng đoạn (First line)", par)
            continue
        start = par.format.left + par.format.first
        near = next((indent for indent in _INDENTS if abs(start - indent) <= _INDENT_TOLERANCE), None)
        if near is None:
            yield Fault(f"dòng đầu lùi vào {_centimetres(start)}", "lùi vào 1 cm hoặc 1,27 cm", par)
        elif abs(par.format.left) > _INDENT_TOLERANCE and par.label is None:
            yield Fault(f"cả đoạn lùi vào {_centimetres(par.format.left)}", "chỉ lùi dòng đầu", par)
        else:
            firsts.setdefault(near, []).append(item)
    if len(firsts) > 1:
        usual = max(firsts, key=lambda indent: len(firsts[indent]))
        for item in (item for indent, items in firsts.items() if indent != usual for item in items):
            asked = f"cả văn bản lùi một mức ({_centimetres(usual)})"
            found = f"dòng đầu lùi vào {_centimetres(item.par.format.left + item.par.format.first)}"
            yield Fault(found, asked, item.par, severity=WARNING)


def _centimetres(twips: int) -> str:
    return f"{twips / 566.93:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " cm"


def check_distance(case: Case) -> Iterator[Fault]:
    """At least 6 points between paragraphs, made by their format."""
    kinds = {id(item.par): item.kind for item in case.items}
    for before, after in pairwise(case.text_blocks):
        if not (isinstance(before, Par) and isinstance(after, Par)):
            continue
        pair = (kinds.get(id(before)), kinds.get(id(after)))
        if None in pair or pair == ("part", "part_title") or before.breaks_page or before.ends_section:
            continue
        gap = _distance(before, after, adds=case.layout.adds_distances)
        if gap < _LEAST_DISTANCE:
            yield Fault(f"cách đoạn trên {points(gap)}", "các đoạn cách nhau ít nhất 6 pt", after)
    yield from _spacers(case)


def _distance(before: Par, after: Par, *, adds: bool) -> int:
    alike = before.style == after.style
    below = 0 if before.format.contextual and alike else before.format.after
    above = 0 if after.format.contextual and alike else after.format.before
    return below + above if adds else max(below, above)


def _spacers(case: Case) -> Iterator[Fault]:
    """Empty paragraphs between two with text."""
    above: Par | Table | None = None
    waiting: list[Par] = []
    for block in case.text_blocks:
        if isinstance(block, Par) and not (block.text or block.has_object):
            if _is_spacer(block):
                waiting.append(block)
            continue
        if _has_text(above) and _has_text(block):
            for empty in waiting:
                yield Fault("dùng đoạn trống để tạo khoảng cách", "khoảng cách đặt bằng định dạng đoạn", empty)
        above, waiting = block, []


def _is_spacer(par: Par) -> bool:
    """True for an empty paragraph that is there for its height alone."""
    ours = style_key(par.style) == style_key(names.SPACER)
    return not (par.drawn or par.breaks_page or par.ends_section or ours)


def _has_text(block: Par | Table | None) -> bool:
    return isinstance(block, Par) and bool(block.text)


def check_line_spacing(case: Case) -> Iterator[Fault]:
    """Single to one and a half lines."""
    for item in case.items:
        form, size = item.par.format, item.par.line.size
        if form.line_rule == "auto":
            if not _SINGLE - _LINE_TOLERANCE <= form.line <= _ONE_AND_A_HALF + _LINE_TOLERANCE:
                yield Fault(f"giãn {form.line / 240:.2f} dòng".replace(".", ","), "từ 1 đến 1,5 dòng", item.par)
            continue
        low, high = size * _SINGLE_POINTS - _POINT_TOLERANCE, size * _HIGH_POINTS + _POINT_TOLERANCE
        height = form.line / 20
        if height > high or (form.line_rule == "exact" and height < low):
            asked = f"từ dòng đơn đến 1,5 dòng ({span(size * _SINGLE_POINTS, size * _HIGH_POINTS)} pt)"
            yield Fault(f"dòng cao {points(form.line)}", asked, item.par)


# Ends


def check_end_mark(case: Case) -> Iterator[Fault]:
    """./. at the end of the text, and nowhere else."""
    asked = "dấu “./.” kết thúc nội dung văn bản, chỉ một lần"
    last = next((item for item in reversed(case.items) if not _ASIDE.fullmatch(item.par.text)), None)
    ends_with_table = bool(case.text_blocks) and isinstance(case.text_blocks[-1], Table)
    if last is not None and not ends_with_table and not last.par.text.endswith("./."):
        yield Fault(f"nội dung kết thúc bằng “{last.par.text[-12:]}”", asked, last.par)
    for item in case.items:
        if item is not last and item.par.text.endswith("./."):
            yield Fault("dấu “./.” ở giữa văn bản", asked, item.par)


GROUP = Group(
    "Nội dung",
    (
        Rule(
            "ND30-30",
            "Căn cứ",
            "Nếu có: chữ nghiêng, cỡ 13-14, mỗi căn cứ một dòng, cuối dòng dấu “;”, dòng cuối dấu “.”.",
            "A",
            check_bases,
        ),
        Rule(
            "ND30-31",
            "Viện dẫn lần đầu",
            "Lần đầu nêu một văn bản thì ghi cả ngày ban hành và cơ quan ban hành (trong câu hoặc ở chú thích).",
            "A",
            check_citations,
            WARNING,
        ),
        Rule(
            "ND30-32",
            "Lời văn",
            "Căn đều hai lề, cỡ 13-14; một cỡ trong cả văn bản (H) và kiểu chữ đứng: cảnh báo.",
            "A+",
            check_wording,
        ),
        Rule(
            "ND30-33",
            "Lùi đầu dòng",
            "Dòng đầu lùi 1 cm hoặc 1,27 cm bằng định dạng; cả văn bản một mức (H: cảnh báo).",
            "A+",
            check_indent,
        ),
        Rule(
            "ND30-34",
            "Khoảng cách đoạn",
            "Các đoạn cách nhau ít nhất 6 pt bằng định dạng, không bằng đoạn trống.",
            "A+",
            check_distance,
        ),
        Rule("ND30-35", "Giãn dòng", "Từ dòng đơn đến 1,5 dòng.", "A+", check_line_spacing),
        Rule("ND30-44", "Dấu kết thúc", "Nội dung kết thúc bằng “./.”, chỉ một lần.", "A", check_end_mark),
    ),
)
