"""``lcdraft``: the list of commands."""

from __future__ import annotations

import click

from lcdraft import __version__
from lcdraft.cli.vietnamese import Group

__all__ = ["main"]

COMMANDS = {
    "init": ("lcdraft.cli.init", "Tạo thư mục làm việc mới với mẫu và số liệu ví dụ."),
    "new": ("lcdraft.cli.new", "Lập tệp số liệu và tệp báo cáo của kỳ mới từ báo cáo kỳ trước."),
    "check": ("lcdraft.cli.check", "Kiểm tra mọi tệp số liệu, kế hoạch, báo cáo và mẫu."),
    "render": ("lcdraft.cli.render", "Soạn một báo cáo thành .docx, .md, .html hoặc .pdf."),
    "table": ("lcdraft.cli.table", "Lập bảng chỉ tiêu của một báo cáo: .md, .html hoặc Excel."),
    "build": ("lcdraft.cli.build", "Soạn tất cả báo cáo vào thư mục examples."),
    "diff": ("lcdraft.cli.diff", "So hai bản của một báo cáo: số liệu, câu chữ, chỗ mất đi."),
    "audit": ("lcdraft.cli.audit", "Kiểm tra thể thức của văn bản .docx theo Nghị định 30/2020/NĐ-CP."),
    "pull": ("lcdraft.cli.pull", "Đưa những chỗ sửa trong Word về tệp dữ liệu."),
    "text": ("lcdraft.cli.text", "In nội dung một văn bản .docx, .md, .txt dưới dạng Markdown."),
    "schema": ("lcdraft.cli.schema", "Ghi lược đồ JSON để trình soạn thảo gợi ý khi nhập liệu."),
}


def _print_version(context: click.Context, _param: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"lcdraft {__version__}")
        context.exit()


@click.group("lcdraft", cls=Group, lazy=COMMANDS, epilog="lcdraft render 6-thang-2025", invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="In phiên bản rồi thoát.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """Soạn báo cáo định kỳ của Ủy ban nhân dân từ số liệu; mọi tỷ lệ phần trăm do chương trình tính."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
