"""``lcdraft table``."""

from __future__ import annotations

from pathlib import Path

import click

from lcdraft.cli.options import check_ending, ending_of, print_problems, report_name, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.files import write_file
from lcdraft.workspace import TABLE_FORMATS, load_workspace


@click.command("table", cls=Command, epilog="lcdraft table 6-thang-2025 --to xlsx -o chi-tieu.xlsx")
@click.argument("report", metavar="BÁO-CÁO")
@click.option(
    "--to",
    type=click.Choice(TABLE_FORMATS),
    metavar="|".join(TABLE_FORMATS),
    help="Loại kết quả (mặc định: md, hoặc theo đuôi của -o).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="TỆP",
    help="Tệp ghi kết quả (mặc định: md và html in ra màn hình, xlsx ghi vào thư mục hiện tại).",
)
@click.option(
    "--phu-luc",
    "--annex",
    "annexes",
    multiple=True,
    metavar="TÊN",
    help="Chỉ lấy phụ lục này (tên tệp trong data/phu-luc), kể cả khi báo cáo không kèm; ghi nhiều lần được.",
)
@workspace_option
def command(report: str, to: str | None, output: Path | None, annexes: tuple[str, ...], folder: Path) -> int:
    """Lập bảng chỉ tiêu của một báo cáo: các phụ lục với kế hoạch, thực hiện, tỷ lệ đã tính.

    BÁO-CÁO là mã kỳ (6-thang-2025) hoặc đường dẫn tệp trong data/bao-cao.
    """
    ending = ending_of(output)
    if output is not None and ending and (to is None or ending in TABLE_FORMATS):
        check_ending(output, TABLE_FORMATS, to)
    kind = to or ending or "md"
    name, start = report_name(report, folder)
    made, warnings = load_workspace(start).table(name, kind, annexes)
    if output is None and kind == "xlsx":
        output = Path(f"{name}.xlsx")
    if output is None:
        click.echo(made.decode(), nl=False)
    else:
        write_file(output, made)
    print_problems(warnings)
    if output is not None:
        click.echo(f"Đã ghi {output}")
    return 0
