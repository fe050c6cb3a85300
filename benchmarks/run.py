"""Paired timings of whole processes: lcdraft against the plain way.

usage: python benchmarks/run.py [--runs N] [--pages 30,300]

Each pair runs A B A B …, so that a drift of the machine's speed touches both; quoted are the median of the ratios
of neighbours, and medians of seconds and of peak memory. Python may write its bytecode, as an installed package has it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).parent))
from workload import make_workspace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOTES = {30: 56, 300: 560}


@dataclass
class Run:
    seconds: float
    cpu: float
    memory: float


def timed(command: list[str]) -> Run:
    """One whole process: wall seconds, processor seconds, and peak memory in MB."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pair(name: str, ours: list[str], other: list[str], runs: int, goal: str) -> None:
    timed(ours), timed(other)
    a, b = [], []
    for _ in range(runs):
        a.append(timed(ours))
        b.append(timed(other))
    ratio = statistics.median(x.seconds / y.seconds for x, y in zip(a, b, strict=True))
    cpu = statistics.median(x.cpu / y.cpu for x, y in zip(a, b, strict=True))
    memory = statistics.median(x.memory / y.memory for x, y in zip(a, b, strict=True))
    print(
        f"{name:34} {median(a):7.3f} s  {median(b):7.3f} s  ratio {ratio:5.2f} (goal {goal}), processor {cpu:5.2f}   "
        f"{statistics.median(x.memory for x in a):4.0f} MB {statistics.median(y.memory for y in b):4.0f} MB"
        f"  ratio {memory:4.2f}",
        flush=True,
    )


def median(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def later(script: str, workspace: Path, out: Path, times: int) -> float:
    """The median seconds of the second and later renders in one process."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE / script), str(workspace), str(out), str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return statistics.median(float(line) for line in done.stdout.split()[1:])


def body_words(path: Path) -> list[str]:
    """The words of the paragraphs of a .docx that both programs print: those of the narrative."""
    import re

    with ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    texts = ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part)) for part in xml.split("</w:p>")]
    return [word for text in texts if len(text.split()) > 60 for word in text.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--pages", default="30,300")
    options = parser.parse_args()
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        version = [python, "-m", "lcdraft", "--version"]
        pair(
            "--version / empty click program",
            version,
            [python, str(HERE / "empty_click.py"), "--version"],
            options.runs,
            "1.30",
        )
        for pages in (int(part) for part in options.pages.split(",")):
            workspace = make_workspace(base / str(pages), pages, NOTES.get(pages, 2 * pages), ROOT)
            ours, other = base / "a.docx", base / "b.docx"
            render = [python, "-m", "lcdraft", "render", "6-thang-2025", "-C", str(workspace), "-o", str(ours)]
            plain = [python, str(HERE / "plain_docxtpl.py"), str(workspace), str(other)]
            pair(
                f"render, {pages} pages / plain docxtpl", render, plain, options.runs, "1.20" if pages < 100 else "0.50"
            )
            assert body_words(ours) == body_words(other), "the two programs print different texts"
            ratios = [
                later("in_process.py", workspace, ours, 6) / later("plain_docxtpl.py", workspace, other, 6)
                for _ in range(3)
            ]
            print(
                f"{'second and later in one process':34} ratio {statistics.median(ratios):5.2f} (goal 0.80)", flush=True
            )


if __name__ == "__main__":
    main()
