"""Two drafts of any length, of which the second is an edited first, as .md and .docx files."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS_PER_PAGE = 430
LIGHT, THIRD = "light", "third"
_NUMBER = re.compile(r"(?<![\d/.,])\d{1,3}(?:[.,]\d+)?(?=\s?(?:%|tỷ|triệu|ha|tấn|con|hộ|người|lượt|xã))")
_NOTE = re.compile(r"^\[\^(\w+)\]: (.+)$", re.MULTILINE)
_MARK = re.compile(r"\[\^(\w+)\]")
_WORD = re.compile(r"[^\W\d_]+")


def make_pair(folder: Path, pages: int, edit: str) -> tuple[Path, Path]:
    """The two drafts as .md: ``light`` touches a twentieth of the paragraphs, ``third`` rewrites a third of them."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(pages)
    old = _draft(chance, pages)
    new = _lightly(chance, old) if edit == LIGHT else _by_a_third(chance, old)
    made = folder / f"{pages}-{edit}-old.md", folder / f"{pages}-{edit}-new.md"
    for path, paragraphs in zip(made, (old, new), strict=True):
        path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return made


def as_docx(path: Path) -> Path:
    """The draft as a .docx in the layout of our reports."""
    sys.path.insert(0, str(ROOT))
    from lcdraft.diff.drafts import open_draft
    from lcdraft.diff.redline.drafts import docx_of

    target = path.with_suffix(".docx")
    target.write_bytes(docx_of(open_draft(str(path), ROOT)))
    return target


def _draft(chance: random.Random, pages: int) -> list[str]:
    """Paragraphs of our samples, one sample after another; a second round says other words and figures."""
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*/bao-cao.md"))]
    bodies = [_body(text) for text in samples]
    vocabulary = sorted({word for body in bodies for part in body for word in _WORD.findall(part) if word.islower()})
    found: list[str] = []
    words = number = 0
    while words < pages * WORDS_PER_PAGE:
        body = bodies[number % len(bodies)]
        for part in body:
            made = part if number < len(bodies) else _varied(chance, part, vocabulary)
            found.append(made)
            words += len(made.split())
            if words >= pages * WORDS_PER_PAGE:
                break
        number += 1
    return found


def _body(text: str) -> list[str]:
    """The paragraphs of a sample, each note where its mark stands."""
    notes = dict(_NOTE.findall(text))
    parts = [part for part in text.split("\n\n") if _is_text(part)]
    return [_MARK.sub(lambda mark: f"^[{notes.get(mark[1], '')}]", part) for part in parts]


def _is_text(part: str) -> bool:
    """Not the letterhead, tables and signature of a sample."""
    return len(part.split()) > 3 and not part.startswith(("|", "<", "---", "**", "```", ":::", "[^"))


def _varied(chance: random.Random, part: str, vocabulary: Sequence[str]) -> str:
    part = _NUMBER.sub(lambda _: str(chance.randint(2, 999)), part)
    return _WORD.sub(lambda m: chance.choice(vocabulary) if m[0].islower() and chance.random() < 0.3 else m[0], part)


def _lightly(chance: random.Random, old: Sequence[str]) -> list[str]:
    """Of a hundred paragraphs five differ: a figure, a word, a clause, one gone and one new; one block moves."""
    new = list(old)
    for at in chance.sample(range(len(new)), max(len(new) * 3 // 100, 3)):
        if new[at].startswith("#"):
            continue
        new[at] = _NUMBER.sub(lambda _: str(chance.randint(2, 999)), new[at], count=1)
        words = new[at].split(" ")
        words[len(words) // 2] = "bổ sung"
        new[at] = " ".join(words)
    texts = [at for at, part in enumerate(new) if not part.startswith(("#", "-", "(")) and len(part.split()) > 20]
    gone = set(chance.sample(texts, max(len(new) // 100, 1)))
    fresh = set(chance.sample(texts, max(len(new) // 100, 1)))
    out: list[str] = []
    for at, part in enumerate(new):
        if at not in gone:
            out.append(part)
        if at in fresh:
            out.append("Bổ sung kết quả mới: " + " ".join(chance.sample(new[at].split(" "), 12)) + ".")
    return out


def _by_a_third(chance: random.Random, old: Sequence[str]) -> list[str]:
    """A third of the paragraphs said anew: half of their words are other words, all figures are others."""
    vocabulary = sorted({word for part in old for word in _WORD.findall(part) if word.islower()})
    out = []
    for part in old:
        if not part.startswith("#") and chance.random() < 1 / 3:
            part = _NUMBER.sub(lambda _: str(chance.randint(2, 999)), part)
            part = _WORD.sub(
                lambda m: chance.choice(vocabulary) if m[0].islower() and chance.random() < 0.5 else m[0], part
            )
        out.append(part)
    return out
