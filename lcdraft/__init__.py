"""Drafts the periodic reports of Vietnamese People's Committees from YAML figures.

>>> workspace = load_workspace(".")                      # doctest: +SKIP
>>> document, warnings = workspace.render("6-thang-2025")  # doctest: +SKIP
>>> data = workspace.export("6-thang-2025", "docx")        # doctest: +SKIP
>>> read_document("bao-cao.docx").letterhead.subject       # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcdraft.diff.compare import compare_drafts
    from lcdraft.diff.drafts import open_draft
    from lcdraft.document import Document
    from lcdraft.errors import DataError, DocumentError, LcdraftError, Problem, TemplateError, UsageError
    from lcdraft.read.files import read_document
    from lcdraft.workspace import Workspace, load_workspace

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "Document",
    "DocumentError",
    "LcdraftError",
    "Problem",
    "TemplateError",
    "UsageError",
    "Workspace",
    "__version__",
    "compare_drafts",
    "load_workspace",
    "open_draft",
    "read_document",
]

_HOMES = {
    "Document": "lcdraft.document",
    "Workspace": "lcdraft.workspace",
    "compare_drafts": "lcdraft.diff.compare",
    "load_workspace": "lcdraft.workspace",
    "open_draft": "lcdraft.diff.drafts",
    "read_document": "lcdraft.read.files",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: ``lcdraft --version`` needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'lcdraft' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "lcdraft.errors")), name)
