"""Seconds of each of several renders in one process: ``python in_process.py WORKSPACE OUT.docx TIMES``."""

import sys
import time
from pathlib import Path

from lcdraft.files import write_file
from lcdraft.workspace import load_workspace

for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    write_file(Path(sys.argv[2]), load_workspace(sys.argv[1]).export("6-thang-2025", "docx"))
    print(f"{time.perf_counter() - start:.4f}")
