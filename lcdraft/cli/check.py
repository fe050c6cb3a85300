"""``lcdraft check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from lcdraft.check.run import CheckResult, check_workspace
from lcdraft.cli.options import finding_text, summary, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.load.workspace import SETTINGS_FILE, find_root
from lcdraft.resources import template_folders


@click.command("check", cls=Command, epilog="lcdraft check --format json")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    metavar="text|json|github",
    help="Cách in kết quả: chữ, JSON, hoặc chú giải của GitHub Actions.",
)
@workspace_option
def command(style: str, folder: Path) -> int:
    """Kiểm tra mọi tệp của thư mục làm việc, báo tất cả lỗi và cảnh báo trong một lần chạy.

    Kết thúc với mã 1 khi có lỗi; chỉ có cảnh báo thì mã 0.
    """
    root = find_root(folder)
    if root is None:
        advice = "Vào thư mục làm việc rồi chạy lại, hoặc tạo mới bằng lệnh: lcdraft init THƯ-MỤC."
        raise UsageError(Problem("LC503", f"không tìm thấy {SETTINGS_FILE}", Place(str(folder)), advice))
    result = check_workspace(root, template_folders(root))
    if style == "json":
        click.echo(json.dumps(_as_json(result, root), ensure_ascii=False, indent=2))
    elif style == "github":
        for finding in result.findings:
            click.echo(_as_annotation(finding))
    else:
        for finding in result.findings:
            click.echo(finding_text(finding))
    if style != "json":
        done = summary(result.errors, result.warnings)
        made_up = f" (có {result.illustrative} giá trị minh họa)" if result.illustrative else ""
        click.echo(f"Đã kiểm tra {result.checked} số liệu, kế hoạch và báo cáo{made_up}: {done}.", err=True)
    return 1 if result.errors else 0


def _as_annotation(finding: Problem) -> str:
    """A GitHub Actions command; its text has no raw line ends, percent signs or colons in properties."""
    place = finding.place
    properties = {"file": place.path, "line": max(place.line, 1), "col": max(place.column, 1), "title": finding.code}
    listed = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    return f"::{finding.severity} {listed}::{_escaped(f'{finding.message} {finding.advice}'.strip())}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_json(result: CheckResult, root: Path) -> dict[str, Any]:
    lines: dict[str, list[str]] = {}
    return {
        "findings": [
            {
                "file": finding.place.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
                "advice": finding.advice,
                "excerpt": finding.excerpt or _line(root, finding.place, lines),
                "printed": finding.printed,
                "expected": finding.expected,
                "where": "",
            }
            for finding in result.findings
        ],
        "summary": {
            "errors": result.errors,
            "warnings": result.warnings,
            "checked": result.checked,
            "illustrative": result.illustrative,
        },
    }


def _line(root: Path, place: Place, cache: dict[str, list[str]]) -> str:
    """The line of the input that a finding points at, without its margins."""
    if not place.line:
        return ""
    if place.path not in cache:
        try:
            cache[place.path] = (root / place.path).read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError):
            cache[place.path] = []
    found = cache[place.path]
    return found[place.line - 1].strip()[:400] if place.line <= len(found) else ""
