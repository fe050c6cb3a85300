"""ND30-30 to ND30-45: the text (Decree 30/2020, Annex I, parts II and IV)."""

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
    check_case,
    check_centred,
    check_look,
    check_size,
    number,
    points,
    span,
)
from lcdraft.inlines import GAP
from lcdraft.read.headings import match_heading
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
_NEAR = 200


def check_citations(case: Case) -> Iterator[Fault]:
    """The first mention of a document gives its date and who issued it."""
    notes = {(note.kind, note.id): note for note in case.layout.notes}
    seen: set[str] = set()
    for item in case.items:
        beside = [notes[kind, id] for kind, id, _ in item.par.notes if (kind, id) in notes]
        said_below = " ".join(par.text for note in beside for par in note.pars)
        for found in _CITED.finditer(item.par.text):
            name = found[2].rstrip(".,;-")
            if name in seen:
                continue
            seen.add(name)
            after = item.par.text[found.end() : found.end() + _NEAR]
            in_note = name in said_below and _DATED.search(said_below)
            if not in_note and not (_DATED.search(after) and _OF.search(after)):
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
    blocks = case.text_blocks
    for at, block in enumerate(blocks):
        if not isinstance(block, Par) or block.text or block.has_object or block.drawn:
            continue
        if block.breaks_page or block.ends_section or style_key(block.style) == style_key(names.SPACER):
            continue
        above = next((b for b in reversed(blocks[:at]) if isinstance(b, Table) or b.text or b.has_object), None)
        below = next((b for b in blocks[at + 1 :] if isinstance(b, Table) or b.text or b.has_object), None)
        if isinstance(above, Par) and isinstance(below, Par) and above.text and below.text:
            yield Fault("dùng đoạn trống để tạo khoảng cách", "khoảng cách đặt bằng định dạng đoạn", block)


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


# Headings

_ROMAN_PART = re.compile(r"(Phần|Chương) [IVXLC]+")
_PART = re.compile(r"(?i)phần|chương")
_SECTION = re.compile(r"(Mục|Tiểu mục) \d+")


def check_parts(case: Case) -> Iterator[Fault]:
    """Phần, Chương: word and Roman number on a line, the title in capitals below."""
    for item in case.items:
        if item.kind == "part" and _PART.match(item.number):
            yield from _check_part(item, _ROMAN_PART, "“Phần I”, “Chương I”: chữ in thường, số La Mã, một dòng riêng")
    yield from _check_part_titles(case, _PART)


def check_sections(case: Case) -> Iterator[Fault]:
    """Mục, Tiểu mục: word and Arabic number on a line, the title in capitals below."""
    for item in case.items:
        if item.kind == "part" and not _PART.match(item.number):
            yield from _check_part(item, _SECTION, "“Mục 1”, “Tiểu mục 1”: chữ in thường, số Ả Rập, một dòng riêng")
    yield from _check_part_titles(case, re.compile(r"(?i)mục|tiểu mục"))


def _check_part(item: Item, form: re.Pattern[str], asked: str) -> Iterator[Fault]:
    word = item.number.split()[0] if item.number else "Phần"
    if form.fullmatch(item.par.printed) is None:
        yield Fault(f"ghi “{item.par.printed[:60]}”", asked, item.par)
    yield from check_look(item.par.line, f"dòng “{word}”", 13, 14, bold=True)
    yield from check_centred(item.par.line, f"dòng “{word}”")


def _check_part_titles(case: Case, word: re.Pattern[str]) -> Iterator[Fault]:
    above: Item | None = None
    for item in case.items:
        if item.kind == "part":
            above = item
        if item.kind == "part_title" and (word.match(above.number) if above else word is _PART):
            yield from check_look(item.par.line, "tên phần, chương, mục", 13, 14, bold=True)
            yield from check_centred(item.par.line, "tên phần, chương, mục")
            yield from check_case(item.par.line, "tên phần, chương, mục", upper=True)


def _headings(case: Case, *ranks: int) -> Iterator[Item]:
    return (item for item in case.items if item.kind == "heading" and item.number and item.rank in ranks)


def check_roman(case: Case) -> Iterator[Fault]:
    """I. TITLE."""
    for item in _headings(case, 3):
        yield from check_look(item.par.line, "mục", 13, 14, bold=True)
        yield from check_case(item.par.line, "mục", upper=True)
        if not item.number.endswith("."):
            yield Fault(f"mục đánh số “{item.number}”", "số La Mã và dấu chấm: “I.”", item.par)


def check_articles(case: Case) -> Iterator[Fault]:
    """Điều 1. Title."""
    for item in case.items:
        if item.kind == "article":
            if re.match(r"Điều \d+\. \S", item.par.printed) is None:
                yield Fault(f"ghi “{item.par.printed[:40]}”", "“Điều 1.” rồi đến tên điều", item.par)
            head = next((run for run in item.par.runs if run.text.strip()), None)
            if head is not None and not head.look.bold:
                yield Fault("“Điều” không in đậm", "chữ đậm", item.par)


def check_arabic(case: Case) -> Iterator[Fault]:
    """1. Title."""
    for item in _headings(case, 4, 5, 6):
        bold = True if item.rank == 4 else None
        yield from check_look(item.par.line, "khoản có tiêu đề", 13, 14, bold=bold, italic=False if bold else None)
        if item.rank == 4 and not item.number.endswith("."):
            yield Fault(f"khoản đánh số “{item.number}”", "số Ả Rập và dấu chấm: “1.”", item.par)
        if item.rank == 4:
            yield from check_case(item.par.line, "khoản có tiêu đề", upper=False)
    yield from _light_titles(case)


def _light_titles(case: Case) -> Iterator[Fault]:
    """What looks like a title with a number, and is not bold while others of its kind are."""
    if not any(_headings(case, 4)):
        return
    for item, after in pairwise(case.items):
        if item.kind != "body" or item.styled or re.fullmatch(r"\d+\.", item.number) is None:
            continue
        found = match_heading(item.par.printed)
        if found is not None and not after.number and not item.par.text.endswith((":", ".", ";", "/")):
            asked = "khoản có tiêu đề thì chữ đậm"
            yield Fault("có vẻ là tiêu đề nhưng không in đậm", asked, item.par, severity=WARNING)


_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_UNUSED = "ăâêôơưfjwz"
_LETTER = re.compile(rf"([{_ALPHABET}{_UNUSED}])([).,/])\s+\S")


def check_letters(case: Case) -> Iterator[Fault]:
    """a) b) c) d) đ) e), in the order of the alphabet."""
    last = ""
    for item in case.items:
        if item.is_heading and item.rank < 7:
            last = ""
            continue
        found = _LETTER.match(item.par.printed)
        if found is None or (found[2] != ")" and item.kind != "heading"):
            continue
        letter = found[1]
        if found[2] != ")":
            yield Fault(f"điểm đánh số “{letter}{found[2]}”", f"“{letter})”", item.par)
        if letter in _UNUSED:
            asked = "các chữ a, b, c, d, đ, e, g, h, i, k, l, m, n, …"
            yield Fault(f"điểm đánh số “{letter})”", asked, item.par, unconfirmed=True)
        elif letter != "a" and letter != (wanted := _after(last)):
            asked = f"“{wanted})”" if wanted else "bắt đầu từ “a)”"
            after = f" sau “{last})”" if last else ""
            yield Fault(f"điểm “{letter})”{after}", f"theo thứ tự bảng chữ cái tiếng Việt: {asked}", item.par)
        last = letter if letter in _ALPHABET else last


def _after(letter: str) -> str:
    if not letter:
        return ""
    at = _ALPHABET.index(letter) + 1
    return _ALPHABET[at] if at < len(_ALPHABET) else ""


def check_titles(case: Case) -> Iterator[Fault]:
    """No number without a title."""
    for item, after in zip(case.items, [*case.items[1:], None], strict=False):
        if not item.number or item.title or item.kind not in ("part", "heading"):
            continue
        if item.kind == "part" and after is not None and after.kind == "part_title":
            continue
        yield Fault(f"“{item.par.printed}” không có tiêu đề", "phần, chương, mục nào cũng có tiêu đề", item.par)


# Order

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


def check_order(case: Case) -> Iterator[Fault]:
    """Numbers of headings run on without gap or repetition."""
    last: dict[int, int] = {}
    ever: dict[int, int] = {}
    for item in case.items:
        value = _value(item.number)
        if item.kind == "body" and value is not None and re.fullmatch(r"\d+\.", item.number):
            last[_CLAUSE] = ever[_CLAUSE] = value  # in the row of headings, though not bold or without a title
        if item.kind not in ("part", "heading", "article") or value is None or item.rank == 7:
            continue
        height = _height(item)
        for lower in [other for other in last if other > height]:
            del last[lower]
        wanted = last.get(height, 0) + 1
        restarts = value == 1 and not item.styled
        if value not in (wanted, ever.get(height, -1) + 1) and not restarts:
            found = f"đề mục “{_short(item)}”" + (f" sau số {wanted - 1}" if wanted > 1 else " là số đầu tiên")
            yield Fault(found, f"số thứ tự liên tục, đến đây là {wanted}", item.par)
        last[height] = ever[height] = value
    yield from _mixed(case)


_CLAUSE = 8


def _height(item: Item) -> int:
    """How high a number stands above others: chapters, their sections, mục, điều, khoản and what is below."""
    if item.kind == "article":
        return _CLAUSE - 1
    if item.kind == "part":
        return 2 if _PART.match(item.number) else 3
    return item.rank * 2


def _short(item: Item) -> str:
    return item.number if item.kind != "article" else f"Điều {item.number}"


def _value(printed: str) -> int | None:
    """The last number in a printed one: ``2.3.`` is 3, ``Phần II`` is 2."""
    text = printed.strip().rstrip(".)/").rpartition(".")[2].split()
    if not text:
        return None
    word = text[-1]
    if word.isdecimal():
        return int(word) if len(word) < 5 else None
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    if word and all(letter in _ROMAN_VALUES for letter in word.upper()) and len(word) < 12:
        values = [_ROMAN_VALUES[letter] for letter in word.upper()]
        return sum(-v if at + 1 < len(values) and v < values[at + 1] else v for at, v in enumerate(values))
    return None


def _mixed(case: Case) -> Iterator[Fault]:
    """Some numbers of a rank typed, some counted by Word."""
    for rank in (3, 4, 5, 6):
        headings = list(_headings(case, rank))
        counted = [item for item in headings if item.par.label is not None]
        if counted and len(counted) < len(headings):
            few = counted if len(counted) * 2 <= len(headings) else [i for i in headings if i.par.label is None]
            found = "số gõ tay và số tự động lẫn lộn trong cùng một cấp"
            yield Fault(found, "cùng một cấp đánh số theo một cách", few[0].par, severity=WARNING)


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


def check_stranded(case: Case) -> Iterator[Fault]:
    """Headings keep with what follows; single lines do not stand alone. Of each style the first one is named."""
    headings: dict[tuple[str, int], list[Item]] = {}
    loose: dict[str, list[Item]] = {}
    for item in case.items:
        if item.is_heading and not item.par.format.keep_next:
            headings.setdefault((item.par.style, item.rank), []).append(item)
        if not item.par.format.widow:
            loose.setdefault(item.par.style, []).append(item)
    for items in headings.values():
        found = f"{_counted(items, 'đề mục')} có thể nằm trơ ở cuối trang"
        yield Fault(found, "bật “giữ với đoạn sau” (Keep with next)", items[0].par)
    for items in loose.values():
        found = f"{_counted(items, 'đoạn văn')} có thể để một dòng lẻ ở đầu, cuối trang"
        yield Fault(found, "bật “kiểm soát dòng lẻ” (Widow/Orphan control)", items[0].par)


def _counted(items: list[Item], what: str) -> str:
    return what if len(items) == 1 else f"{what} này và {len(items) - 1} {what} cùng kiểu"


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
        Rule(
            "ND30-36",
            "Phần, chương",
            "“Phần I” một dòng riêng, căn giữa, đậm, in thường, số La Mã; tên ở dòng dưới, in hoa, đậm, căn giữa.",
            "A+",
            check_parts,
        ),
        Rule("ND30-37", "Mục đánh số La Mã", "“I. TÊN MỤC” trên một dòng: in hoa, đậm, cỡ 13-14.", "A", check_roman),
        Rule(
            "ND30-38",
            "Mục, tiểu mục",
            "“Mục 1” một dòng riêng, căn giữa, đậm, số Ả Rập; tên ở dòng dưới, in hoa, đậm.",
            "A",
            check_sections,
        ),
        Rule("ND30-39", "Điều", "“Điều 1. Tên điều”: số Ả Rập, dấu chấm, chữ đậm.", "A+", check_articles),
        Rule(
            "ND30-40",
            "Khoản",
            "“1. Tiêu đề”: số Ả Rập, dấu chấm; có tiêu đề thì chữ đậm, đứng, in thường, một dòng riêng.",
            "A+",
            check_arabic,
        ),
        Rule(
            "ND30-41",
            "Điểm",
            "a) b) c) d) đ) e) g)… theo bảng chữ cái; không dùng ă, â, ê, ô, ơ, ư, f, j, w, z (K: cảnh báo).",
            "A+",
            check_letters,
        ),
        Rule("ND30-42", "Tiêu đề", "Phần, chương, mục, khoản đánh số riêng dòng đều có tiêu đề.", "A", check_titles),
        Rule(
            "ND30-43",
            "Thứ tự đề mục",
            "Số đề mục mỗi cấp liên tục, không sót, không trùng; gõ tay và tự động không lẫn lộn (cảnh báo).",
            "H",
            check_order,
        ),
        Rule("ND30-44", "Dấu kết thúc", "Nội dung kết thúc bằng “./.”, chỉ một lần.", "A", check_end_mark),
        Rule(
            "ND30-45",
            "Đề mục cuối trang",
            "Đề mục không nằm trơ ở cuối trang; không để một dòng lẻ sang trang.",
            "H",
            check_stranded,
            WARNING,
        ),
    ),
)
