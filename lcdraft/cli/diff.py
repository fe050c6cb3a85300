"""``lcdraft diff``."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcdraft.cli.options import check_ending, ending_of, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.dates import DateError, parse_date
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.files import make_folder, write_file
from lcdraft.text import nearest

if TYPE_CHECKING:
    from lcdraft.diff.drafts import Draft
    from lcdraft.diff.model import Comparison
    from lcdraft.diff.redline import Packed

KINDS = ("terminal", "html", "docx", "json", "md")
STEM = "so-sanh"
"""What files are called where no name is given."""

_ENDINGS = {"terminal": "txt"}
_LEAST_WIDTH, _USUAL_WIDTH, _MOST_WIDTH = 60, 100, 120
_UNDATED = date(2000, 1, 1)
"""The day of tracked changes where neither draft says when it was made: the clock would make every run differ."""


@click.command("diff", cls=Command, epilog="lcdraft diff 6-thang-2025@HEAD~1 6-thang-2025 --to html -o so-sanh.html")
@click.argument("old", metavar="BẢN-CŨ")
@click.argument("new", metavar="BẢN-MỚI")
@click.option("--to", metavar="LOẠI", help="Cách trình bày, ngăn bằng dấu phẩy: terminal (mặc định),html,docx,json,md.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TỆP", help="Tệp hoặc thư mục ghi kết quả.")
@click.option("--exact", is_flag=True, help="So từng ký tự: kể cả khoảng trắng, dấu ngoặc kép, chỗ đặt dấu thanh.")
@click.option("--exit-code", is_flag=True, help="Kết thúc với mã 1 khi hai bản khác nhau.")
@click.option(
    "--context", type=click.IntRange(0, 50), default=1, metavar="SỐ", help="Số dòng giữ nguyên in quanh chỗ đổi (1)."
)
@click.option("--author", metavar="TÊN", help="Tên người sửa ghi trong bản .docx (mặc định: theo bản mới).")
@click.option("--date", "day", metavar="NGÀY", help="Ngày sửa ghi trong bản .docx (mặc định: theo bản mới).")
@workspace_option
def command(
    old: str,
    new: str,
    to: str | None,
    output: Path | None,
    exact: bool,
    exit_code: bool,
    context: int,
    author: str | None,
    day: str | None,
    folder: Path,
) -> int:
    """So hai bản của một báo cáo: số liệu nào đổi và vì sao, câu nào đổi, đoạn nào mất.

    Mỗi bản là mã kỳ (6-thang-2025), tệp .docx, .md, .txt, tệp .yaml của báo cáo, hoặc BÁO-CÁO@PHIÊN-BẢN:
    báo cáo dựng từ dữ liệu của một phiên bản git (6-thang-2025@HEAD~1).
    """
    from lcdraft.diff.compare import compare_drafts
    from lcdraft.diff.drafts import open_drafts

    kinds = _kinds(to, output)
    targets = _targets(kinds, output)
    _spare_inputs(targets, old, new)
    stamp = _stamp(day)
    alone = kinds == ("docx",) and not exit_code  # a redline compares the files themselves
    packed = _packed_files(old, new) if alone else None
    comparison = None
    if packed is None:
        drafts = open_drafts(old, new, folder)
        comparison = None if alone else compare_drafts(*drafts, exact=exact)
        packed = _packed(*drafts) if "docx" in targets else None
    made = {kind: _made(kind, comparison, packed, author, stamp, context) for kind in targets}
    if output is not None and all(path.parent == output for path in targets.values()):
        make_folder(output)
    for kind, path in targets.items():
        write_file(path, made[kind])
    for kind in kinds:
        if kind not in targets and comparison is not None:
            _show(kind, comparison, context)
    for path in targets.values():
        click.echo(f"Đã ghi {path}", err=True)
    return 1 if exit_code and comparison is not None and comparison.changed else 0


def _kinds(to: str | None, output: Path | None) -> tuple[str, ...]:
    """The ways asked for; without ``--to`` the ending of the output file tells."""
    if to is None:
        ending = ending_of(output)
        by_ending = {_ENDINGS.get(kind, kind): kind for kind in KINDS}
        if output is None or output.is_dir() or not ending:
            return ("terminal",)
        check_ending(output, tuple(by_ending))
        return (by_ending[ending],)
    wanted = tuple(dict.fromkeys(part.strip().lower().lstrip(".") for part in to.split(",") if part.strip()))
    unknown = [kind for kind in wanted if kind not in KINDS]
    if unknown or not wanted:
        near = nearest(unknown[0], KINDS) if unknown else None
        advice = f'Có phải "{near}"?' if near else f"Chọn trong: {', '.join(KINDS)}."
        message = f'không có cách trình bày "{", ".join(unknown) or to}"'
        raise UsageError(Problem("LC504", message, Place("--to"), advice))
    return wanted


def _targets(kinds: tuple[str, ...], output: Path | None) -> dict[str, Path]:
    """The file of each kind that goes into one; text goes to the terminal where no file is named."""
    endings = {kind: _ENDINGS.get(kind, kind) for kind in kinds}
    if output is None:
        alone = len(kinds) == 1
        printed = kinds if alone and kinds[0] not in ("html", "docx") else ("terminal",)
        return {kind: Path(f"{STEM}.{ending}") for kind, ending in endings.items() if kind not in printed}
    if output.is_dir() or not output.suffix:
        return {kind: output / f"{STEM}.{ending}" for kind, ending in endings.items()}
    every = tuple(_ENDINGS.get(kind, kind) for kind in KINDS)
    check_ending(output, every, endings[kinds[0]] if len(kinds) == 1 else None)
    return {kind: output.with_suffix(f".{ending}") for kind, ending in endings.items()}


def _spare_inputs(targets: dict[str, Path], *drafts: str) -> None:
    """Refuse to write over what is compared."""
    inputs = {Path(name).resolve() for name in drafts if Path(name).is_file()}
    for path in targets.values():
        if path.resolve() in inputs:
            advice = "Chọn tên khác bằng -o."
            raise UsageError(Problem("LC501", "tệp ghi ra trùng với bản đem so", Place(str(path)), advice))


def _stamp(day: str | None) -> date | None:
    if day is None:
        return None
    try:
        return parse_date(day)
    except DateError as error:
        raise UsageError(Problem("LC102", error.message, Place("--date"), error.advice)) from error


def _show(kind: str, comparison: Comparison, context: int) -> None:
    """Print a comparison to standard output."""
    if kind == "terminal":
        for line in _terminal(comparison, context, colour=_has_colour(), width=_width()):
            click.echo(line)
    else:
        click.echo(_text(kind, comparison), nl=False)


def _made(
    kind: str,
    comparison: Comparison | None,
    packed: tuple[Packed, Packed] | None,
    author: str | None,
    stamp: date | None,
    context: int,
) -> bytes:
    """A comparison as the bytes of a file."""
    if kind == "docx":
        assert packed is not None
        return _redline(*packed, author, stamp)
    assert comparison is not None
    if kind == "terminal":
        lines = _terminal(comparison, context, colour=False, width=_USUAL_WIDTH)
        return "".join(f"{line}\n" for line in lines).encode()
    return _text(kind, comparison).encode()


def _text(kind: str, comparison: Comparison) -> str:
    if kind == "json":
        from lcdraft.diff.show.json import json_text

        return json_text(comparison)
    if kind == "md":
        from lcdraft.diff.show.markdown import write_comment

        text = write_comment(comparison)
        return text if text.endswith("\n") else f"{text}\n"
    from lcdraft.diff.show.html import write_page

    return write_page(comparison)


def _terminal(comparison: Comparison, context: int, *, colour: bool, width: int) -> list[str]:
    from lcdraft.diff.show.terminal import terminal_lines

    return list(terminal_lines(comparison, width=width, colour=colour, context=context))


def _has_colour() -> bool:
    """Colour where a terminal shows it and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    if not sys.stdout.isatty():
        return _USUAL_WIDTH
    columns = shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns
    return min(max(columns, _LEAST_WIDTH), _MOST_WIDTH)


def _packed_files(old: str, new: str) -> tuple[Packed, Packed] | None:
    from lcdraft.diff.redline import pack_files

    return pack_files(old, new)


def _packed(old: Draft, new: Draft) -> tuple[Packed, Packed]:
    from lcdraft.diff.redline import pack

    return pack(old), pack(new)


def _redline(old: Packed, new: Packed, author: str | None, stamp: date | None) -> bytes:
    """The new draft with tracked changes; what they cannot express is told."""
    from lcdraft.diff.redline import make_redline

    made_on = stamp or new.properties.created or old.properties.created or _UNDATED
    name = author or new.properties.author or "lcdraft"
    made_at = datetime.combine(made_on, time(), tzinfo=UTC)
    redline = make_redline(old.docx, new.docx, author=name, date=made_at, names=(old.name, new.name))
    for said in redline.unexpressed:
        click.echo(f"Bản .docx không đánh dấu được: {said}", err=True)
    return redline.data
