"""Marks around unreviewed text show in the result and change nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Dataset, Report
from lcdraft.document import Block, Document, Emphasis, Footnote, Inline, Span, Strong, Table, Text, inlines_text
from lcdraft.errors import Place, TemplateError
from lcdraft.fences import mark_lines
from lcdraft.inlines import tidy_inlines
from lcdraft.markup import Numbering, parse_markup
from lcdraft.render import render_document
from lcdraft.resources import template_folders
from lcdraft.spacing import keep_wrapped_dashes


def unmarked(blocks: tuple[Block, ...]) -> list[object]:
    """The blocks as they would be without marks."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [unmarked(cell.blocks) for row in block.rows for cell in row]
        else:
            found.append(replace(block, inlines=tidy_inlines(map(plain, block.inlines))))
    return found


def plain(inline: Inline) -> Inline:
    match inline:
        case Span(text, origin, gap, unreviewed=True):
            return Span(text, origin, gap) if origin is not None or gap else Text(text)
        case Span(text, None, False):
            return Text(text)
        case Strong(children) | Emphasis(children):
            return type(inline)(tuple(map(plain, children)))
        case Footnote(blocks):
            return Footnote(tuple(unmarked(blocks)))  # type: ignore[arg-type]
    return inline


def marked_text(document: Document) -> str:
    return "".join(leaf for block in document.walk() if not isinstance(block, Table) for leaf in leaves(block.inlines))


def leaves(inlines: tuple[Inline, ...]) -> list[str]:
    found: list[str] = []
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis):
            found += leaves(inline.children)
        elif isinstance(inline, Span) and inline.unreviewed:
            found.append(inline.text)
    return found


@pytest.mark.parametrize(
    "name", ["6-thang-2025", "9-thang-2024", "nam-2024", "quy-2-2025", "thang-2022-07", "thang-2023-02"]
)
def test_a_sample_with_every_passage_unreviewed(sample: Dataset, name: str) -> None:
    report: Report = sample.reports[name]
    waiting = replace(report, unreviewed=dict.fromkeys(report.passages, Place("")))
    folders = template_folders(sample.root)
    bare = render_document(sample, report, folders).document
    shown = render_document(sample, waiting, folders, highlight=True).document
    assert bare is not None
    assert shown is not None
    assert unmarked(shown.blocks) == unmarked(bare.blocks)
    marked = marked_text(shown)
    for passage in report.sections.values():
        words = next((line for line in passage.text.split("\n") if "{" not in line and "*" not in line), "").strip()
        words = words.split("^[")[0].split("]")[0].rstrip(".")
        assert not words or "- " in words or "\\" in words or words in marked, words
    if name == "6-thang-2025":
        assert not marked_text(render_document(sample, report, folders, highlight=True).document or bare)


TABLE = "\n\n| a | **b** |\n| --- | --- |\n| c | |\n\n"
PIECES = [
    "chữ ",
    "hai",
    " ",
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n    ",
    "**đậm**",
    "**đậm. **",
    "*nghiêng*",
    "một. ",
    "hai, ",
]
PIECES += ["^[chú **thích**.]", "^[dài\nhai dòng]", "\\*", "\\[", "(", ")", "100%", "“a”", "- ", TABLE]
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(MARKDOWN)
def test_marks_change_no_markdown(text: str) -> None:
    """What can be read without marks can be read with them, and is the same."""
    text = text.strip()
    try:
        bare = parse_markup(text, numbering=Numbering())
    except TemplateError:
        return
    shown = parse_markup(mark_lines(keep_wrapped_dashes(text)), numbering=Numbering())
    assert ["".join(line.split()) for line in said(shown)] == ["".join(line.split()) for line in said(bare)]


def said(blocks: tuple[Block, ...]) -> list[str]:
    def note(footnote: Footnote) -> str:
        return f"[{' '.join(said(footnote.blocks))}]"

    return [
        f"{type(block).__name__} {inlines_text(block.inlines, note)}"
        if not isinstance(block, Table)
        else str(rows(block))
        for block in blocks
    ]


def rows(table: Table) -> list[list[list[str]]]:
    return [[said(cell.blocks) for cell in row] for row in table.rows]
