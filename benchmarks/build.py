"""``lcdraft build`` of every sample report, paired against one plain docxtpl process per report.

usage: python benchmarks/build.py [--runs N]

Ours computes, checks, and writes .docx, .md and .html of all of them in one process; see plain_sample.py for what
the others do. Pairs run A B A B …; quoted are medians of seconds, of the ratio of neighbours, and peak memory.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from run import HERE, ROOT, Run, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "mau"
        for name in ("data", "templates", "examples"):
            shutil.copytree(ROOT / name, workspace / name)
        shutil.copy(ROOT / "lcdraft.yaml", workspace)
        reports = sorted(path.stem for path in (workspace / "data/bao-cao").glob("*.yaml"))
        build = [sys.executable, "-m", "lcdraft", "build", "-C", str(workspace)]
        plain = [[sys.executable, str(HERE / "plain_sample.py"), str(workspace), name] for name in reports]

        def all_plain() -> Run:
            runs = [timed([*command, str(Path(folder) / "b.docx")]) for command in plain]
            return Run(sum(r.seconds for r in runs), sum(r.cpu for r in runs), max(r.memory for r in runs))

        timed(build), all_plain()
        pairs = [(timed(build), all_plain()) for _ in range(options.runs)]
    ours, others = zip(*pairs, strict=True)
    seconds = [statistics.median(run.seconds for run in runs) for runs in (ours, others)]
    memory = [statistics.median(run.memory for run in runs) for runs in (ours, others)]
    ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
    print(f"{len(reports)} reports: {', '.join(reports)}")
    print(f"lcdraft build, .docx .md .html   {seconds[0]:6.2f} s  {memory[0]:4.0f} MB")
    print(f"plain docxtpl, .docx only        {seconds[1]:6.2f} s  {memory[1]:4.0f} MB")
    print(f"ratio                            {ratio:6.2f}    {memory[0] / memory[1]:4.2f}")


if __name__ == "__main__":
    main()
