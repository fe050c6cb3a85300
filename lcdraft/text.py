"""Vietnamese text: normal form, comparison that ignores tone placement, sorting, nearest names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["capitalize_first", "enumerated", "fold", "lower_first", "nearest", "normalize", "respell", "strip_marks"]

# Both placements of the tone mark are accepted in oa, oe, uy without a final letter (hòa/hoà, thủy/thuỷ).
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_STYLE = re.compile(rf"([oO])([aeAE])([{_TONES}])(?![a-zA-Z])|([uU])([yY])([{_TONES}])(?![a-zA-Z])")


def normalize(text: str) -> str:
    """The text in NFC; macOS and some browsers give decomposed letters."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """A key under which two spellings of the same words are equal: NFC, tone placement, white space, letter case.

    >>> fold("Ủy ban  nhân dân Hoà") == fold("Uỷ ban nhân dân hòa")
    True
    """
    return respell(" ".join(text.split()).casefold())


def respell(text: str) -> str:
    """The text in NFC with every tone mark where the new style puts it; nothing else is touched.

    >>> respell("HOÀ thuỷ Hoàng")
    'HÒA thủy Hoàng'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    moved = _NEW_STYLE.sub(lambda m: "".join((m[1] or m[4], m[3] or m[6], m[2] or m[5])), decomposed)
    return unicodedata.normalize("NFC", moved)


def strip_marks(text: str) -> str:
    """ASCII letters only, as YAML keys are written: ``strip_marks("Đất ở") == "Dat o"``."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def capitalize_first(text: str) -> str:
    """The first letter in upper case, the rest as it stands (`str.capitalize` would lower ``UBND``)."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The first letter in lower case unless the first word is an abbreviation (``UBND``, ``OCOP``)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def enumerated(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> enumerated(["phường A", "phường B", "xã C"])
    'phường A, phường B và xã C'
    """
    return " và ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that was most probably meant by ``word``, or None if nothing is near.

    Case, diacritics and the characters ``-``, ``_`` and blank do not count: ``"Bán lẻ"`` finds ``"ban_le"``.
    """
    from difflib import get_close_matches

    candidates = list(names)
    keys = {_name_key(name): name for name in reversed(candidates)}
    found = get_close_matches(_name_key(word), list(keys), n=1, cutoff=0.7)
    return keys[found[0]] if found else None


def _name_key(name: str) -> str:
    return re.sub(r"[\s_.-]+", "-", strip_marks(name).lower())
