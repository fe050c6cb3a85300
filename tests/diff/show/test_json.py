"""The contract of ``lcdraft diff --to json``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from lcdraft.diff.model import Comparison, FigureChange
from lcdraft.diff.show.json import as_json

TEXT: dict[str, Any] = {"type": "string"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
PLACE = {
    "oneOf": [
        {"type": "null"},
        {
            "type": "object",
            "required": ["file", "line", "column"],
            "properties": {"file": TEXT, "line": COUNT, "column": COUNT},
            "additionalProperties": False,
        },
    ]
}


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


COMMON = {
    "where": TEXT,
    "old": TEXT,
    "new": TEXT,
    "headings": {"type": "array", "items": TEXT},
    "line": {"enum": ["frame", "heading", "paragraph", "basis", "item", "row"]},
    "block": COUNT,
    "row": COUNT,
    "note": {"type": "boolean"},
}
PIECES = {
    "type": "array",
    "items": closed(
        {
            "status": {"enum": ["equal", "added", "removed"]},
            "text": TEXT,
            "figure": {"type": "boolean"},
            "note": {"type": "boolean"},
        }
    ),
}
FIGURE = {
    **dict.fromkeys(("name", "unit", "prefix", "suffix", "delta", "percent", "indicator"), TEXT),
    "causes": {"type": "array", "items": COUNT},
}
SCHEMA = closed(
    {
        "old": TEXT,
        "new": TEXT,
        "changes": {
            "type": "array",
            "items": {
                "oneOf": [
                    closed({"kind": {"const": "figure"}, **COMMON, **FIGURE}),
                    closed({"kind": {"const": "text"}, **COMMON, "pieces": PIECES}),
                    closed({"kind": {"enum": ["added", "removed"]}, **COMMON}),
                    closed(
                        {
                            "kind": {"const": "moved"},
                            **COMMON,
                            "from": closed({"where": TEXT, "block": COUNT, "row": COUNT}),
                        }
                    ),
                ]
            },
        },
        "causes": {
            "type": "array",
            "items": closed(
                {
                    "kind": {"enum": ["input", "plan", "base", "template"]},
                    **dict.fromkeys(("indicator", "name", "old", "new"), TEXT),
                    "old_place": PLACE,
                    "new_place": PLACE,
                    "figures": COUNT,
                }
            ),
        },
        "summary": closed(
            {
                "changed": {"type": "boolean"},
                **dict.fromkeys(("figures", "texts", "added", "removed", "moved", "notes", "unchanged"), COUNT),
                "ignored": {"type": "array", "items": closed({"name": TEXT, "count": COUNT})},
                "uncompared": {"type": "array", "items": TEXT},
            }
        ),
    }
)


def data(comparison: Comparison) -> Any:
    return json.loads(json.dumps(as_json(comparison)))


@pytest.mark.parametrize("which", ["sample", "hostile", "same", "real"])
def test_every_comparison_keeps_the_contract(made: SimpleNamespace, which: str) -> None:
    jsonschema.validate(data(getattr(made, which)), SCHEMA)


def test_the_example_of_the_guide_keeps_it_too(sample_root: Path) -> None:
    guide = (sample_root / "docs" / "so-sanh-json.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    jsonschema.validate(json.loads(example), SCHEMA)


def test_every_key_stands_in_the_guide(made: SimpleNamespace, sample_root: Path) -> None:
    guide = (sample_root / "docs" / "so-sanh-json.md").read_text(encoding="utf-8")
    found = data(made.sample)
    keys = {key for part in (found, found["summary"], *found["changes"], *found["causes"]) for key in part}
    assert sorted(key for key in keys if f"`{key}`" not in guide and f'"{key}"' not in guide) == []


def test_the_sample(made: SimpleNamespace, golden: Callable[[str, str], None]) -> None:
    golden("diff.json", json.dumps(as_json(made.sample), ensure_ascii=False, indent=2) + "\n")


def test_two_figures_and_a_word_are_three_entries(made: SimpleNamespace) -> None:
    row = made.Maker(where="II.1").row("đạt [-0:2-]{+0:3+} xã, [-giảm-]{+tăng+} [-1:5-]{+1:6+} hộ, còn [-ít-]{+nhiều+}")
    figures = (FigureChange("xã", "II.1", "2", "3"), FigureChange("hộ", "II.1", "5", "6", "hộ"))
    found = data(Comparison("a", "b", (row,), figures))
    assert [(entry["kind"], entry["old"], entry["new"]) for entry in found["changes"]] == [
        ("figure", "2", "3"),
        ("figure", "5", "6"),
        ("text", "đạt 2 xã, giảm 5 hộ, còn ít", "đạt 3 xã, tăng 6 hộ, còn nhiều"),
    ]
    assert found["summary"]["figures"] == 2
    assert found["summary"]["texts"] == 1


def test_a_row_of_figures_alone_has_no_text_entry(made: SimpleNamespace) -> None:
    row = made.Maker(where="II").row("đạt [-0:2-]{+0:3+} xã")
    found = data(Comparison("a", "b", (row,), (FigureChange("xã", "II", "2", "3"),)))
    assert [entry["kind"] for entry in found["changes"]] == ["figure"]


def test_a_line_moved_and_reworded_is_two_entries(made: SimpleNamespace) -> None:
    moved = [entry for entry in data(made.sample)["changes"] if entry["where"] == "II"]
    assert [entry["kind"] for entry in moved] == ["moved", "text"]
    assert moved[0]["from"] == {"where": "I.1", "block": 5, "row": 0}
    assert moved[0]["headings"] == ["II. PHƯƠNG HƯỚNG, NHIỆM VỤ"]


def test_what_is_new_has_no_old_text(made: SimpleNamespace) -> None:
    entries = data(made.sample)["changes"]
    assert [entry["old"] for entry in entries if entry["kind"] == "added"] == ["", ""]
    assert [entry["new"] for entry in entries if entry["kind"] == "removed"] == [""]
    row = next(entry for entry in entries if entry["line"] == "row" and entry["kind"] == "added")
    assert row["new"] == "Diện tích chè | ha | 120 | 118,5"


@pytest.mark.parametrize("which", ["sample", "real"])
def test_pieces_make_the_new_text(made: SimpleNamespace, which: str) -> None:
    texts = [entry for entry in data(getattr(made, which))["changes"] if entry["kind"] == "text"]
    assert texts
    for entry in texts:
        text = "".join(piece["text"] for piece in entry["pieces"] if piece["status"] != "removed")
        assert " ".join(text.split()) == " ".join(entry["new"].split())


def test_pieces_make_the_old_text(made: SimpleNamespace) -> None:
    """The sample has no difference that is passed over, in which the pieces are spelled as in the new draft."""
    for entry in data(made.sample)["changes"]:
        if entry["kind"] == "text":
            text = "".join(piece["text"] for piece in entry["pieces"] if piece["status"] != "added")
            assert " ".join(text.split()) == " ".join(entry["old"].split())


@pytest.mark.parametrize("which", ["sample", "real"])
def test_every_row_that_differs_has_an_entry(made: SimpleNamespace, which: str) -> None:
    comparison = getattr(made, which)
    found = data(comparison)["changes"]
    assert {(entry["where"], entry["block"], entry["row"]) for entry in found if entry["kind"] != "figure"} <= {
        (row.line.where, row.line.block, row.line.row) for _, row in comparison.changes()
    }
    assert len(found) >= len(list(comparison.changes()))
    assert sum(entry["kind"] == "figure" for entry in found) == len(comparison.figures)


def test_causes_are_named_by_their_place_in_the_list(made: SimpleNamespace) -> None:
    found = data(made.sample)
    first = next(entry for entry in found["changes"] if entry["kind"] == "figure")
    cause = found["causes"][first["causes"][0]]
    assert cause["new_place"] == {"file": "data/so-lieu/6-thang-2025.yaml", "line": 12, "column": 11}
    assert cause["figures"] == sum(0 in entry.get("causes", ()) for entry in found["changes"])


def test_the_summary_counts_the_entries(made: SimpleNamespace) -> None:
    found = data(made.sample)
    kinds = [entry["kind"] for entry in found["changes"]]
    counts = {"figures": "figure", "texts": "text", "added": "added", "removed": "removed", "moved": "moved"}
    assert {key: found["summary"][key] for key in counts} == {key: kinds.count(kind) for key, kind in counts.items()}
