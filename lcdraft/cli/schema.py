"""``lcdraft schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lcdraft.cli.options import workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.files import make_folder, write_file
from lcdraft.load.schema import KINDS, json_schema
from lcdraft.workspace import load_workspace


@click.command("schema", cls=Command, epilog="lcdraft schema so-lieu")
@click.argument("kind", metavar="[LOẠI]", required=False, type=click.Choice(KINDS))
@workspace_option
def command(kind: str | None, folder: Path) -> int:
    """Lược đồ JSON của các tệp dữ liệu, để trình soạn thảo gợi ý và gạch chân chỗ sai khi nhập.

    Không nói LOẠI thì ghi tất cả vào thư mục schema; có LOẠI (lcdraft, chi-tieu, ke-hoach, so-lieu,
    bao-cao, phu-luc) thì in ra màn hình.
    """
    dataset = load_workspace(folder).dataset
    if kind is not None:
        click.echo(schema_text(json_schema(kind, dataset)), nl=False)
        return 0
    target = dataset.root / "schema"
    make_folder(target)
    for name in KINDS:
        path = target / f"{name}.json"
        write_file(path, schema_text(json_schema(name, dataset)).encode())
        click.echo(f"Đã ghi schema/{path.name}")
    return 0


def schema_text(schema: dict[str, object]) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
