"""``lcdraft build``."""

from __future__ import annotations

from pathlib import Path

import click

from lcdraft.build import build_all, orphans, stale_files, write_built
from lcdraft.cli.options import print_problems, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.workspace import load_workspace


@click.command("build", cls=Command, epilog="lcdraft build --check")
@click.option("--check", "checking", is_flag=True, help="Chỉ so sánh; kết thúc với mã 1 khi có tệp đã cũ.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Số báo cáo soạn cùng lúc.")
@workspace_option
def command(checking: bool, jobs: int, folder: Path) -> int:
    """Soạn tất cả báo cáo vào examples/MÃ-KỲ/bao-cao.docx, .md và .html."""
    root = load_workspace(folder).root
    stale: list[str] = []
    names: set[str] = set()
    for built in build_all(root, jobs):
        names.add(built.report)
        print_problems(built.warnings)
        if checking:
            stale += stale_files(root, built)
            continue
        write_built(root, built)
        for name in built.files:
            click.echo(f"Đã ghi {name}")
    if not checking:
        return 0
    for name in stale:
        click.echo(f"{name}: đã cũ hoặc chưa có, chạy lại lcdraft build")
    left = orphans(root, names)
    for name in left:
        click.echo(f"{name}: không còn báo cáo nào tạo ra thư mục này, hãy xóa")
    if not stale and not left:
        click.echo(f"{len(names)} báo cáo đều mới.")
    return 1 if stale or left else 0
