"""``lcdraft text``."""

from __future__ import annotations

from pathlib import Path

import click

from lcdraft.cli.vietnamese import Command
from lcdraft.read.files import read_document


@click.command("text", cls=Command, epilog="lcdraft text bao-cao.docx")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """In một văn bản .docx, .md hoặc .txt dưới dạng Markdown, kèm chú thích chân trang."""
    from lcdraft.write.markdown import write_markdown

    click.echo(write_markdown(read_document(file)), nl=False)
    return 0
