"""One sample report the plain way: its data read, its finished text put into a .docx by docxtpl.

usage: python plain_sample.py WORKSPACE REPORT OUT.docx

The text is taken as it stands in examples/REPORT/bao-cao.md, so nothing is computed, numbered or checked here,
there are no footnotes, no tables, no .md and no .html: less work than any office's own script would have.
"""

import re
import sys
from pathlib import Path

import yaml
from docx import Document
from docxtpl import DocxTemplate


def paragraphs(workspace, report):
    text = (workspace / "examples" / report / "bao-cao.md").read_text(encoding="utf-8")
    for part in text.split("\n\n"):
        part = re.sub(r"\[\^\d+\]|[*_]", "", part)
        yield {"de_muc": part.startswith("#"), "chu": part.lstrip("# ")}


def template(path):
    document = Document()
    for tag in ("{%p for doan in cac_doan %}", "{%p if doan.de_muc %}"):
        document.add_paragraph(tag)
    document.add_paragraph().add_run("{{ doan.chu }}").bold = True
    for tag in ("{%p else %}", "{{ doan.chu }}", "{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(tag)
    document.save(path)


def main():
    workspace, report, out = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    for name in ("chi-tieu.yaml", f"so-lieu/{report}.yaml", f"bao-cao/{report}.yaml"):
        with open(workspace / "data" / name, encoding="utf-8") as file:
            yaml.load(file, Loader=yaml.CSafeLoader)
    template(out)
    tpl = DocxTemplate(out)
    tpl.render({"cac_doan": list(paragraphs(workspace, report))}, autoescape=True)
    tpl.save(out)


main()
