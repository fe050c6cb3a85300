"""difflib over all words of two .docx files: usage: diff_words.py OLD.docx NEW.docx OUT.txt"""

import sys
from difflib import SequenceMatcher
from pathlib import Path

from docx import Document

old, new, out = map(Path, sys.argv[1:])
words = [[word for part in Document(str(path)).paragraphs for word in part.text.split()] for path in (old, new)]
matcher = SequenceMatcher(None, *words, autojunk=False)
lines = [f"{kind}: {words[0][a:b]} -> {words[1][c:d]}" for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
out.write_text("\n".join(lines), encoding="utf-8")
