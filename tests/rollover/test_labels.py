"""Hand-checked labels: what the program makes of each occurrence in ``tests/data/nhan-ky.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lcdraft.periods import parse_period
from lcdraft.rollover import roll_text

TABLE = Path(__file__).resolve().parent.parent / "data" / "nhan-ky.yaml"
ROWS: list[dict[str, Any]] = [
    {"cu": group["cu"], "moi": group["moi"], **row}
    for group in yaml.safe_load(TABLE.read_text(encoding="utf-8"))["nhom"]
    for row in group["nhan"]
]


def test_the_table_is_large_and_mixed() -> None:
    verdicts = [row["ket"] for row in ROWS]
    assert len(verdicts) >= 250
    assert min(verdicts.count(verdict) for verdict in ("moved", "protected", "undecided")) >= 40


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['doan']}|{row['moi']}")
def test_label(row: dict[str, Any]) -> None:
    rolled = roll_text(row["doan"], parse_period(row["cu"]), parse_period(row["moi"]))
    if row["ket"] == "none":
        assert rolled.labels == ()
        return
    found = [label for label in rolled.labels if label.old == row["nhan"]]
    assert [(label.verdict.value, label.new) for label in found] == [(row["ket"], row.get("thanh", row["nhan"]))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['doan']}|{row['moi']}")
def test_the_rest_of_the_text_stays(row: dict[str, Any]) -> None:
    rolled = roll_text(row["doan"], parse_period(row["cu"]), parse_period(row["moi"]))
    old = new = 0
    for label in rolled.labels:
        assert row["doan"][label.start : label.end] == label.old
        assert rolled.text[label.new_start : label.new_end] == label.new
        assert row["doan"][old : label.start] == rolled.text[new : label.new_start]
        old, new = label.end, label.new_end
    assert row["doan"][old:] == rolled.text[new:]
