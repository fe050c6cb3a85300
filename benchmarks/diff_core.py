"""Time and memory of comparing two drafts in memory: alignment and words, without reading files and showing pages.

Drafts of 30 and 300 pages are made of the paragraphs of the sample reports with a third of their words exchanged, so
that no page is like another, and edited in 5 %, a third and all of their paragraphs.
"""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lcdraft.diff.compare import compare_lines
from lcdraft.diff.lines import lines_of
from lcdraft.document import Block, Document, Table, Text, inlines_text
from lcdraft.workspace import load_workspace

ROOT = Path(__file__).resolve().parents[1]
LETTERS = 2400
"""On a page."""
RUNS = 3


class Maker:
    """Makes drafts and edits them, the same in every run."""

    def __init__(self) -> None:
        workspace = load_workspace(ROOT)
        self.blocks = [block for name in workspace.reports for block in workspace.render(name)[0].blocks]
        texts = [inlines_text(block.inlines) for block in self.blocks if not isinstance(block, Table)]
        self.words = sorted({word for text in texts for word in text.split()})
        self.chance = random.Random(1)

    def varied(self, block: Block, share: float) -> Block:
        """The block with a share of its words exchanged."""
        if isinstance(block, Table):
            return block
        words = inlines_text(block.inlines).split()
        mixed = (word if self.chance.random() > share else self.chance.choice(self.words) for word in words)
        return replace(block, inlines=(Text(" ".join(mixed)),))

    def draft(self, pages: int) -> list[Block]:
        blocks: list[Block] = []
        letters = 0
        while letters < pages * LETTERS:
            block = self.varied(self.blocks[len(blocks) % len(self.blocks)], 0.35)
            blocks.append(block)
            letters += sum(map(len, texts_of(block)))
        return blocks

    def edited(self, blocks: Sequence[Block], share: float, words: float) -> list[Block]:
        """Of the share of blocks that is touched most are worded anew, some come, go or move."""
        found: list[Block] = []
        for block in blocks:
            choice = self.chance.random()
            if choice < share * 0.7:
                found.append(self.varied(block, words))
            elif choice < share * 0.8:
                continue
            elif choice < share * 0.9:
                found += [block, self.varied(self.chance.choice(self.blocks), 0.9)]
            elif choice < share:
                found.insert(max(0, len(found) - self.chance.randint(1, 40)), block)
            else:
                found.append(block)
        return found


def texts_of(block: Block) -> Iterator[str]:
    if not isinstance(block, Table):
        yield inlines_text(block.inlines)
        return
    for row in block.rows:
        for cell in row:
            for inner in cell.blocks:
                yield from texts_of(inner)


def main() -> None:
    maker = Maker()
    for pages in (30, 300):
        old = maker.draft(pages)
        for name, share, words in (("5 %", 0.05, 0.1), ("a third", 0.33, 0.4), ("all", 1.0, 0.5)):
            lines = lines_of(Document(tuple(old))), lines_of(Document(tuple(maker.edited(old, share, words))))
            best = float("inf")
            for _ in range(RUNS):
                start = time.process_time()
                rows, _ignored = compare_lines(*lines)
                best = min(best, time.process_time() - start)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            counts = Counter(row.status.value for row in rows)
            print(f"{pages} pages, {name} edited: {best:.3f} s, peak {memory} MB, {dict(counts)}")


if __name__ == "__main__":
    main()
