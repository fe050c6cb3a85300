"""Which rules a run applies: codes and beginnings of codes, as ``ND30``, ``ND30-3``, ``H-04``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lcdraft.audit.finding import Rule
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.text import nearest

__all__ = ["select_rules"]


def select_rules(rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose codes begin with one of ``select`` (all, if it is empty) and with none of ``ignore``.

    Raises:
        UsageError: LC506, for every name that no code begins with, or where no rule is left.
    """
    wanted, unwanted = _prefixes(rules, select, "--select"), _prefixes(rules, ignore, "--ignore")
    left = tuple(
        rule
        for rule in rules
        if (not wanted or rule.code.startswith(tuple(wanted))) and not (unwanted and rule.code.startswith(unwanted))
    )
    if not left:
        message = "không còn quy tắc nào để kiểm tra"
        raise UsageError(Problem("LC506", message, Place("--ignore"), "Bớt mã ở --ignore hoặc thêm mã ở --select."))
    return left


def _prefixes(rules: Sequence[Rule], given: Iterable[str], option: str) -> tuple[str, ...]:
    prefixes = tuple(part.strip().upper() for text in given for part in text.split(",") if part.strip())
    codes = [rule.code for rule in rules]
    problems = []
    for prefix in prefixes:
        if any(code.startswith(prefix) for code in codes):
            continue
        near = nearest(prefix, [*dict.fromkeys(code.partition("-")[0] for code in codes), *codes])
        advice = f'Có phải "{near}"?' if near else "Xem các mã ở docs/the-thuc.md."
        problems.append(Problem("LC506", f'không có quy tắc "{prefix}"', Place(option), advice))
    if problems:
        raise UsageError(problems)
    return prefixes
