"""python-redlines on two .docx files: usage: diff_redlines.py OLD.docx NEW.docx OUT.docx"""

import sys
from pathlib import Path

from python_redlines.engines import DocxodusEngine

old, new, out = map(Path, sys.argv[1:])
made = DocxodusEngine().run_redline("Người so sánh", old, new)
out.write_bytes(made[0])
