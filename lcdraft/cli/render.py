"""``lcdraft render``."""

from __future__ import annotations

from pathlib import Path

import click

from lcdraft.check.drafts import count_gaps, unanswered, unreviewed, without_agency
from lcdraft.cli.options import check_ending, ending_of, print_problems, report_name, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.files import make_folder, write_file
from lcdraft.text import nearest
from lcdraft.workspace import FORMATS, load_workspace

_DOCUMENTS = (*FORMATS, "doc", "htm", "odt", "rtf", "txt", "xlsx")


@click.command("render", cls=Command, epilog="lcdraft render 6-thang-2025 --to docx,html -o ket-qua")
@click.argument("report", metavar="BÁO-CÁO")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TỆP", help="Tệp hoặc thư mục ghi kết quả.")
@click.option("--to", metavar="LOẠI", help="Các loại tệp, ngăn bằng dấu phẩy: docx,md,html,pdf (mặc định: docx).")
@click.option("--highlight", is_flag=True, help="Tô màu các đoạn chép từ kỳ trước chưa rà soát (.docx, .html, .pdf).")
@click.option(
    "--final",
    is_flag=True,
    help="Bản chính thức: không ghi tệp nào khi còn đoạn chưa rà soát hoặc chỗ trống […], kết thúc với mã 1.",
)
@click.option("--template", type=click.Path(path_type=Path), metavar="TỆP.docx", help="Dùng tệp mẫu docxtpl này.")
@workspace_option
def command(
    report: str,
    output: Path | None,
    to: str | None,
    highlight: bool,
    final: bool,
    template: Path | None,
    folder: Path,
) -> int:
    """Soạn một báo cáo. BÁO-CÁO là mã kỳ (6-thang-2025) hoặc đường dẫn tệp trong data/bao-cao."""
    formats = _formats(to, output)
    name, start = report_name(report, folder)
    workspace = load_workspace(start)
    targets = _targets(name, formats, output)
    document, found = workspace.render(name, highlight=highlight)
    nobody = without_agency(workspace.dataset, workspace.report(name))
    warnings = [*nobody, *found]
    waiting, gaps = unreviewed(workspace.report(name)), count_gaps(document)
    owed = unanswered(workspace.dataset, workspace.report(name))
    left = _left(len(waiting), len(owed), gaps)
    if final and (left or nobody):
        print_problems([*waiting, *owed, *warnings])
        left = left or "chưa khai cơ quan ban hành"
        click.echo(f"Chưa ra bản chính thức được: {left}. Chưa ghi tệp nào.", err=True)
        return 1
    made = workspace.convert(name, document, formats, template=template, warnings=warnings)
    if output is not None and all(path.parent == output for path in targets.values()):
        make_folder(output)
    for kind, path in targets.items():
        write_file(path, made[kind])
    print_problems(warnings)
    if waiting or owed:
        click.echo(f"Bản dự thảo: {left}.", err=True)
    for path in targets.values():
        click.echo(f"Đã ghi {path}")
    return 0


def _left(waiting: int, owed: int, gaps: int) -> str:
    """What a draft still lacks."""
    counts = (
        (waiting, "đoạn chưa rà soát"),
        (owed, "nhiệm vụ kỳ trước chưa trả lời"),
        (gaps, "chỗ trống […]"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f"còn {told}" if told else ""


def _formats(to: str | None, output: Path | None) -> tuple[str, ...]:
    """The formats asked for; without ``--to`` the ending of the output file tells."""
    if to is None:
        ending = ending_of(output)
        return (ending,) if ending in FORMATS else ("docx",)
    wanted = tuple(dict.fromkeys(part.strip().lower().lstrip(".") for part in to.split(",") if part.strip()))
    unknown = [kind for kind in wanted if kind not in FORMATS]
    if unknown or not wanted:
        near = nearest(unknown[0], FORMATS) if unknown else None
        advice = f'Có phải "{near}"?' if near else f"Chọn trong: {', '.join(FORMATS)}."
        raise UsageError(Problem("LC504", f'không có loại tệp "{", ".join(unknown) or to}"', Place("--to"), advice))
    return wanted


def _targets(name: str, formats: tuple[str, ...], output: Path | None) -> dict[str, Path]:
    """Where each format goes: the file named, files beside it with other endings, or files in a folder."""
    if output is None:
        return {kind: Path(f"{name}.{kind}") for kind in formats}
    if output.is_dir() or not _is_file_name(output):
        return {kind: output / f"{name}.{kind}" for kind in formats}
    check_ending(output, FORMATS, formats[0] if len(formats) == 1 else None)
    return {kind: output.with_suffix(f".{kind}") for kind in formats}


def _is_file_name(output: Path) -> bool:
    """Whether a path that is not there yet has the ending of a document, or nearly so; else a folder is meant."""
    ending = ending_of(output)
    return ending in _DOCUMENTS or nearest(ending, _DOCUMENTS) is not None
