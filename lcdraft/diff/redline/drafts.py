"""A draft as a .docx package, whatever it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcdraft.errors import Place, Problem, UsageError, unreadable_because
from lcdraft.resources import sample_folder

if TYPE_CHECKING:
    from lcdraft.diff.drafts import Draft

__all__ = ["docx_of"]


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
