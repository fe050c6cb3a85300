"""All rules, group by group. A new group is a file and a line here."""

from __future__ import annotations

from lcdraft.audit.finding import Group, Rule
from lcdraft.audit.rules import house
from lcdraft.audit.rules.nd30 import annexes, capitals, content, ending, headings, letterhead, page

__all__ = ["GROUPS", "RULES", "group_of"]

GROUPS: tuple[Group, ...] = (
    page.GROUP,
    letterhead.GROUP,
    content.GROUP,
    headings.GROUP,
    ending.GROUP,
    annexes.GROUP,
    capitals.GROUP,
    house.GROUP,
)

RULES: tuple[Rule, ...] = tuple(rule for group in GROUPS for rule in group.rules)

_GROUP_OF = {rule.code: group for group in GROUPS for rule in group.rules}


def group_of(code: str) -> Group:
    """The group that a rule belongs to."""
    return _GROUP_OF[code]
