"""A line whose number or marker alone is another one: an exact comparison shows both, in every view."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from lcdraft.diff.compare import compare_drafts
from lcdraft.diff.drafts import open_drafts
from lcdraft.diff.model import Comparison, Status
from lcdraft.diff.show.html import write_page
from lcdraft.diff.show.json import as_json
from lcdraft.diff.show.markdown import write_comment
from lcdraft.diff.show.terminal import terminal_lines

BEFORE = """# I. KINH TẾ

## 1. Thu ngân sách

a) Thu nội địa đạt khá.

- Chi thường xuyên đúng dự toán.
"""
LABELS = [("## 1.", "## 2."), ("a) ", "b) "), ("- Chi", "+ Chi")]


def comparison(folder: Path, before: str, after: str, *, exact: bool = True) -> Comparison:
    old, new = folder / "cu.md", folder / "moi.md"
    old.write_text(before, "utf-8")
    new.write_text(after, "utf-8")
    return compare_drafts(*open_drafts(str(old), str(new)), exact=exact)


@pytest.mark.parametrize(("old", "new"), LABELS)
def test_both_labels_are_shown(tmp_path: Path, old: str, new: str) -> None:
    found = comparison(tmp_path, BEFORE, BEFORE.replace(old, new))
    [(_, row)] = found.changes()
    assert {piece.status for piece in row.pieces} == {Status.EQUAL}
    was, now = old.replace("Chi", "").strip("# "), new.replace("Chi", "").strip("# ")
    assert f"[-{was}-] {{+{now}+}}" in "\n".join(terminal_lines(found))
    assert f"<del>{was}</del> <ins>{now}</ins>" in write_comment(found)
    page = lxml.html.fromstring(write_page(found))
    assert [words.text_content().strip() for words in page.xpath("//div[contains(@class, 'row')]//del")] == [was]
    assert [words.text_content().strip() for words in page.xpath("//div[contains(@class, 'row')]//ins")] == [now]
    [change] = as_json(found)["changes"]  # type: ignore[misc]
    assert change["old"].startswith(f"{was} ")
    assert change["new"].startswith(f"{now} ")
    pieces = [(piece["status"], piece["text"].strip()) for piece in change["pieces"]]
    assert pieces[:2] == [("removed", was), ("added", now)]


@pytest.mark.parametrize(("old", "new"), LABELS)
def test_else_they_count_as_equal_and_that_is_said(tmp_path: Path, old: str, new: str) -> None:
    found = comparison(tmp_path, BEFORE, BEFORE.replace(old, new), exact=False)
    assert not found.changed
    assert sum(item.count for item in found.ignored) == 1
