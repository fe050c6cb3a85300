"""Redlines of edited samples, accepted and rejected by LibreOffice: does it find both drafts in them?

usage: python tools/redlines_in_office.py [--pairs N] [--keep FOLDER]

The pairs are made as in tests/diff/redline, from seeds 1 to N. What LibreOffice makes of the redline is compared with
what it makes of the draft itself, which it changes too when it saves. Exits with 1 where a draft does not come back;
with ``--keep`` the files of those pairs are left in FOLDER.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests/diff/redline")]

from redline_edits import EDITS, cut, edited  # noqa: E402
from redline_files import plain, said  # noqa: E402
from test_redline_real import LIBRARY, MODULE  # noqa: E402

from lcdraft.diff.redline import make_redline  # noqa: E402
from lcdraft.write.pdf import find_soffice  # noqa: E402

BASES = ("6-thang-2025", "9-thang-2024", "thang-2022-07", "thang-2023-02", "nam-2024")
LOOP = """
Sub SettleAll(folder As String, pairs As String)
  Dim number As Integer
  Dim path As String
  For number = 1 To CInt(pairs)
    path = folder &amp; number
    Settle(path &amp; "-new.docx", path &amp; "-new-saved.docx", ".uno:AcceptAllTrackedChanges")
    Settle(path &amp; "-old.docx", path &amp; "-old-saved.docx", ".uno:AcceptAllTrackedChanges")
    Settle(path &amp; ".docx", path &amp; "-accept.docx", ".uno:AcceptAllTrackedChanges")
    Settle(path &amp; ".docx", path &amp; "-reject.docx", ".uno:RejectAllTrackedChanges")
  Next number
End Sub
</script:module>"""


def main() -> int:
    """Make the pairs, let LibreOffice settle them, say which drafts do not come back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = [_pair(seed) for seed in range(1, options.pairs + 1)]
        for number, (old, new) in enumerate(pairs, 1):
            redline = make_redline(old, new, author="Người soạn", date=datetime(2025, 6, 20, 8))
            for ending, data in (("", redline.data), ("-old", old), ("-new", new)):
                (folder / f"{number}{ending}.docx").write_bytes(data)
        _settle(folder, len(pairs))
        wrong = [
            (number, how)
            for number in range(1, len(pairs) + 1)
            for how, draft in (("accept", "new"), ("reject", "old"))
            if not _is_same(folder / f"{number}-{how}.docx", folder / f"{number}-{draft}-saved.docx")
        ]
        for number, how in wrong:
            print(f"pair {number}: {how} gives another draft")
            if options.keep is not None:
                options.keep.mkdir(parents=True, exist_ok=True)
                for path in folder.glob(f"{number}[-.]*docx"):
                    (options.keep / path.name).write_bytes(path.read_bytes())
        print(f"{len(pairs)} pairs, {2 * len(pairs) - len(wrong)} of {2 * len(pairs)} drafts come back")
        return 1 if wrong else 0


def _pair(seed: int) -> tuple[bytes, bytes]:
    chance = random.Random(seed)
    base = (ROOT / "examples" / BASES[seed % len(BASES)] / "bao-cao.docx").read_bytes()
    excerpt = cut(base, chance.randint(1, 25) * 11, chance.choice((6, 18)))
    return edited(excerpt, _edits(chance, 0, 2)), edited(excerpt, _edits(chance, 1, 6))


def _edits(chance: random.Random, least: int, most: int) -> list[tuple[int, list[int]]]:
    count = chance.randint(least, most)
    return [(chance.randrange(len(EDITS)), [chance.randrange(9999) for _ in range(16)]) for _ in range(count)]


def _settle(folder: Path, pairs: int) -> None:
    program = find_soffice()
    if program is None:
        sys.exit("LibreOffice is not installed")
    start = [str(program), "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
    # The first start makes the profile, into which the macro is then put.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, timeout=120, check=False)
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Module1.xba").write_text(MODULE.replace("</script:module>", LOOP))
    (library / "script.xlb").write_text(LIBRARY)
    call = f'macro:///Standard.Module1.SettleAll("file://{folder}/","{pairs}")'
    subprocess.run([*start, call], capture_output=True, timeout=10 * pairs + 120, check=False)


def _is_same(path: Path, wanted: Path) -> bool:
    return path.is_file() and wanted.is_file() and _letters(path.read_bytes()) == _letters(wanted.read_bytes())


def _letters(package: bytes) -> str:
    """What a file says, as LibreOffice keeps it: without looks, and whatever it adds to letters of notes."""
    return "\n".join(" ".join(line.split()) for line in plain(said(package)).splitlines() if line.strip())


if __name__ == "__main__":
    sys.exit(main())
