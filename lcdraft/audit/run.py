"""Rules held against documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lcdraft.audit.elements import Case, find_elements
from lcdraft.audit.facts import read_layout
from lcdraft.audit.finding import ERROR, UNCONFIRMED, WARNING, Fault, Finding, Rule
from lcdraft.audit.rules import group_of
from lcdraft.errors import DocumentError, LcdraftError, Place, Problem, unreadable_because

__all__ = ["AuditResult", "audit_file", "audit_files"]

_LONGEST_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The findings of a run in the order of file, group and place; ``checked`` counts rules held against a file."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    checked: int
    unchecked: tuple[Rule, ...] = field(default=())

    @property
    def errors(self) -> int:
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def audit_files(paths: Iterable[Path], rules: Sequence[Rule], *, issued: bool = False) -> AuditResult:
    """Hold documents against rules. ``issued`` asks for what is filled in only when a document is issued.

    Raises:
        DocumentError: for files that cannot be read, all of them at once.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    names: list[str] = []
    checks = [rule for rule in rules if rule.check is not None]
    for path in paths:
        names.append(path.as_posix())
        try:
            findings += audit_file(path, checks, issued=issued)
        except LcdraftError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)
    unchecked = tuple(rule for rule in rules if rule.check is None)
    return AuditResult(tuple(findings), tuple(names), len(checks) * len(names), unchecked)


def audit_file(path: Path, rules: Iterable[Rule], *, issued: bool = False) -> list[Finding]:
    """The findings in one document.

    Raises:
        DocumentError: LC001 for a file that cannot be opened, LC401 to LC403 for a damaged one, LC504 for one
            that has no layout.
    """
    shown = path.as_posix()
    case = find_elements(read_layout(_bytes(path), shown), issued=issued)
    findings: list[Finding] = []
    for rule in rules:
        found = [_finding(shown, rule, fault, case) for fault in _faults(rule, case)]
        findings += sorted(found, key=lambda finding: finding.block)
    return findings


def _faults(rule: Rule, case: Case) -> Iterator[Fault]:
    """The faults of a rule, each once."""
    seen: set[tuple[int, str, str, str]] = set()
    for fault in rule.check(case) if rule.check is not None else ():
        key = (id(fault.par), fault.printed, fault.expected, fault.where)
        if key not in seen:
            seen.add(key)
            yield fault


def _finding(file: str, rule: Rule, fault: Fault, case: Case) -> Finding:
    par = fault.par
    block, where = (0, "") if par is None else case.places.get(id(par), (0, ""))
    unconfirmed = fault.unconfirmed or rule.source == "K"
    excerpt = fault.excerpt or ("" if par is None else fault.at.text if fault.at is not None else par.text)
    return Finding(
        file=file,
        code=rule.code,
        title=rule.title,
        group=group_of(rule.code).title,
        severity=WARNING if unconfirmed else fault.severity or rule.severity,
        note=UNCONFIRMED if unconfirmed else "",
        excerpt=_shortened(excerpt),
        printed=fault.printed,
        expected=fault.expected,
        where=fault.where or where,
        block=block,
    )


def _shortened(text: str) -> str:
    """The beginning of a text, cut at a word; it stays literal text of the document."""
    if len(text) <= _LONGEST_EXCERPT:
        return text
    cut = text[:_LONGEST_EXCERPT]
    return cut[: cut.rfind(" ")] if " " in cut[_LONGEST_EXCERPT // 2 :] else cut


def _bytes(path: Path) -> bytes:
    shown = path.as_posix()
    if path.suffix.lower() != ".docx":
        message = "thể thức chỉ kiểm tra được trên tệp .docx, vì tệp khác không ghi khổ giấy, lề, phông và cỡ chữ"
        advice = "Kiểm tra bản .docx của văn bản; tệp .doc thì mở bằng Word rồi lưu lại thành .docx."
        raise DocumentError(Problem("LC504", message, Place(shown), advice))
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "")
        return path.read_bytes()
    except OSError as error:
        reason = unreadable_because(error)
        problem = Problem("LC001", f"không mở được tệp: {reason}", Place(shown), "Kiểm tra lại tên tệp.")
        raise DocumentError(problem) from error
