"""The entries of ``loi_mau`` in the file of a report: those that changed are written anew, all other lines stay."""

from __future__ import annotations

from collections.abc import Sequence

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import ScalarString

from lcdraft.dataset import Wording
from lcdraft.pull.rewording import WORDINGS, Entry
from lcdraft.pull.yamlfile import YamlFile
from lcdraft.pull.yamlmarks import Path
from lcdraft.pull.yamlstyles import in_brackets, on_a_line, short_or_block

__all__ = ["write_wordings"]

WIDTH = 110
COMMENT = "# Lời của mẫu nói khác đi trong riêng báo cáo này (cu: chữ của mẫu, moi: chữ thay vào, bo_doan: đoạn bỏ)"
_INDENT = 4
"""Where the keys of an entry begin in a list that is new."""


def write_wordings(file: YamlFile, before: Sequence[Wording], entries: Sequence[Entry]) -> None:
    """Ask for these entries in the file of a report, in place of those that it has (``before``)."""
    if not entries:
        file.remove((WORDINGS,), COMMENT)
    elif not before or file.marks.bracket((WORDINGS,)) is not None:
        file.put(WORDINGS, CommentedSeq([_entry(wording, _INDENT) for _, wording in entries]), COMMENT)
    else:
        _write_items(file, before, entries)


def _write_items(file: YamlFile, before: Sequence[Wording], entries: Sequence[Entry]) -> None:
    kept = {number: wording for number, wording in entries if number is not None}
    for number, old in enumerate(before, 1):
        path, new = (WORDINGS, number - 1), kept.get(number)
        if new is None:
            file.remove(path)
        elif new != old:
            _write_item(file, path, old, new)
    margin = _margin(file, (WORDINGS, 0))
    for added in (wording for number, wording in entries if number is None):
        file.add_item((WORDINGS,), len(before) - 1, _entry(added, margin))


def _write_item(file: YamlFile, path: Path, old: Wording, new: Wording) -> None:
    """Set the words that changed; an entry that says something else, or is too much for braces, becomes another."""
    was, now, margin = _words(old), _words(new), _margin(file, path)
    changed = {key: text for key, text in now.items() if was.get(key) != text}
    in_braces = file.marks.bracket(path) is not None
    is_too_much = in_braces and any("\n" in text for text in changed.values())
    if is_too_much or was.keys() != now.keys() or old.template != new.template:
        file.remove(path)
        file.add_item(path[:-1], int(path[-1]), _entry(new, margin))
        return
    for key, text in changed.items():
        file.set((*path, key), in_brackets(text) if in_braces else _value(key, text, margin))


def _margin(file: YamlFile, path: Path) -> int:
    """Where the keys of an entry begin: behind its dash."""
    key = file.mark(path).key
    return key[1] + 2 if key is not None else _INDENT


def _entry(wording: Wording, margin: int) -> CommentedMap:
    """An entry as a clerk would write it."""
    words = {key: _value(key, text, margin) for key, text in _words(wording).items()}
    return CommentedMap({"mau": on_a_line(wording.template), **words})


def _words(wording: Wording) -> dict[str, str]:
    if wording.new is None:
        return {"bo_doan": wording.old.text}
    return {"cu": wording.old.text, "moi": wording.new.text}


def _value(key: str, text: str, margin: int) -> ScalarString:
    return short_or_block(text, margin + 2, margin + len(key) + 2, WIDTH)
