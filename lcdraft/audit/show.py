"""The result of an audit for people and programs: lines for a terminal, plain data for JSON, a page of HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from lcdraft.audit.finding import ERROR, Finding
from lcdraft.audit.run import AuditResult

__all__ = ["as_data", "as_page", "as_text", "place", "totals"]

_WIDTH = 100
_MOST_OF_A_RULE = 5
"""Places of one rule that the terminal lists; what goes wrong in a style goes wrong on every page."""


def totals(result: AuditResult) -> str:
    """``Đã kiểm tra 24 quy tắc trên 1 văn bản: 2 lỗi, 0 cảnh báo.``"""
    count = len(result.files)
    rules = result.checked // count if count else 0
    left = (
        f" Không kiểm được trên tệp: {', '.join(rule.code for rule in result.unchecked)}." if result.unchecked else ""
    )
    found = f"{result.errors} lỗi, {result.warnings} cảnh báo"
    return f"Đã kiểm tra {rules} quy tắc trên {count} văn bản: {found}.{left}"


def place(finding: Finding) -> str:
    """``II.1.a, đoạn 57``."""
    block = f"đoạn {finding.block}" if finding.block else ""
    return ", ".join(part for part in (finding.where, block) if part)


def as_text(result: AuditResult) -> str:
    """The findings for a terminal of 100 columns, file by file, group by group, rule by rule."""
    lines: list[str] = []
    for file, of_file in groupby(result.findings, key=lambda finding: finding.file):
        lines.append(file)
        for group, of_group in groupby(of_file, key=lambda finding: finding.group):
            lines.append(f"  {group}")
            for _, of_rule in groupby(of_group, key=lambda finding: (finding.code, finding.severity)):
                lines += _rule_lines(list(of_rule))
        lines.append("")
    return "\n".join(lines)


def _rule_lines(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings[:_MOST_OF_A_RULE]:
        label = "lỗi" if finding.severity == ERROR else "cảnh báo"
        where = f" ({place(finding)})" if place(finding) else ""
        yield from _wrapped(f"{label} {finding.code}{where}: {finding.message}", 4)
        if finding.excerpt:
            yield _quoted(finding.excerpt)
    more = len(findings) - _MOST_OF_A_RULE
    if more > 0:
        blocks = ", ".join(str(finding.block) for finding in findings[_MOST_OF_A_RULE:] if finding.block)
        at = f": đoạn {blocks}" if blocks else ""
        yield from _wrapped(f"{findings[0].code}: còn {more} chỗ nữa{at}", 4)


def _quoted(excerpt: str) -> str:
    text = " ".join(excerpt.split())
    room = _WIDTH - 9
    return f"      “{text}”" if len(text) <= room else f"      “{text[: text.rfind(' ', 0, room)]}…”"


def _wrapped(text: str, margin: int) -> list[str]:
    inner = " " * (margin + 2)
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * margin,
        subsequent_indent=inner,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_data(result: AuditResult) -> dict[str, Any]:
    """The findings as every command prints them in JSON; ``block`` counts paragraphs, tables included, from 1."""
    return {
        "findings": [
            {
                "file": finding.file,
                "line": 0,
                "column": 0,
                "block": finding.block,
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
                "excerpt": finding.excerpt,
                "printed": finding.printed,
                "expected": finding.expected,
                "where": finding.where,
            }
            for finding in result.findings
        ],
        "summary": {"errors": result.errors, "warnings": result.warnings, "checked": result.checked},
    }


_STYLE = """
body { font: 16px/1.45 "Times New Roman", "Liberation Serif", serif; max-width: 60rem; margin: 2rem auto; }
body { padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.5rem; margin: 0 0 .3rem }
h2 { font-size: 1.2rem; margin: 2rem 0 .3rem; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; table-layout: fixed }
th:nth-child(1) { width: 6rem } th:nth-child(2) { width: 9rem } th:nth-child(4) { width: 32% }
caption { text-align: left; font-weight: bold; padding: .6rem 0 .2rem }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #eee }
td:first-child { white-space: nowrap }
tr.error td:first-child { border-left: 5px solid #b00020 }
tr.warning td:first-child { border-left: 5px solid #b8860b }
q { color: #444 } .sev { font-weight: bold } .fine { color: #146c2e }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt }
  tr { break-inside: avoid }
  thead { display: table-header-group }
}
""".strip()
_HEADS = ("Mã", "Chỗ", "Đang là", "Quy định")


def as_page(result: AuditResult) -> str:
    """The findings as a page of its own, to read or print."""
    parts = [
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Kiểm tra thể thức</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        f"<h1>Kiểm tra thể thức văn bản</h1>\n<p>{escape(totals(result))}</p>",
    ]
    for file in result.files:
        own = [finding for finding in result.findings if finding.file == file]
        parts.append(f"<h2>{escape(file)}</h2>")
        if not own:
            parts.append('<p class="fine">Không có lỗi, không có cảnh báo.</p>')
        for group, findings in groupby(own, key=lambda finding: finding.group):
            parts.append(_table(group, findings))
    return "\n".join([*parts, "</body>\n</html>"]) + "\n"


def _table(group: str, findings: Iterator[Finding]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "\n".join(_row(finding) for finding in findings)
    caption = f"<caption>{escape(group)}</caption>"
    return f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _row(finding: Finding) -> str:
    label = "lỗi" if finding.severity == ERROR else "cảnh báo"
    quote = f"<br><q>{escape(finding.excerpt)}</q>" if finding.excerpt else ""
    note = f"<br><small>({escape(finding.note)})</small>" if finding.note else ""
    cells = (
        f'{escape(finding.code)}<br><span class="sev">{label}</span>',
        escape(place(finding)),
        f"{escape(finding.found)}{quote}",
        f"{escape(finding.expected)}{note}",
    )
    return f'<tr class="{escape(finding.severity)}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
