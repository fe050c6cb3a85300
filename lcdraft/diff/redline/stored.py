"""A package that nobody keeps: zipped without packing, to be read again at once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipFile

__all__ = ["store_package"]


def store_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts that hold words as a zip file; pictures are left out."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            if name.endswith((".xml", ".rels")):
                archive.writestr(name, data)
    return out.getvalue()
