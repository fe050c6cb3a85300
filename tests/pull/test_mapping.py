"""Every character of a report is known by where it came from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from lcdraft.anchors import block_content
from lcdraft.dataset import Dataset
from lcdraft.pull.mapping import spots_of
from lcdraft.pull.rewording import read_templates
from lcdraft.pull.tokens import tokenize
from lcdraft.pull.tracing import trace
from lcdraft.render import render_document

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted(path.stem for path in (ROOT / "data/bao-cao").glob("*.yaml"))


@pytest.mark.parametrize("name", REPORTS)
def test_nearly_every_character_is_known(sample: Dataset, sample_root: Path, name: str) -> None:
    report, folders = sample.reports[name], (sample_root / "templates",)
    rendered = render_document(sample, report, folders).document
    traced = trace(sample, report, read_templates(sample_root, folders, report))
    assert rendered is not None
    assert traced is not None
    kinds: Counter[str] = Counter()
    for plain, marked in zip(rendered.blocks, traced.document.blocks, strict=True):
        content = block_content(plain)
        spots = spots_of(block_content(marked), content, traced.tracer)
        for sign, spot in zip(content, spots, strict=True):
            if spot is None:
                kinds["unknown"] += 1
            elif spot.source is None:
                kinds["computed"] += 1
            else:
                # What stands at that place of the source is what the report shows.
                assert sign.casefold() in spot.token.shown.casefold()
                kinds["passage" if spot.source.key else "template"] += 1
    assert kinds["passage"] > kinds["unknown"]
    assert kinds["unknown"] < 0.06 * kinds.total(), kinds


@pytest.mark.parametrize("path", sorted((ROOT / "data/bao-cao").glob("*.yaml")), ids=lambda path: path.stem)
def test_tokens_leave_no_holes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tokens = tokenize(text)
    assert "".join(text[token.start : token.end] for token in tokens) == text
