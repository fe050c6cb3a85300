"""``lcdraft check``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from lcdraft.check.run import CheckResult, check_workspace
from lcdraft.check.todo import Todo
from lcdraft.cli.options import annotation, finding_text, summary, workspace_option
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
@click.option("--full", is_flag=True, help="In từng việc còn lại của bản dự thảo, không gộp theo đơn vị cung cấp.")
@workspace_option
def command(style: str, full: bool, folder: Path) -> int:
    """Kiểm tra mọi tệp của thư mục làm việc, báo tất cả lỗi và cảnh báo trong một lần chạy.

    Việc còn lại của một bản dự thảo được gộp thành danh sách theo đơn vị cung cấp. Kết thúc với mã 1 khi có lỗi; chỉ
    có cảnh báo thì mã 0.
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
            place = finding.place
            text = f"{finding.message} {finding.advice}".strip()
            click.echo(annotation(finding.severity, text, place.path, place.line, place.column, title=finding.code))
    else:
        for line in _lines(result, full=full):
            click.echo(line)
    if style != "json":
        done = summary(result.errors, result.warnings)
        made_up = f" (có {result.illustrative} giá trị minh họa)" if result.illustrative else ""
        click.echo(f"Đã kiểm tra {result.checked} số liệu, kế hoạch và báo cáo{made_up}: {done}.", err=True)
    return 1 if result.errors else 0


_TEXTS = {
    "LC311": "Viết mới {n} mục chưa có lời văn",
    "LC322": "Trả lời {n} nhiệm vụ kỳ trước đã đề ra",
    "LC320": "Rà soát {n} đoạn chép từ kỳ trước",
    "LC321": "Xem {n} đoạn giữ lại trong cat_giu, không in",
}


def _lines(result: CheckResult, *, full: bool) -> Iterator[str]:
    """Every finding, or what drafts lack summed up at the end."""
    todos = () if full else result.todos
    summed_up = {finding for todo in todos for finding in todo.stands_for}
    yield from (finding_text(finding) for finding in result.findings if finding not in summed_up)
    for todo in todos:
        yield from _todo_lines(todo)
    if todos:
        yield "Xem từng việc kèm tệp và dòng: lcdraft check --full"


def _todo_lines(todo: Todo) -> Iterator[str]:
    """The list of one draft: values by supplying unit, then texts."""
    yield f"{todo.report.path}: bản dự thảo báo cáo {todo.report.period.label}, còn phải làm:"
    if todo.empty:
        yield f"  Điền {todo.empty} chỉ tiêu trong {todo.figures} (LC116):"
        yield from (f"    {supplier}: {len(found)}" for supplier, found in todo.values.items())
    if todo.elsewhere:
        yield f"  Bổ sung số liệu cho {len(todo.elsewhere)} chỗ trống khác (LC120, LC121)"
    for code, said in _TEXTS.items():
        if found := todo.texts.get(code):
            yield f"  {said.format(n=len(found))} ({code})"


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
