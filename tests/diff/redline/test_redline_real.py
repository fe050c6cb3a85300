"""Measure: the real pairs of reports, through our own settling and through LibreOffice; the order of elements."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from redline_edits import EDITS, edited
from redline_files import Parts, W, changes, plain, said

from lcdraft.diff.redline import Redline, make_redline
from lcdraft.write.pdf import find_soffice

DATE = datetime(2025, 6, 20, 8)
PAIRS = (("9-thang-2024", "6-thang-2025"), ("6-thang-2025", "9-thang-2024"), ("thang-2022-07", "thang-2023-02"))
OTHERS = (("nam-2024", "giua-ky-2021-2025"), ("quy-2-2025", "6-thang-2025"))

BEFORE = {
    "pPr": ("pStyle", "keepNext", "numPr", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr", "pPrChange"),
    "rPr": ("ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "i", "sz", "lang", "rPrChange"),
    "trPr": ("cantSplit", "ins", "del", "trPrChange"),
    "tcPr": ("tcW", "vAlign", "tcPrChange"),
    "tr": ("tblPrEx", "trPr", "tc"),
    "sectPr": ("headerReference", "pgSz", "pgMar", "titlePg", "sectPrChange"),
}
"""Elements in the order of the schema, as far as both stand side by side in a redline."""


def redline(old: bytes, new: bytes) -> Redline:
    return make_redline(old, new, author="Chuyên viên A", date=DATE)


@pytest.fixture(scope="session")
def made(samples: dict[str, bytes]) -> dict[tuple[str, str], Redline]:
    return {(old, new): redline(samples[old], samples[new]) for old, new in (*PAIRS, *OTHERS)}


@pytest.mark.parametrize("pair", [*PAIRS, *OTHERS])
def test_real_reports_come_back(
    made: dict[tuple[str, str], Redline], samples: dict[str, bytes], pair: tuple[str, str]
) -> None:
    found = made[pair]
    assert said(found.data, "accept") == said(samples[pair[1]])
    assert said(found.data, "reject") == said(samples[pair[0]])
    assert found.unexpressed == ()
    assert len(changes(found.data)) > 50


@pytest.mark.parametrize("seed", range(3))
def test_whole_reports_edited(samples: dict[str, bytes], seed: int) -> None:
    choices = random.Random(seed)
    old = samples[("6-thang-2025", "nam-2024", "thang-2022-07")[seed]]
    edits = [(number, [choices.randrange(9999) for _ in range(16)]) for number in range(2 * len(EDITS))]
    new = edited(old, edits)
    found = redline(old, new)
    assert said(found.data, "accept") == said(new)
    assert said(found.data, "reject") == said(old)


@pytest.mark.parametrize("pair", PAIRS)
def test_elements_stand_in_the_order_of_the_schema(made: dict[tuple[str, str], Redline], pair: tuple[str, str]) -> None:
    parts = Parts.of(made[pair].data)
    for part in ("word/document.xml", "word/footnotes.xml"):
        for element in parts.xml(part).iter():
            order = BEFORE.get(element.tag.removeprefix(W))
            if order is not None:
                names = [child.tag.removeprefix(W) for child in element]
                places = [order.index(name) for name in names if name in order]
                assert places == sorted(places), names
            if element.tag == f"{W}del" and len(element):
                assert next(element.iter(f"{W}t"), None) is None
            elif element.tag in (f"{W}t", f"{W}delText"):
                assert (element.text or "") == (element.text or "").strip() or len(element.attrib) == 1


def test_numbers_of_marks_and_notes_are_unique(made: dict[tuple[str, str], Redline]) -> None:
    for found in made.values():
        parts = Parts.of(found.data)
        ids = [each.get(f"{W}id") for each in changes(found.data) if not each.tag.endswith("Range")]
        marks = [each.get(f"{W}id") for each in parts.xml("word/document.xml").iter(f"{W}bookmarkStart")]
        assert len(set(ids + marks)) == len(ids + marks)
        notes = [note.get(f"{W}id") for note in parts.xml("word/footnotes.xml")]
        cited = [mark.get(f"{W}id") for mark in parts.xml("word/document.xml").iter(f"{W}footnoteReference")]
        assert notes == ["-1", "0", *map(str, range(1, len(cited) + 1))]
        assert cited == notes[2:]


# LibreOffice

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(source As String, target As String, what As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  Dim draft As Object
  draft = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim dispatcher As Object
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(draft.CurrentController.Frame, what, "", 0, Array())
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  draft.storeToURL(target, kind())
  draft.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false">
 <library:element library:name="Module1"/>
</library:library>
"""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Let LibreOffice accept or reject everything in a file."""
    program = find_soffice()
    if program is None:
        pytest.skip("cần LibreOffice")
    folder = tmp_path_factory.mktemp("office")
    start = [str(program), "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
    # The first start makes the profile, into which the macro is then put.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, timeout=120, check=False)
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Module1.xba").write_text(MODULE)
    (library / "script.xlb").write_text(LIBRARY)

    def settle(data: bytes, command: str) -> bytes:
        source, target = folder / "in.docx", folder / "out.docx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        call = f'Standard.Module1.Settle("file://{source}","file://{target}",".uno:{command}AllTrackedChanges")'
        subprocess.run([*start, f"macro:///{call}"], capture_output=True, timeout=180, check=False)
        assert target.is_file(), "LibreOffice wrote nothing"
        return target.read_bytes()

    return settle


def letters(package: bytes) -> str:
    """What a file says, as LibreOffice keeps it: without looks, and whatever it adds to letters of notes."""
    return "\n".join(" ".join(line.split()) for line in plain(said(package)).splitlines() if line.strip())


@pytest.mark.parametrize("pair", [PAIRS[0], PAIRS[2]])
def test_libreoffice_gives_back_both_drafts(
    made: dict[tuple[str, str], Redline],
    samples: dict[str, bytes],
    pair: tuple[str, str],
    office: Callable[[bytes, str], bytes],
) -> None:
    assert letters(office(made[pair].data, "Accept")) == letters(samples[pair[1]])
    assert letters(office(made[pair].data, "Reject")) == letters(samples[pair[0]])


@pytest.mark.parametrize("seed", [1, 2])
def test_libreoffice_gives_back_edited_reports(
    samples: dict[str, bytes], seed: int, office: Callable[[bytes, str], bytes], tmp_path: Path
) -> None:
    choices = random.Random(seed)
    old = samples["thang-2022-07"]
    wanted = ("type_over", "figure", "add_paragraph", "delete_paragraph", "add_note", "delete_note", "add_row")
    numbers = [at for at, edit in enumerate(EDITS) if edit.__name__ in wanted]
    new = edited(old, [(number, [choices.randrange(9999) for _ in range(16)]) for number in numbers])
    found = redline(old, new)
    assert letters(office(found.data, "Accept")) == letters(new)
    assert letters(office(found.data, "Reject")) == letters(old)
