"""How many period labels of the samples move, stay and are asked for: python tools/rollover_counts.py

Every sample report (its narrative, and the printed report in examples/) is moved to the next three periods of
its kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lcdraft.dataset import Report
from lcdraft.load.workspace import load_dataset
from lcdraft.rollover import Verdict, roll_text

ROOT = Path(__file__).resolve().parent.parent
STEPS = 3


def narrative(report: Report) -> Iterator[str]:
    """The title, legal bases, sections and lists of a report."""
    passages = [
        *report.bases,
        *report.sections.values(),
        *(passage for items in report.lists.values() for passage in items),
    ]
    yield from (passage.text for passage in ([report.title] if report.title else []) + passages)


def main() -> None:
    """Print one line per sample, source and next period, and the totals."""
    dataset, problems = load_dataset(ROOT)
    if dataset is None:
        raise SystemExit("\n".join(problem.message for problem in problems))
    totals: Counter[str] = Counter()
    for name, report in sorted(dataset.reports.items()):
        printed = ROOT / "examples" / name / "bao-cao.md"
        sources = {"narrative": list(narrative(report))}
        if printed.is_file():
            sources["printed"] = [printed.read_text(encoding="utf-8")]
        for source, texts in sources.items():
            new = report.period
            for _ in range(STEPS):
                new = new.next
                found = [label.verdict.value for text in texts for label in roll_text(text, report.period, new).labels]
                counts = Counter(found)
                totals += counts
                print(f"{name:14} {source:10} -> {new.id:14} {line(counts)}")
    print(f"{'total':43} {line(totals)}")


def line(counts: Counter[str]) -> str:
    """``144 found: 33 moved, 92 protected, 19 undecided``."""
    return f"{counts.total():5} found: " + ", ".join(
        f"{counts[verdict.value]:4} {verdict.value}" for verdict in Verdict
    )


if __name__ == "__main__":
    main()
