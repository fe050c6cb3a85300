"""The example of every rule of the table."""

from __future__ import annotations

from collections import Counter

import pytest

from lcdraft.periods import parse_period
from lcdraft.rollover import roll_text
from lcdraft.rollover.rules import RULES, Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example(rule: Rule) -> None:
    rolled = roll_text(rule.text, parse_period(rule.old), parse_period(rule.new))
    assert rolled.text == rule.becomes
    assert {label.verdict for label in rolled.labels if label.rule == rule.id} == {rule.verdict}


def test_ids_are_unique() -> None:
    assert [rule_id for rule_id, times in Counter(rule.id for rule in RULES).items() if times > 1] == []
