"""What the editor did beside the text of the report: nothing of it can come home, and none of it may pass unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lcdraft.anchors import block_content, plain_content
from lcdraft.document import Block, Emphasis, Footnote, Inline, Strong, Table
from lcdraft.pull.changes import Change, Kind
from lcdraft.pull.placing import Issue
from lcdraft.pull.units import Unit
from lcdraft.read.docx_edited import Edited

__all__ = ["beside_changes", "running_changes"]

_KEEP = "Giữ lại tệp Word này."


def beside_changes(edited: Edited, units: Sequence[Unit]) -> Iterator[Change]:
    """Text boxes, pictures, symbols, equations, breaks, embedded documents, and notes of several paragraphs."""
    for unit in units:
        issues = [Issue("LC603", remark, None, _KEEP) for remark in (*unit.remarks, *_note_remarks(unit.block))]
        if unit.boxed:
            issues.append(
                Issue("LC603", "chữ trong hộp văn bản không thuộc lời văn", None, "Gõ vào đoạn văn, nếu cần.")
            )
        if unit.pictures:
            message = "đoạn có hình chèn trong Word; hình không đưa về dữ liệu được"
            issues.append(Issue("LC603", message, None, _KEEP))
        if issues:
            yield Change(Kind.ADDED, unit.where, "", unit.text, issues=issues)
    if edited.embedded:
        message = f"{edited.embedded} văn bản nhúng nguyên vào tệp; chữ trong đó chưa đọc"
        yield Change(
            Kind.ADDED, "", "", "văn bản nhúng", issues=[Issue("LC603", message, None, "Dán chữ vào đoạn văn.")]
        )


def running_changes(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Change]:
    """Heads and feet of pages that differ from those that the report is rendered with."""
    for where in dict.fromkeys(place for place, _ in (*old, *new)):
        gone = [text for place, text in old if place == where and (place, text) not in new]
        come = [text for place, text in new if place == where and (place, text) not in old]
        if gone or come:
            issue = Issue("LC606", f"{where} không lấy từ lời văn", None, "Sửa trong templates/bao-cao.docx.")
            yield Change(Kind.FRAME, where, " / ".join(gone), " / ".join(come), issues=[issue])


def _note_remarks(block: Block) -> Iterator[str]:
    for note in _notes_of(block):
        shown = [plain_content(block_content(inner)).strip() for inner in note.blocks]
        shown = [text for text in shown if text]
        if len(shown) > 1 or any(isinstance(inner, Table) for inner in note.blocks):
            yield f"chú thích có {len(shown)} đoạn, lời văn chỉ giữ một nên đã nối lại: “{' ¶ '.join(shown)}”"


def _notes_of(block: Block) -> Iterator[Footnote]:
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from _notes_of(inner)
    else:
        yield from _notes(block.inlines)


def _notes(inlines: Iterable[Inline]) -> Iterator[Footnote]:
    for inline in inlines:
        match inline:
            case Footnote():
                yield inline
            case Strong(children) | Emphasis(children):
                yield from _notes(children)
            case _:
                pass
