"""``lcdraft pull``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcdraft.cli.options import workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.files import write_file
from lcdraft.load.workspace import SETTINGS_FILE, find_root

if TYPE_CHECKING:
    from lcdraft.pull.pulling import Options, Pulled

LEFTOVERS = ".khong-dat-duoc.md"


@click.command("pull", cls=Command, epilog="lcdraft pull bao-cao-da-sua.docx --dry-run")
@click.argument("file", metavar="TỆP.docx", type=click.Path(path_type=Path))
@click.option("--report", metavar="BÁO-CÁO", default="", help="Mã kỳ của báo cáo, khi tệp không tự cho biết.")
@click.option("--dry-run", is_flag=True, help="Chỉ in những dòng sẽ đổi, không ghi tệp nào.")
@click.option("--accept-figures", is_flag=True, help="Nhận cả số liệu nhập đã gõ lại trong Word (không nhận tỷ lệ).")
@click.option("--reject", is_flag=True, help="Đọc các sửa đổi theo dõi (Track Changes) như đã bị từ chối.")
@click.option("--only-accepted", is_flag=True, help="Để nguyên những đoạn còn sửa đổi chưa chấp nhận hay từ chối.")
@click.option("--base", type=click.Path(path_type=Path), metavar="GỐC.docx", help="Bản kết xuất trước khi sửa.")
@workspace_option
def command(
    file: Path,
    report: str,
    dry_run: bool,
    accept_figures: bool,
    reject: bool,
    only_accepted: bool,
    base: Path | None,
    folder: Path,
) -> int:
    """Đưa những chỗ sửa trong Word, LibreOffice của một báo cáo đã kết xuất về tệp dữ liệu.

    Kết thúc với mã 0 khi mọi chỗ sửa đã về dữ liệu, mã 1 khi còn chỗ phải xem lại.
    """
    from lcdraft.pull.pulling import Options

    if reject and only_accepted:
        advice = "Chọn một trong hai."
        raise UsageError(Problem("LC504", "--reject và --only-accepted không đi cùng nhau", Place("pull"), advice))
    name = Path(report).stem if report.endswith((".yaml", ".yml")) else report
    options = Options(name, reject, only_accepted, accept_figures, base)
    root = find_root(folder)
    if root is None:
        advice = "Vào thư mục làm việc rồi chạy lại, hoặc chọn bằng -C."
        raise UsageError(Problem("LC503", f"không tìm thấy {SETTINGS_FILE}", Place(str(folder)), advice))
    return _pull(root, file, options, dry_run=dry_run)


def _pull(root: Path, file: Path, options: Options, *, dry_run: bool) -> int:
    from lcdraft.pull.account import account_lines, plan_diff, summary_line
    from lcdraft.pull.pulling import prepare, write
    from lcdraft.pull.store import locked, recover
    from lcdraft.workspace import load_workspace

    with locked(root):
        for name in recover(root) if not dry_run else ():
            click.echo(f"Đã ghi nốt {name}, phần dở dang của lần chạy trước.", err=True)
        workspace = load_workspace(root)
        pulled = prepare(workspace, file, options)
        for line in account_lines(pulled, dry_run=dry_run):
            click.echo(line)
        if dry_run:
            if diff := plan_diff(pulled):
                click.echo(diff)
        else:
            _keep_leftovers(pulled, file)
            write(workspace, pulled)
            for name in pulled.new:
                click.echo(f"Đã ghi {name}")
    if pulled.stale:
        click.echo("Dữ liệu đã đổi sau khi kết xuất tệp này; có bản gốc thì thêm --base để so cho đúng.", err=True)
    click.echo(summary_line(pulled), err=True)
    return 1 if pulled.left else 0


def _keep_leftovers(pulled: Pulled, file: Path) -> None:
    """What has no place goes into a file beside the edited one, before anything else is written."""
    from lcdraft.pull.account import leftover_page

    page = leftover_page(pulled, file.name)
    if not page:
        return
    target, number = file.with_name(file.stem + LEFTOVERS), 2
    while target.exists() and target.read_bytes() != page.encode():
        target = file.with_name(f"{file.stem}-{number}{LEFTOVERS}")
        number += 1
    write_file(target, page.encode())
    click.echo(f"Đã ghi {target}: những chỗ chưa đưa về dữ liệu")
