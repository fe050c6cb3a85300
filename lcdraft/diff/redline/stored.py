"""A package that nobody keeps: zipped without packing, to be read again at once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from zipfile import ZIP_STORED, ZipFile

from lcdraft.opc import LIMITS, Package, open_package

__all__ = ["open_stored", "store_words"]

_UNPACKED = replace(LIMITS, file_size=2 * LIMITS.total_size)


def open_stored(parts: Mapping[str, bytes], name: str) -> Package:
    """The parts as a package, as if read from a file."""
    return open_package(_zipped(parts), name, limits=_UNPACKED)


def store_words(parts: Mapping[str, bytes]) -> bytes:
    """The parts that hold words as a zip file; pictures are left out."""
    return _zipped({name: data for name, data in parts.items() if name.endswith((".xml", ".rels"))})


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
