"""From a difference in the document to a change of a passage, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lcdraft.anchors import BOLD, NOTE, PARA
from lcdraft.document import NOT_WRITTEN, Span
from lcdraft.errors import Place
from lcdraft.inlines import GAP
from lcdraft.pull.edits import DropParagraph, Edit, InsertItem, NewSection, Remove, Splice, Step
from lcdraft.pull.escaping import as_source
from lcdraft.pull.hunks import Hunk, new_range
from lcdraft.pull.mapping import Spot
from lcdraft.pull.rewording import WORDINGS
from lcdraft.pull.texts import BASES, Key, Texts
from lcdraft.pull.tokens import Token, opening_marker, tokenize
from lcdraft.pull.tracing import Source
from lcdraft.pull.units import Unit
from lcdraft.template.wordings import without_id

__all__ = [
    "UNKNOWN",
    "FigureEdit",
    "Issue",
    "Piece",
    "Placer",
    "end_of",
    "is_unwritten",
    "paragraph_end",
    "sliced",
    "symbol_issue",
]

UNKNOWN = "\ufffd"
"""Stands in a content for a character that Unicode does not know."""

_NO_BOLD = str.maketrans("", "", "".join(BOLD))

LEFT_OUT = "{## Đoạn này đã bỏ theo bản sửa trong Word. ##}"
"""What stands in a section whose text was deleted; without any the template would print a gap."""

ITEM = "mục đánh số"


@dataclass(frozen=True, slots=True)
class Issue:
    """Why something could not be placed, and where the clerk has to look."""

    code: str
    message: str
    place: Place | None = None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """A computed text that somebody typed over."""

    span: Span
    printed: str
    typed: str


@dataclass(slots=True)
class Piece:
    """An old content with what is known of each of its characters."""

    content: str
    spots: Sequence[Spot | None]
    kind: str = ""


@dataclass(slots=True)
class Placer:
    """Knows the passages and where every old unit came from; ``further`` are the sections a template has room for."""

    texts: Texts
    pieces: Sequence[Piece]
    further: tuple[str, ...] = ()
    _claimed: dict[int, FigureEdit] = field(default_factory=dict)

    # Words

    def place_hunk(self, piece: Piece, hunk: Hunk, hunks: list[Hunk], new: str) -> Edit | Issue | FigureEdit:
        """How one difference of a paragraph is written down."""
        if UNKNOWN in hunk.text:
            return symbol_issue()
        touched = self._touched_span(piece, hunk)
        if touched is not None:
            figure = _figure_edit(piece, touched, hunks, new)
            return _section_text(figure, hunk) if is_unwritten(figure.span) else figure
        found = self._range(piece, hunk)
        if isinstance(found, Issue):
            return self._across(piece, hunk) or found
        source, start, end = found
        before = source.text[start - 1 : start]
        opens = not source.text[:start].strip() or source.text[:start].endswith("\n\n")
        text = as_source(hunk.text, at_start=opens, before=before)
        if hunk.start < hunk.end and not hunk.text:
            start, end = _without_double_blank(source.text, start, end)
        return Edit([Splice(source.slot, start, end, text)])

    def _across(self, piece: Piece, hunk: Hunk) -> Edit | None:
        """Words that come from several places one after the other: the new ones go to the first passage of them."""
        runs: list[list[Spot]] = []
        for at in range(hunk.start, hunk.end):
            spot = piece.spots[at]
            if spot is None or spot.source is None:
                if piece.content[at].strip():
                    return None
            elif runs and runs[-1][0].source is spot.source:
                runs[-1].append(spot)
            else:
                runs.append([spot])
        steps: list[Splice] = []
        for run in runs:
            source, first, last = run[0].source, min(spot.index for spot in run), max(spot.index for spot in run)
            assert source is not None
            tokens = tokenize(source.text)[first : last + 1]
            if any(token.evaluated for token in tokens):
                return None
            steps.append(Splice(source.slot, tokens[0].start, tokens[-1].end, ""))
        host = next((at for at, step in enumerate(steps) if step.key[0] != WORDINGS), 0)
        if len(steps) < 2:
            return None
        steps[host] = replace(steps[host], text=as_source(hunk.text, at_start=False))
        return Edit([*steps])

    def _touched_span(self, piece: Piece, hunk: Hunk) -> int | None:
        """The position of a computed character that a hunk replaces or stands in the middle of."""
        for at in range(hunk.start, hunk.end):
            spot = piece.spots[at]
            if spot is not None and spot.span is not None:
                return at
        if hunk.start == hunk.end and 0 < hunk.start < len(piece.spots):
            left, right = piece.spots[hunk.start - 1], piece.spots[hunk.start]
            if left is not None and right is not None and left.span is not None and left.span is right.span:
                return hunk.start
        return None

    def _range(self, piece: Piece, hunk: Hunk) -> tuple[Source, int, int] | Issue:
        if hunk.start == hunk.end:
            return self._insertion_point(piece, hunk.start)
        spots = piece.spots[hunk.start : hunk.end]
        known = [spot for spot in spots if spot is not None and spot.source is not None]
        if not known:
            return self._unknown(piece, hunk)
        source = known[0].source
        assert source is not None
        if len(known) < len(spots) or any(spot.source is not source for spot in known):
            return self._unknown(piece, hunk)
        first, last = min(spot.index for spot in known), max(spot.index for spot in known)
        tokens = tokenize(source.text)[first : last + 1]
        if any(token.evaluated for token in tokens):
            return self._unknown(piece, hunk)
        return source, tokens[0].start, tokens[-1].end

    def _insertion_point(self, piece: Piece, at: int) -> tuple[Source, int, int] | Issue:
        """Behind the letter before, else in front of the letter after; a passage rather than a template."""
        left = piece.spots[at - 1] if at else None
        right = piece.spots[at] if at < len(piece.spots) else None
        places = [(left.source, left.token.end)] if left is not None and left.source is not None else []
        places += [(right.source, right.token.start)] if right is not None and right.source is not None else []
        for source, offset in sorted(places, key=lambda found: found[0].key is None):
            return source, offset, offset
        return self._unknown(piece, Hunk(at, at, "", at, at))

    def _unknown(self, piece: Piece, hunk: Hunk) -> Issue:
        """Text that no passage holds: the nearest place that is known tells where to look."""
        for reach in range(len(piece.spots)):
            for at in (hunk.start - 1 - reach, hunk.end + reach):
                spot = piece.spots[at] if 0 <= at < len(piece.spots) else None
                if spot is not None and spot.source is not None:
                    message = "chữ ở chỗ này do biểu thức hoặc chương trình in ra, không nằm trong lời văn"
                    return Issue("LC603", message, spot.source.locate(spot.token.start), "Sửa tay ở tệp nêu trên.")
        return Issue("LC603", "chữ ở chỗ này do chương trình in ra", None, "Sửa tay ở mẫu hoặc tệp dữ liệu.")

    # Paragraphs that were split

    def place_split(self, piece: Piece, hunks: Sequence[Hunk], kind: str) -> Edit | Issue:
        """One paragraph made two; of an item of a list the second half becomes the next item."""
        steps: list[Step] = []
        cut: Splice | None = None
        later: list[Splice] = []
        for hunk in hunks:
            head, mark, tail = hunk.text.partition(PARA)
            found = self._range(piece, hunk)
            if mark and not isinstance(found, Issue) and found[0].key is None:
                return self._split_template(piece, hunks, kind)
            if isinstance(found, Issue) or found[0].key is None:
                if mark:
                    return found  # type: ignore[return-value]
                continue
            source, start, end = found
            assert source.key is not None
            if mark:
                cut = Splice(source.key, start, end, as_source(head.rstrip(), at_start=False))
                later.append(Splice(source.key, end, end, as_source(tail.lstrip(), at_start=True)))
            elif cut is not None and source.key == cut.key:
                later.append(Splice(source.key, start, end, as_source(hunk.text, at_start=False)))
            else:
                steps.append(Splice(source.key, start, end, as_source(hunk.text, at_start=False)))
        if cut is None:
            return self.cannot("tách đoạn", piece)
        text = self.texts.slots[cut.key].text or ""
        rest = sliced(text, cut.end, len(text), later).strip()
        steps.append(Splice(cut.key, cut.start, len(text), cut.text))
        if cut.key in self.texts.order.get(cut.key[0], ()) and kind == piece.kind:
            return Edit([*steps, InsertItem(cut.key[0], cut.key, rest)])
        steps[-1] = Splice(cut.key, cut.start, len(text), f"{cut.text}\n\n{_marker(kind)}{rest}\n")
        return Edit(steps)

    def _split_template(self, piece: Piece, hunks: Sequence[Hunk], kind: str) -> Edit | Issue:
        """A paragraph of a template made two."""
        steps: list[Step] = []
        for hunk in hunks:
            head, mark, tail = hunk.text.partition(PARA)
            text = f"{head.rstrip()}{PARA}{tail.lstrip()}" if mark else hunk.text
            found = self.place_hunk(piece, replace(hunk, text=text), [], "")
            if not isinstance(found, Edit):
                if mark:
                    return found if isinstance(found, Issue) else self.cannot("tách đoạn", piece)
                continue
            for step in found.steps:
                if mark and isinstance(step, Splice):
                    step = replace(step, text=step.text.replace("\n\n", f"\n\n{_marker(kind)}", 1))
                steps.append(step)
        return Edit(steps)

    # Whole paragraphs

    def removals(self, at: int) -> list[Edit] | Issue:
        """How a paragraph is taken out of the passage it is in, or the passage or template out of the report.

        A section that the template asks for leaves a gap where it is missing: a comment takes its place then.
        """
        if (dropped := self._dropped(self.pieces[at])) is not None:
            return [dropped]
        found = self.extent(self.pieces[at])
        if isinstance(found, Issue):
            return found
        key, start, end, whole = found
        text = self.texts.slots[key].text or ""
        if whole and key[0] == "noi_dung":
            return [Edit([Remove(key)]), Edit([Splice(key, 0, len(text), LEFT_OUT)])]
        if whole:
            return [Edit([Remove(key)])]
        return [Edit([Splice(key, *_with_border(text, start, end), "")])]

    def _dropped(self, piece: Piece) -> Edit | None:
        """How a paragraph of a template goes, with the passages that it prints; None where there is no such way."""
        spots = [spot for spot in piece.spots if spot is not None and spot.source is not None]
        templates = {spot.source.slot: spot for spot in reversed(spots) if spot.source and spot.source.template}
        if len(templates) != 1:
            return None
        [(slot, first)] = templates.items()
        steps: list[Step] = [DropParagraph(slot, first.token.start)]
        for source in {id(spot.source): spot.source for spot in spots}.values():
            if source is None or source.key is None:
                continue
            if not _is_all_of(source, [spot.index for spot in spots if spot.source is source]):
                return None
            steps.append(Remove(source.key))
        return Edit(steps)

    def payload(self, at: int, hunks: Sequence[Hunk]) -> str | Issue:
        """The source of a paragraph, with some of its hunks, to be put somewhere else."""
        found = self.extent(self.pieces[at])
        if isinstance(found, Issue):
            return found
        key, start, end, _ = found
        text = self.texts.source(key)
        start += len(opening_marker(text[start:end]))
        made = sliced(text, start, end, self._splices(self.pieces[at], key, hunks)).strip()
        return without_id(made) if key[0] == WORDINGS else made

    def insertions(self, before: int | None, after: int | None, unit: Unit, text: str) -> list[Edit]:
        """Places for a new paragraph between two old units, the most natural first."""
        found: list[Edit] = []
        marked = f"{_marker(unit.kind)}{text}"
        # A legal basis is one only among its like.
        plain = "đoạn văn" if unit.kind == "căn cứ" else ""
        for at, behind in ((before, True), (after, False)):
            if at is not None and behind and (section := self._gap_section(self.pieces[at])):
                found.append(Edit([NewSection(section, marked)], plain))
            key = None if at is None else self._edge_key(self.pieces[at], last=behind)
            if at is None or key is None:
                continue
            name, kind = key[0], self.pieces[at].kind
            is_item = key in self.texts.order.get(name, ())
            if is_item and _fits(name, unit.kind):
                keys = self.texts.order[name]
                place = key if behind else (keys[keys.index(key) - 1] if keys.index(key) else None)
                found.append(Edit([InsertItem(name, place, text)], "" if kind == unit.kind else kind))
            elif name not in ("tieu_de", BASES):
                found += self._inside(self.pieces[at], key, marked, behind=behind, kind=plain)
        near = self._nearby(before, after)
        found += (Edit([NewSection(self._free_section(opening), marked)], plain) for opening in near)
        return [*found, *self._unmarked(before, after, unit, text), *self._beside_template(before, after, marked)]

    def _beside_template(self, before: int | None, after: int | None, text: str) -> list[Edit]:
        """Behind or in front of a paragraph of a template, for want of a passage there."""
        found: list[Edit] = []
        for at, behind in ((before, True), (after, False)):
            slot = None if at is None else self._edge_slot(self.pieces[at], last=behind)
            if at is None or slot is None or slot[0] != WORDINGS:
                continue
            if behind:
                end = end_of(self.pieces[at])
                found.append(Edit([Splice(slot, end, end, f"\n\n{text}")]))
            else:
                spot = next(spot for spot in self.pieces[at].spots if spot is not None and spot.source is not None)
                found.append(Edit([Splice(slot, spot.token.start, spot.token.start, f"{text}\n\n")]))
        return found

    def _gap_section(self, piece: Piece) -> str:
        """The section whose gap a paragraph is: what is typed behind it may be more text of that section."""
        spans = [spot.span for spot in piece.spots if spot is not None and spot.span is not None]
        found = [span.origin.indicator for span in spans if is_unwritten(span) and span.origin is not None]
        return found[-1] if found and len(found) == len(piece.content) else ""

    def _unmarked(self, before: int | None, after: int | None, unit: Unit, text: str) -> list[Edit]:
        """Places for an item as running text, where the place itself prints a marker or none fits."""
        if not unit.kind.startswith(("gạch", ITEM)):
            return []
        found: list[Edit] = []
        for at, behind in ((before, True), (after, False)):
            key = None if at is None else self._edge_key(self.pieces[at], last=behind)
            if at is not None and key is not None and key[0] == "noi_dung":
                found += self._inside(self.pieces[at], key, text, behind=behind, kind="đoạn văn")
        return found

    def _inside(self, piece: Piece, key: Key, text: str, *, behind: bool, kind: str) -> list[Edit]:
        """In front of or behind a paragraph of a passage."""
        spots = [spot for spot in piece.spots if spot is not None and spot.source and spot.source.key == key]
        source = self.texts.slots[key].text or ""
        tokens = tokenize(source)
        start, end = _paragraph(tokens, spots[-1 if behind else 0].index)
        if behind:
            offset = tokens[end].end if end < len(tokens) - 1 else len(source.rstrip())
            return [Edit([Splice(key, offset, offset, f"\n\n{text}")], kind)]
        offset = tokens[start].start
        if start and (marker := source.rfind("\n", tokens[start - 1].start, offset)) >= 0:
            offset = marker + 1  # in front of the marker of an item
        return [Edit([Splice(key, offset, offset, f"{text}\n\n")], kind)]

    def _free_section(self, opening: str) -> str:
        """The name of a section that the template prints at the end of a chapter and the report does not have yet."""
        name, number = f"{opening}.them", 2
        while ("noi_dung", name) in self.texts.slots:
            name = f"{opening}.them-{number}"
            number += 1
        return name

    def _nearby(self, before: int | None, after: int | None) -> list[str]:
        """Chapters with room for more text, those named like the passages around first; at most four."""
        near: list[str] = []
        for start, step in ((before, -1), (after, 1)):
            at = start
            while at is not None and 0 <= at < len(self.pieces) and len(near) < 8:
                key = self._edge_key(self.pieces[at], last=step < 0)
                if key is not None and key[0] == "noi_dung":
                    near += [part for part in (key[1].partition(".")[0], key[1].rpartition(".")[2]) if part]
                at += step
        return [name for name in dict.fromkeys(near) if name in self.further][:4]

    # What a piece came from

    def extent(self, piece: Piece) -> tuple[Key, int, int, bool] | Issue:
        """The passage of a paragraph, the part of it that the paragraph is, and whether that is all of it."""
        sources = {id(spot.source): spot.source for spot in piece.spots if spot is not None and spot.source is not None}
        if len(sources) != 1:
            return self.cannot("cả đoạn", piece)
        source = next(iter(sources.values()))
        assert source is not None
        tokens = tokenize(source.text)
        indexes = [spot.index for spot in piece.spots if spot is not None and spot.source is source]
        start, _ = _paragraph(tokens, min(indexes))
        _, end = _paragraph(tokens, max(indexes))
        # The marker of a list belongs to the blank before it.
        return source.slot, tokens[start].start, tokens[end].end, source.key is not None and _is_all_of(source, indexes)

    def _edge_key(self, piece: Piece, *, last: bool) -> Key | None:
        for spot in reversed(piece.spots) if last else piece.spots:
            if spot is not None and spot.source is not None:
                return spot.source.key
        return None

    def _edge_slot(self, piece: Piece, *, last: bool) -> Key | None:
        """The passage or template that the last (or first) words of a paragraph come from."""
        spots = (spot for spot in (reversed(piece.spots) if last else piece.spots) if spot is not None)
        return next((spot.source.slot for spot in spots if spot.source is not None), None)

    def _splices(self, piece: Piece, key: Key, hunks: Sequence[Hunk]) -> list[Splice]:
        found = [self.place_hunk(piece, hunk, list(hunks), "") for hunk in hunks]
        steps = [step for edit in found if isinstance(edit, Edit) for step in edit.steps]
        return [step for step in steps if isinstance(step, Splice) and step.key == key]

    def cannot(self, what: str, piece: Piece) -> Issue:
        """Why a paragraph cannot be put together anew: words of a template stay where the template has them."""
        spots = [spot for spot in piece.spots if spot is not None and spot.source is not None]
        of_template = next(
            (spot for spot in spots if spot.source is not None and spot.source.template is not None), None
        )
        spot = of_template or next(iter(spots), None)
        place = spot.source.locate(spot.token.start) if spot is not None and spot.source is not None else None
        if of_template is not None:
            message = f"{what}: đoạn có chữ của mẫu, mà chữ của mẫu không đưa sang chỗ khác được"
            return Issue("LC602", message, place, "Sửa tay ở tệp nêu trên.")
        message = f"{what}: đoạn ghép từ nhiều chỗ của lời văn, không đặt lại được"
        return Issue("LC603", message, place, "Sửa tay ở tệp nêu trên.")


def _figure_edit(piece: Piece, at: int, hunks: list[Hunk], new: str) -> FigureEdit:
    spot = piece.spots[at]
    assert spot is not None
    span = spot.span
    assert span is not None
    start, end = at, at
    while start > 0 and (other := piece.spots[start - 1]) is not None and other.span is span:
        start -= 1
    while end < len(piece.spots) and (other := piece.spots[end]) is not None and other.span is span:
        end += 1
    first, last = new_range(hunks, start, end)
    return FigureEdit(span, _bare(piece.content[start:end]), _bare(new[first:last]).strip())


def symbol_issue() -> Issue:
    """Why a symbol of a font of its own stays behind: no text can name it."""
    message = "ký hiệu lấy từ phông riêng (Insert Symbol) không ghi được vào lời văn"
    return Issue("LC603", message, None, "Gõ ký hiệu ấy bằng bàn phím, hoặc viết thành chữ.")


def is_unwritten(span: Span) -> bool:
    """Whether a span stands for the text of a section that is not written yet."""
    return span.gap and span.origin is not None and span.origin.formula == NOT_WRITTEN


def _section_text(figure: FigureEdit, hunk: Hunk) -> Edit | FigureEdit:
    """What was typed over the gap of a section is the text of that section."""
    if figure.span.origin is None or GAP in figure.typed or not hunk.text.strip():
        return figure
    return Edit([NewSection(figure.span.origin.indicator, as_source(hunk.text.strip(), at_start=True))])


def _bare(content: str) -> str:
    """A content without the marks of bold that a gap has."""
    return content.translate(_NO_BOLD)


def _is_all_of(source: Source, indexes: Sequence[int]) -> bool:
    """Whether the paragraphs around some tokens of a source are all that it shows."""
    tokens = tokenize(source.text)
    start, end = _paragraph(tokens, min(indexes))[0], _paragraph(tokens, max(indexes))[1]
    shows = [at for at, token in enumerate(tokens) if token.evaluated or token.shown.strip(f" {PARA}")]
    return bool(shows) and start <= shows[0] and end >= shows[-1]


def _fits(name: str, kind: str) -> bool:
    """Whether a paragraph of this kind may become an item of a list."""
    return kind in ("căn cứ", "đoạn văn") if name == BASES else not kind.startswith("đề mục")


def _marker(kind: str) -> str:
    """What opens a paragraph of this kind in a passage."""
    if kind.startswith("đề mục cấp "):
        return f"{'#' * int(kind.rpartition(' ')[2])} "
    if kind.startswith("gạch"):
        return "- "
    return "1. " if kind.startswith(ITEM) else ""


def _paragraph(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """The first and last token of the paragraph around a token."""
    start = end = index
    while start > 0 and tokens[start - 1].shown != PARA:
        start -= 1
    while end < len(tokens) - 1 and tokens[end + 1].shown != PARA:
        end += 1
    return start, end


def end_of(piece: Piece) -> int:
    """Where words go that continue a paragraph: its end in its last source."""
    spot = next(spot for spot in reversed(piece.spots) if spot is not None and spot.source is not None)
    assert spot.source is not None
    if spot.source.template is None:
        return paragraph_end(spot.source.text, spot.index)
    if piece.spots[-1] is spot:
        return spot.token.end
    tokens = tokenize(spot.source.text)
    text = spot.source.text[: tokens[_paragraph(tokens, spot.index)[1]].end]
    return len(without_id(text) or text)


def paragraph_end(text: str, index: int) -> int:
    """Where the paragraph around a token of a text ends."""
    tokens = tokenize(text)
    _, end = _paragraph(tokens, index)
    return tokens[end].end if end < len(tokens) - 1 else len(text.rstrip())


def _with_border(text: str, start: int, end: int) -> tuple[int, int]:
    """A paragraph with what parts it from the one before, or from the next where it is the first."""
    tokens = tokenize(text)
    before = next((token for token in tokens if token.end == start and token.shown == PARA), None)
    if before is not None:
        return before.start, end
    rest = text[end:]
    return start, end + len(rest) - len(rest.lstrip("\n"))


def sliced(text: str, start: int, end: int, splices: Sequence[Splice]) -> str:
    """A part of a text with the splices that lie in it."""
    parts: list[str] = []
    done = start
    for splice in sorted(splices, key=lambda found: (found.start, found.end)):
        if splice.start >= done and splice.end <= end:
            parts += (text[done : splice.start], splice.text)
            done = splice.end
    return "".join((*parts, text[done:end]))


def _without_double_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """Where words go, one of the blanks around them goes too."""
    if text[start - 1 : start] == " " and text[end : end + 1] == " " and NOTE[0] not in text:
        return start, end + 1
    return start, end
