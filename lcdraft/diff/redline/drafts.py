"""A draft as a .docx package, whatever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lcdraft.document import Properties
from lcdraft.errors import LcdraftError, Place, Problem, UsageError, unreadable_because
from lcdraft.resources import sample_folder

if TYPE_CHECKING:
    from lcdraft.diff.drafts import Draft

__all__ = ["Packed", "docx_of", "pack", "pack_files"]


@dataclass(frozen=True, slots=True)
class Packed:
    """A draft as a redline takes it."""

    name: str
    docx: bytes
    properties: Properties


def pack(draft: Draft) -> Packed:
    """A draft that was opened."""
    return Packed(draft.name, docx_of(draft), draft.document.properties)


def pack_files(old: str, new: str) -> tuple[Packed, Packed] | None:
    """Two .docx files, their text left to the redline to read; None for other drafts, or where one is unreadable."""
    from lcdraft.diff.drafts import file_bytes
    from lcdraft.read.docx import read_docx_properties

    if not all(Path(name).suffix.lower() == ".docx" for name in (old, new)):
        return None
    packed: list[Packed] = []
    for name in (old, new):
        try:
            data = file_bytes(name)
            packed.append(Packed(name, data, read_docx_properties(data, name)))
        except LcdraftError:
            return None  # opening the drafts says what is wrong with both
    return packed[0], packed[1]


def docx_of(draft: Draft) -> bytes:
    """The draft's own file where it is a .docx; else it is written as one.

    A report takes the letterhead of its workspace, a text from elsewhere that which comes with lcdraft.

    Raises:
        LcdraftError: for a letterhead that cannot be filled in, or text that no .docx can hold.
    """
    if draft.docx is not None:
        return draft.docx
    if draft.workspace is not None and draft.report:
        return draft.workspace.convert(draft.report, draft.document, ("docx",))["docx"]
    from lcdraft.workspace import LETTERHEAD
    from lcdraft.write.docx import write_docx

    return write_docx(draft.document, template=_packaged_letterhead(LETTERHEAD), template_name=LETTERHEAD)


def _packaged_letterhead(name: str) -> bytes:
    path = sample_folder() / "templates" / name
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"không mở được tệp mẫu đi kèm lcdraft: {unreadable_because(error)}"
        raise UsageError(Problem("LC305", message, Place(name), "Hãy cài lại lcdraft.")) from error
