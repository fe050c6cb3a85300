"""The state of the plan at a glance: a bar for each completion, and a panel that counts them.

Bars are inline SVG, since a content security policy forbids style attributes; what a bar shows is also said
in words, for those who hear the page or print it without colour.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lcdraft.document import Pace, Progress
from lcdraft.numbers import format_number

__all__ = ["Line", "progress_bar", "status_panel"]

_WORDS = {
    Pace.REACHED: ("đã đạt kế hoạch", "đã đạt, vượt kế hoạch"),
    Pace.ON_TIME: ("kịp tiến độ", "kịp tiến độ"),
    Pace.BEHIND: ("chậm tiến độ", "chậm tiến độ"),
}
# Once the time of the plan is over nothing is late any more: a goal was reached or not, a limit was kept or not.
_WORDS_AT_THE_END = {
    Pace.REACHED: _WORDS[Pace.REACHED],
    Pace.ON_TIME: ("trong giới hạn kế hoạch", "trong giới hạn kế hoạch"),
    Pace.BEHIND: ("chưa đạt kế hoạch", "chưa đạt kế hoạch"),
}
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table that shows a completion: its anchor in the page, its name, the completion."""

    anchor: str
    name: str
    progress: Progress


def progress_bar(progress: Progress) -> str:
    """A bar as long as the completion, with a tick where the time stands, and the verdict in words."""
    verdict = _words(progress.elapsed)[progress.pace][0]
    said = f'<span class="sr"> – {verdict} (đã qua {_percent(progress.elapsed)} thời gian)</span>'
    return said + _drawing(progress)


def status_panel(lines: Sequence[Line]) -> Iterator[str]:
    """What the page says before all else: how many indicators are where, and which are behind, the worst first."""
    if not lines:
        return
    counts = Counter(line.progress.pace for line in lines)
    elapsed = lines[0].progress.elapsed
    words = _words(elapsed)
    late = words[Pace.BEHIND][0]
    yield f'<section class="status" aria-labelledby="nhin-nhanh" data-late="{late}">'
    yield '<h2 id="nhin-nhanh">Thực hiện kế hoạch: nhìn nhanh</h2>'
    told = f"{len(lines)} chỉ tiêu có số kế hoạch và số thực hiện"
    time = "Đã hết thời gian" if elapsed >= _WIDTH else f"Đã qua {_percent(elapsed)} thời gian"
    yield f"<p>{time} của kế hoạch; {told}.</p>"
    yield '<ul class="tally">'
    for pace, (_, title) in words.items():
        if words is _WORDS_AT_THE_END and pace is Pace.ON_TIME and not counts[pace]:
            continue
        yield f'<li class="{pace}"><b>{counts[pace]}</b> {title}</li>'
    yield "</ul>"
    yield _stack(counts, len(lines))
    behind = sorted(
        (line for line in lines if line.progress.pace is Pace.BEHIND), key=lambda line: line.progress.percent
    )
    if behind:
        yield f'<details open><summary>Chỉ tiêu {late} ({len(behind)})</summary><ul class="behind">'
        for line in behind:
            link = f'<a href="#{html.escape(line.anchor)}">{html.escape(line.name)}</a>'
            yield f"<li>{link} <b>{_percent(line.progress.percent)}</b>{_drawing(line.progress)}</li>"
        yield "</ul></details>"
    yield "</section>"


def _words(elapsed: Decimal) -> Mapping[Pace, tuple[str, str]]:
    """The verdict on one indicator, and on those counted together."""
    return _WORDS_AT_THE_END if elapsed >= _WIDTH else _WORDS


def _drawing(progress: Progress) -> str:
    done = min(max(progress.percent, Decimal(0)), Decimal(_WIDTH))
    tick = min(max(progress.elapsed, Decimal(0)), Decimal(_WIDTH))
    mark = f'<path class="tick" d="M{_length(tick)} 0V10" vector-effect="non-scaling-stroke"/>' if tick < _WIDTH else ""
    return (
        f'<svg class="meter {progress.pace}" viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" y="2" width="{_WIDTH}" height="6"/>'
        f'<rect class="done" y="2" width="{_length(done)}" height="6"/>{mark}</svg>'
    )


def _stack(counts: Counter[Pace], total: int) -> str:
    """One bar for all, a share for each verdict."""
    parts, start = [], Decimal(0)
    for pace in _WORDS:
        width = Decimal(counts[pace] * _WIDTH) / total
        parts.append(f'<rect class="{pace}" x="{_length(start)}" width="{_length(width)}" height="10"/>')
        start += width
    view = f'viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" aria-hidden="true"'
    return f'<svg class="stack" {view}>{"".join(parts)}</svg>'


def _length(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _percent(value: Decimal) -> str:
    return f"{format_number(value, 1)}%"
