"""``lcdraft audit``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lcdraft.audit.finding import ERROR
from lcdraft.audit.rules import RULES
from lcdraft.audit.run import AuditResult, audit_files
from lcdraft.audit.select import select_rules
from lcdraft.audit.show import as_data, as_page, as_text, place, totals
from lcdraft.cli.options import annotation
from lcdraft.cli.vietnamese import Command
from lcdraft.files import write_file


@click.command("audit", cls=Command, epilog="lcdraft audit bao-cao.docx --select ND30 --mode issued")
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "html", "github"]),
    default="text",
    metavar="text|json|html|github",
    help="Cách in kết quả: chữ, JSON, trang HTML, hoặc chú giải của GitHub Actions.",
)
@click.option(
    "--mode",
    type=click.Choice(["draft", "issued"]),
    default="draft",
    metavar="draft|issued",
    help="Dự thảo (số, ngày, tên người ký để trống được; mặc định) hoặc bản ban hành.",
)
@click.option("--select", multiple=True, metavar="MÃ", help="Chỉ kiểm các quy tắc có mã bắt đầu như vậy: ND30,H-04.")
@click.option("--ignore", multiple=True, metavar="MÃ", help="Bỏ qua các quy tắc có mã bắt đầu như vậy.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi kết quả vào tệp này.")
def command(
    files: tuple[Path, ...],
    style: str,
    mode: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    output: Path | None,
) -> int:
    """Kiểm tra thể thức của văn bản .docx theo Nghị định 30/2020/NĐ-CP, kể cả văn bản soạn bằng tay trong Word.

    Kết thúc với mã 1 khi có lỗi; chỉ có cảnh báo thì mã 0.
    """
    rules = select_rules(RULES, select, ignore)
    result = audit_files(files, rules, issued=mode == "issued")
    text = _shown(result, style)
    if output is not None:
        write_file(output, text.encode())
        click.echo(f"Đã ghi {output}")
    elif text:
        click.echo(text, nl=not text.endswith("\n"))
    if style in ("text", "github"):
        click.echo(totals(result), err=True)
    return 1 if result.errors else 0


def _shown(result: AuditResult, style: str) -> str:
    if style == "json":
        return json.dumps(as_data(result), ensure_ascii=False, indent=2)
    if style == "html":
        return as_page(result)
    if style == "github":
        return "\n".join(
            annotation(
                "error" if finding.severity == ERROR else "warning",
                f"{place(finding)}: {finding.message}",
                finding.file,
                title=finding.code,
            )
            for finding in result.findings
        )
    return as_text(result)
