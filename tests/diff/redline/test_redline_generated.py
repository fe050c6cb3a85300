"""Measure: pairs of drafts made by editing the samples; accepting gives the new one, rejecting the old one."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redline_edits import EDIT, cut, edited
from redline_files import said

from lcdraft.diff.redline import make_redline

AUTHOR, DATE = "Người soạn", datetime(2025, 6, 20, 8)


def check(old: bytes, new: bytes) -> None:
    redline = make_redline(old, new, author=AUTHOR, date=DATE)
    assert said(redline.data, "accept") == said(new)
    assert said(redline.data, "reject") == said(old)


@pytest.fixture(scope="session")
def bases(samples: dict[str, bytes]) -> list[bytes]:
    return [samples[name] for name in ("6-thang-2025", "9-thang-2024", "thang-2022-07", "thang-2023-02", "nam-2024")]


@settings(max_examples=200)
@given(
    base=st.integers(0, 4),
    start=st.integers(1, 25).map(lambda number: number * 11),
    length=st.sampled_from((6, 18)),
    edits=st.lists(EDIT, min_size=1, max_size=6),
    further=st.lists(EDIT, max_size=2),
)
def test_both_drafts_come_back_from_edited_excerpts(
    bases: list[bytes],
    base: int,
    start: int,
    length: int,
    edits: list[tuple[int, list[int]]],
    further: list[tuple[int, list[int]]],
) -> None:
    excerpt = cut(bases[base], start, length)
    check(edited(excerpt, further), edited(excerpt, edits))
