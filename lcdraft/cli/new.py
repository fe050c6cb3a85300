"""``lcdraft new``."""

from __future__ import annotations

from pathlib import Path

import click

from lcdraft.agencies import agency_on, no_agency
from lcdraft.cli.options import print_problems, report_name, workspace_option
from lcdraft.cli.vietnamese import Command
from lcdraft.errors import Place, Problem, UsageError
from lcdraft.files import make_folder, write_new_files
from lcdraft.periods import Period, PeriodError, parse_period
from lcdraft.resources import template_folders
from lcdraft.successor.make import NewPeriod, count_words, make_period, template_for
from lcdraft.successor.notes import TITLES, Topic
from lcdraft.successor.sources import Source, default_source, report_source
from lcdraft.workspace import Workspace, load_workspace

DOCUMENTS = (".docx", ".md", ".txt")


@click.command("new", cls=Command, epilog="lcdraft new 9-thang-2025 --from 6-thang-2025 --explain")
@click.argument("period", metavar="KỲ")
@click.option(
    "--from",
    "source",
    metavar="BÁO-CÁO|TỆP",
    help="Chép từ báo cáo này: mã kỳ, hoặc văn bản .docx đã ban hành (mặc định: báo cáo gần nhất cùng loại).",
)
@click.option("--period", "old", metavar="KỲ-CŨ", help="Kỳ của văn bản cũ, khi chương trình không nhận ra.")
@click.option("--explain", is_flag=True, help="In từng nhãn kỳ đã chuyển, để nguyên, cần xem lại, kèm tệp và dòng.")
@workspace_option
def command(period: str, source: str | None, old: str | None, explain: bool, folder: Path) -> int:
    """Lập tệp số liệu và tệp báo cáo của một kỳ mới từ báo cáo kỳ trước.

    Số liệu để trống, cạnh mỗi chỉ tiêu ghi kế hoạch, số kỳ trước, số cùng kỳ và đơn vị cung cấp; lời văn chép từ báo
    cáo cũ, nhãn kỳ chuyển sang kỳ mới, đoạn nào cũng chờ rà soát. Không ghi đè tệp đã có: kỳ đã có tệp số liệu thì
    chỉ lập tệp báo cáo.
    """
    wanted = _period(period, "KỲ")
    workspace = load_workspace(folder)
    made = make_period(
        workspace.dataset, wanted, _source(workspace, wanted, source, old), template_folders(workspace.root)
    )
    for name in made.files:
        make_folder((workspace.root / name).parent)
    write_new_files(workspace.root, {name: text.encode() for name, text in made.files.items()})
    for name in made.files:
        click.echo(f"Đã ghi {name}")
    _tell_kept(made)
    _tell(made, workspace, explain=explain)
    return 0


def _period(text: str, where: str) -> Period:
    try:
        return parse_period(text)
    except PeriodError as error:
        raise UsageError(Problem("LC103", error.message, Place(where), error.advice)) from error


def _source(workspace: Workspace, period: Period, named: str | None, old: str | None) -> Source | None:
    """What to start from; None in a workspace without any earlier report."""
    if named is not None and Path(named).suffix.lower() in DOCUMENTS:
        return _document(workspace, period, Path(named), old)
    if old is not None:
        raise UsageError(Problem("LC504", "--period chỉ dùng cùng --from TỆP.docx", Place("--period")))
    if named is not None:
        report = workspace.report(report_name(named, workspace.root)[0])
    else:
        found = default_source(workspace.dataset, period)
        if found is None:
            return None
        report = found
    if report.period == period:
        advice = "Chọn báo cáo của kỳ khác bằng --from."
        raise UsageError(Problem("LC508", f"không lập kỳ {period} từ chính kỳ ấy", Place(report.path), advice))
    document, _ = workspace.render(report.period.id)
    return report_source(workspace.dataset, report, count_words(document))


def _document(workspace: Workspace, period: Period, path: Path, old: str | None) -> Source:
    from lcdraft.read.files import read_document
    from lcdraft.successor.dated import period_of_document, unknown_period
    from lcdraft.successor.foreign import document_source

    document = read_document(path)
    before = _period(old, "--period") if old is not None else period_of_document(document)
    if before is None:
        raise unknown_period(path.as_posix())
    asked = template_for(workspace.dataset, period, None, template_folders(workspace.root))[1]
    return document_source(workspace.dataset, document, path.name, before, asked, count_words(document))


# What is told


def _tell(made: NewPeriod, workspace: Workspace, *, explain: bool) -> None:
    quiet = (Topic.MOVED, Topic.PROTECTED)
    for topic, title in TITLES.items():
        notes = [note for note in made.notes if note.topic is topic]
        if not notes:
            continue
        click.echo(f"{title}: {len(notes)}")
        if explain or (topic not in quiet and len(notes) <= 3):
            for note in notes:
                click.echo(f"  {note.place}: {note.message}")
    for line in _left(made):
        click.echo(line)
    _warn_of_agency(made.period, workspace)


def _tell_kept(made: NewPeriod) -> None:
    """That the figures file which was there stays as it is, and where its missing entries wait."""
    if made.kept and made.lacking:
        report = next(iter(made.files))
        left = f"còn thiếu chỉ tiêu, các dòng cần chép vào ghi ở cuối {report}, từ dòng {made.lacking}"
        click.echo(f"Giữ nguyên {made.kept} (đã có); {left}")
    elif made.kept:
        click.echo(f"Giữ nguyên {made.kept} (đã có); không thiếu chỉ tiêu nào")


def _left(made: NewPeriod) -> list[str]:
    work = made.work
    asked = f", trong đó {work.bases} số cùng kỳ" if work.bases else ""
    lines = [f"Còn phải làm: điền {work.values} số{asked}; rà soát {work.reviews} đoạn ({work.review_words} từ)"]
    lines[0] += f"; viết mới {work.writes} mục." if work.writes else "."
    if work.report_words:
        lines.append(f"Báo cáo cũ dài {work.report_words} từ.")
    lines.append(f"Làm tiếp: lcdraft check, rồi lcdraft render {made.period} --highlight")
    return lines


def _warn_of_agency(period: Period, workspace: Workspace) -> None:
    settings, day = workspace.dataset.settings, period.closing_date
    if agency_on(settings.agencies, day) is None:
        print_problems([no_agency(settings, day, Place(settings.path))])
