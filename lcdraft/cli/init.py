"""``lcdraft init``."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from lcdraft.cli.vietnamese import Command
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.resources import SAMPLE_FILES, sample_folder


@click.command("init", cls=Command, epilog="lcdraft init bao-cao-xa")
@click.argument("folder", metavar="THƯ-MỤC", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Tạo thư mục làm việc mới: thiết lập, danh mục chỉ tiêu, mẫu và một báo cáo ví dụ đã điền đủ."""
    place = Place(str(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Problem("LC505", "thư mục đã có nội dung", place, "Chọn tên thư mục mới; chương trình không ghi đè.")
        )
    source = sample_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in SAMPLE_FILES:
            if (source / name).is_dir():
                shutil.copytree(source / name, folder / name)
            else:
                shutil.copy(source / name, folder / name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            Problem("LC501", f"không tạo được thư mục: {reason}", place, "Chọn nơi khác có quyền ghi.")
        ) from error
    click.echo(f"Đã tạo {folder}. Làm tiếp:")
    click.echo(f"  cd {folder}")
    click.echo("  lcdraft check                  kiểm tra số liệu")
    click.echo("  lcdraft render 6-thang-2025    soạn báo cáo ví dụ")
    return 0
