"""Paired timings of `lcdraft diff`: against python-redlines, against difflib over words, and against its own size.

usage: python benchmarks/diff.py --redlines-python PYTHON [--runs N]

PYTHON is an interpreter of an environment with python-redlines[docxodus], which is no dependency of ours; without it
only our own times are shown.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
from pathlib import Path

from diff_workload import LIGHT, THIRD, as_docx, make_pair
from run import Run, median, timed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GOALS = {"html,json": 0.3, "docx": 0.4}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--redlines-python", default="")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drafts = {
            (pages, edit): tuple(as_docx(path) for path in make_pair(folder, pages, edit))
            for pages in (30, 300)
            for edit in (LIGHT, THIRD)
        }
        for edit in (LIGHT, THIRD):
            _against_others(drafts[30, edit], edit, folder, options.redlines_python, options.runs)
        for edit in (LIGHT, THIRD):
            for to in GOALS:
                runs = [timed(_ours(drafts[300, edit], to, folder)) for _ in range(max(options.runs // 2, 2))]
                _say(f"300 pages, {edit}, {to}", runs, "goal 5 s, 300 MB")
        _growth(drafts, folder, options.runs)


def _against_others(pair: tuple[Path, ...], edit: str, folder: Path, redlines: str, runs: int) -> None:
    """Our two goals beside the others, run by turns."""
    old, new = map(str, pair)
    others = {"difflib over words": [sys.executable, str(HERE / "diff_words.py"), old, new, str(folder / "words.txt")]}
    if redlines:
        others["python-redlines"] = [redlines, str(HERE / "diff_redlines.py"), old, new, str(folder / "other.docx")]
    commands = {f"lcdraft {to}": _ours(pair, to, folder) for to in GOALS} | others
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            found[name].append(timed(command))
    for name, times in found.items():
        _say(f"30 pages, {edit}, {name}", times[1:], "")
    for to, goal in GOALS.items():
        for name in others:
            ratios = [a.seconds / b.seconds for a, b in zip(found[f"lcdraft {to}"][1:], found[name][1:], strict=True)]
            asked = f" (goal {goal})" if name == "python-redlines" else ""
            print(f"{'':6}{to} / {name}: {statistics.median(ratios):.2f}{asked}", flush=True)


def _growth(drafts: dict[tuple[int, str], tuple[Path, ...]], folder: Path, runs: int) -> None:
    """The time of 300 pages over that of 30, the start of the program taken off both."""
    start = median([timed([sys.executable, "-m", "lcdraft", "--version"]) for _ in range(runs)])
    for to in GOALS:
        times = [median([timed(_ours(drafts[pages, LIGHT], to, folder)) for _ in range(runs)]) for pages in (30, 300)]
        grown = (times[1] - start) / (times[0] - start)
        limit = 10 * math.log(300) / math.log(30)
        print(f"from 30 to 300 pages, {LIGHT}, {to}: {grown:.1f} times the work (n log n: {limit:.1f})", flush=True)


def _ours(pair: tuple[Path, ...], to: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "lcdraft", "diff", *map(str, pair), "--to", to, "-o", str(folder / "out")]


def _say(name: str, runs: list[Run], note: str) -> None:
    memory = statistics.median(run.memory for run in runs)
    print(f"{name:40} {median(runs):6.2f} s {memory:5.0f} MB  {note}", flush=True)


if __name__ == "__main__":
    main()
