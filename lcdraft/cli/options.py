"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from lcdraft.errors import Place, Problem, UsageError
from lcdraft.text import nearest

__all__ = [
    "annotation",
    "check_ending",
    "ending_of",
    "finding_text",
    "print_problems",
    "report_name",
    "summary",
    "workspace_option",
]

F = TypeVar("F", bound=Callable[..., Any])


def workspace_option(function: F) -> F:
    """``-C DIR``: the workspace, the current folder by default."""
    return click.option(
        "-C",
        "--workspace",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="THƯ-MỤC",
        help="Thư mục làm việc (mặc định: thư mục hiện tại).",
    )(function)


def report_name(argument: str, folder: Path) -> tuple[str, Path]:
    """The period id that an argument means, and the workspace: an id, or the path of a report's YAML file."""
    path = Path(argument)
    if path.suffix in (".yaml", ".yml"):
        return path.stem, path.parent if folder == Path() else folder
    return argument, folder


def ending_of(output: Path | None) -> str:
    """The ending of a file to write, in small letters and without its point; empty where there is none."""
    return output.suffix.lstrip(".").lower() if output is not None else ""


def check_ending(output: Path, formats: Sequence[str], kind: str | None = None) -> None:
    """Refuse a file to write whose ending promises another kind than ``kind``, or than any of ``formats``.

    Raises:
        UsageError: LC504, with the ending that was probably meant.
    """
    ending = ending_of(output)
    if ending not in formats:
        near = nearest(ending, formats)
        advice = f'Có phải ".{near}"?' if near else f"Chọn trong: {', '.join(formats)}."
        raise UsageError(Problem("LC504", f'không soạn được loại tệp ".{ending}"', Place(str(output)), advice))
    if kind is not None and ending != kind:
        message = f"-o có đuôi .{ending} nhưng --to là {kind}"
        raise UsageError(Problem("LC504", message, Place(str(output)), f"Viết --to {ending} hoặc đổi đuôi tệp."))


def finding_text(finding: Problem) -> str:
    """A finding as every command prints it: where, how grave, code, what, and what to do."""
    label = {"error": "lỗi", "warning": "cảnh báo"}.get(finding.severity, "thông tin")
    text = f"{finding.place}: {label} {finding.code}: {finding.message}"
    return f"{text}\n  {finding.advice}" if finding.advice else text


def print_problems(problems: Iterable[Problem]) -> None:
    """Warnings of a run, to stderr."""
    for problem in problems:
        click.echo(finding_text(problem), err=True)


def summary(errors: int, warnings: int) -> str:
    """``2 lỗi, 1 cảnh báo``."""
    return f"{errors} lỗi, {warnings} cảnh báo"


def annotation(severity: str, text: str, path: str, line: int = 0, column: int = 0, *, title: str) -> str:
    """A GitHub Actions command; its text has no raw line ends, percent signs or colons in properties."""
    properties = {"file": path, "line": max(line, 1), "col": max(column, 1), "title": title}
    listed = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties.items()
    )
    level = "notice" if severity == "info" else severity
    return f"::{level} {listed}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
