"""The guides say what the program does: every example in them is run, and every generated page is fresh.

How an example is written in docs/*.md and README.md:

- A sentence that names one file in backticks and ends in ":", then a fenced block: the content of that file.
  It is the whole file where the name follows "tệp" or "file"; otherwise its entries join those of the
  file, or replace them.
- A ``jinja`` block that follows no such line, then a quote: a passage and what it prints. ¹ is the mark
  of a note, and the quote ends with the notes.
- A table headed "Viết", "In ra": passages and what they print. With "Nhập" in front, the entry of
  ``so_lieu`` that the row takes. Headed "Nhập", "Báo lỗi" or "Viết", "Báo lỗi": what is wrong with it.
- A ``text`` block: the text of the report as it stands now.
- A ``yaml`` block after a sentence that says "lcdraft new lập" and names a file: what the program wrote into it.
- A ``console`` block: commands after "> " or "$ " and what they print; "…" alone stands for more lines.
  A .docx named by --template holds the passage shown last.
- A ``python`` block: a doctest, run in the folder of this repository.
- ``sh`` and ``powershell`` blocks set the computer up and are not run; ``mermaid`` draws.

A chapter (##) starts from `BASE`. What stands before its first section (###) holds for all its sections.
"""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from lcdraft.audit.rules import RULES
from lcdraft.check.codes import CODES
from lcdraft.cli import main
from lcdraft.cli.group import COMMANDS
from lcdraft.dataset import Dataset, Passage, Report
from lcdraft.document import (
    Block,
    Document,
    Emphasis,
    Footnote,
    Heading,
    Inline,
    LineBreak,
    ListItem,
    Paragraph,
    Strong,
    Table,
)
from lcdraft.errors import Place
from lcdraft.load.fields import Either, Field, ListOf, MapOf, OneOrMany, Record
from lcdraft.load.forms import FORMS
from lcdraft.load.workspace import load_dataset
from lcdraft.periods import parse_period
from lcdraft.render import Rendering, render_document
from lcdraft.write.letterhead import letterhead_values

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("docs/huong-dan.md", "docs/viet-mau.md", "docs/the-thuc.md", "docs/so-sanh.md", "README.md")
PAGES = (*GUIDES, "CHANGELOG.md", "docs/cum-tu.md", "docs/ma-loi.md", "docs/tep-du-lieu.md")

BASE = {
    "lcdraft.yaml": """\
co_quan:
  ten: Ủy ban nhân dân xã Mẫu
  viet_tat: UBND xã
  cap: xã
  don_vi: xã Mẫu
  dia_danh: Mẫu
giao_ke_hoach:
  tinh:
    ten: kế hoạch tỉnh giao
    gon: KH tỉnh giao
    so_voi: true
  hdnd:
    ten: Nghị quyết HĐND xã giao
    gon: NQ HĐND xã giao
    so_voi: true
""",
    "data/chi-tieu.yaml": "chi_tieu:\n",
    "templates/6-thang.md.j2": """\
---
ten: Báo cáo 6 tháng
loai: 6-thang
danh_so: [la-ma, so]
tieu_de: "Tình hình {{ ky.nhan_ngan }}, nhiệm vụ {{ ky.con_lai }}"
---

# TÌNH HÌNH KINH TẾ {#kinh-te}

{{ noi_dung('kinh-te') }}

# NHIỆM VỤ {#nhiem-vu}

{% for muc in bao_cao.nhiem_vu %}
1. {{ muc }}

{% endfor %}
""",
}
"""The workspace that every chapter starts from."""

NAMES_FILE = re.compile(r"(tệp |file )?`((?:lcdraft\.yaml|data/|templates/)[^`]*)`", re.IGNORECASE)
FENCE = re.compile(r"```([\w-]*)\s*$")
HEADING = re.compile(r"(#{1,6}) (.+)")
WRITTEN = "lcdraft new` lập"
NOT_RUN = ("mermaid", "powershell", "sh")


# What a page holds


@dataclass(frozen=True)
class Step:
    """One example: ``kind`` as the docstring above has it, ``line`` where it begins in the page."""

    kind: str
    text: str
    line: int
    expected: str = ""
    path: str = ""
    whole: bool = False
    written: bool = False


@dataclass(frozen=True)
class Section:
    page: str
    title: str
    steps: tuple[Step, ...]


def read_page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(name: str) -> Iterator[Section]:
    """The parts of a page that are run one by one, each with all it builds on."""
    chapter: list[Step] = []
    own: list[Step] | None = None
    title = name
    for item in steps(read_page(name), name):
        if isinstance(item, Step):
            (chapter if own is None else own).append(item)
            continue
        level, text = item
        if level > 3:
            continue
        if own is not None or chapter:
            yield Section(name, title, (*chapter, *(own or ())))
        title = text
        if level == 3:
            own = []
        else:
            chapter, own = [], None
    yield Section(name, title, (*chapter, *(own or ())))


def steps(page: str, name: str) -> Iterator[Step | tuple[int, str]]:
    """The examples of a page, and its headings as (level, title)."""
    lines = page.split("\n")
    at, lead = 0, ""
    while at < len(lines):
        line, start = lines[at], at + 1
        if heading := HEADING.fullmatch(line):
            yield len(heading[1]), heading[2]
        elif fence := FENCE.fullmatch(line):
            end = lines.index("```", at + 1)
            text = "\n".join(lines[at + 1 : end]) + "\n"
            at = end + 1
            path, whole = file_of(lead)
            quote, at = quoted(lines, at) if fence[1] == "jinja" and not path else ("", at)
            assert fence[1], f"{name}:{start}: a block without a kind"
            yield Step(fence[1], text, start, quote, path, whole, WRITTEN in lead)
            lead = ""
            continue
        elif line.startswith("|"):
            end = next((row for row in range(at, len(lines)) if not lines[row].startswith("|")), len(lines))
            yield Step("table", "\n".join(lines[at:end]), start)
            at, lead = end, ""
            continue
        if line.strip():
            lead = f"{lead} {line.strip()}" if at and lines[at - 1].strip() else line.strip()
        at += 1


def file_of(lead: str) -> tuple[str, bool]:
    """The file that the last sentence before a block names, and whether the block is all of it."""
    sentence = re.split(r"(?<=[.!?]) ", lead)[-1]
    found = NAMES_FILE.findall(sentence) if sentence.endswith(":") else []
    return (found[0][1], bool(found[0][0])) if len(found) == 1 else ("", False)


def quoted(lines: list[str], at: int) -> tuple[str, int]:
    """The quote after a block, and where it ends."""
    start = at
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    text = re.sub(r"\\([-|])", r"\1", "\n".join(line[1:].strip() for line in lines[start:end]))
    paragraphs = text.split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs), end


def cells(row: str) -> list[str]:
    """The cells of a table row, code marks and escapes taken away."""
    found = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]
    return [re.sub(r"^`+ ?(.*?) ?`+$", r"\1", cell).replace("\\|", "|") for cell in found]


# The workspace that the examples build


class Examples:
    """A workspace in a folder, changed and asked step by step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "vi-du"
        self.snippets = folder / "mau-vi-du"
        self.passage = ""
        for path, text in BASE.items():
            self.write(path, text)
        self.snippets.mkdir()
        (self.snippets / "vi-du.md.j2").write_text("{{ noi_dung('vi-du') }}\n", encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        target = self.folder / path
        return target.read_text(encoding="utf-8") if target.is_file() else ""

    def run(self, step: Step) -> None:
        match step.kind:
            case _ if step.kind in NOT_RUN:
                return
            case _ if step.written:
                assert step.text.strip() in self.read(step.path)
            case _ if step.path:
                old = "" if step.whole else self.read(step.path)
                self.write(step.path, merged(old, step.text))
            case "jinja":
                assert step.expected, "a passage without its output"
                self.passage = step.text
                assert self.said(step.text) == step.expected
            case "table":
                self.table(step.text.split("\n"))
            case "text":
                assert self.report_text() == step.text.rstrip("\n")
            case "console":
                self.console(step.text)
            case "python":
                run_doctest(step)
            case _:
                raise AssertionError(f"a block of the kind {step.kind!r} that names no file")

    # Asking

    def dataset(self) -> Dataset:
        dataset, problems = load_dataset(self.folder)
        assert not problems, "\n".join(map(str, problems))
        assert dataset is not None
        return dataset

    def period(self, dataset: Dataset) -> str:
        """That of the sample report where it stands, else the newest period that has figures or a report.

        A review of several years goes before all.
        """
        if "6-thang-2025" in dataset.reports:
            return "6-thang-2025"
        known = [parse_period(name) for name in {*dataset.figures, *dataset.reports, "6-thang-2025"}]
        return max(known, key=lambda period: (period.is_multi_year, period.closing_date, period.months)).id

    def said(self, passage: str) -> str:
        """What the report prints for a passage of its text."""
        rendering = self.rendered(passage)
        assert rendering.document is not None, "\n".join(map(str, rendering.problems))
        return shown(rendering.document)

    def rendered(self, passage: str) -> Rendering:
        dataset = self.dataset()
        name = self.period(dataset)
        report = dataset.reports.get(name) or Report(parse_period(name), "data/bao-cao/vi-du.yaml", "vi-du")
        text = {"vi-du": Passage(passage, Place(report.path, 1, 1))}
        lists = dict.fromkeys(report.lists, ())
        report = replace(report, template="vi-du", sections=text, lists=lists, bases=())
        return render_document(dataset, report, (self.snippets, self.folder / "templates"))

    def report_text(self) -> str:
        dataset = self.dataset()
        report = dataset.reports[self.period(dataset)]
        rendering = render_document(dataset, report, (self.folder / "templates",))
        assert rendering.document is not None, "\n".join(map(str, rendering.problems))
        return shown(rendering.document)

    def table(self, rows: list[str]) -> None:
        head, body = cells(rows[0]), [cells(row) for row in rows[2:]]
        match head[:3]:
            case ["Viết", "In ra", *_]:
                for passage, printed, *_ in body:
                    assert self.said(passage) == printed, passage
            case ["Viết", "Báo lỗi"]:
                for passage, message in body:
                    assert [problem.message for problem in self.rendered(passage).errors] == [message], passage
            case ["Nhập", "Viết", "In ra"]:
                for entry, passage, printed in body:
                    with self.entered(entry):
                        assert self.said(passage) == printed, (entry, passage)
            case ["Nhập", "Báo lỗi"]:
                for entry, message in body:
                    with self.entered(entry):
                        _, problems = load_dataset(self.folder)
                    assert [f"{problem.message}<br>{problem.advice}" for problem in problems] == [message], entry

    def entered(self, entry: str) -> Entered:
        newest = self.folder / f"data/so-lieu/{self.period(self.dataset())}.yaml"
        return Entered(newest, merged(newest.read_text(encoding="utf-8"), f"so_lieu:\n  {entry}\n"))

    def console(self, text: str) -> None:
        commands = re.split(r"^[>$] (.+)\n", text, flags=re.MULTILINE)
        assert not commands[0].strip(), "a console block begins with a command"
        for command, expected in zip(commands[1::2], commands[2::2], strict=True):
            printed, expected = uncounted(self.command(command)), uncounted(expected)
            pattern = "".join(
                r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) for line in expected.splitlines(keepends=True)
            )
            if not re.fullmatch(pattern, printed):
                raise AssertionError(f"{command}\nprints\n{printed}\nand not\n{expected}")

    def command(self, command: str) -> str:
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.folder = self.folder / arguments[0]
            assert self.folder.is_dir()
            return ""
        assert program == "lcdraft", f"{command}: only lcdraft and cd are run"
        if "--template" in arguments:
            own = docx.Document()
            own.add_paragraph(self.passage.strip())
            own.save(str(self.folder / arguments[arguments.index("--template") + 1]))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            result = CliRunner().invoke(main, arguments)
        assert result.exit_code in (0, 1, 2), result.output
        return result.output


_COUNTS = re.compile(
    r"(?<=Đã kiểm tra )[\d.]+|(?<=\(có )[\d.]+(?= giá trị minh họa)|^\d+(?= báo cáo đều mới)", re.MULTILINE
)


def uncounted(text: str) -> str:
    """Printed text without how much there is in the samples, which changes with every report added to them."""
    return _COUNTS.sub("N", text)


@dataclass
class Entered:
    """One figure of a file changed for the length of a with block."""

    path: Path
    text: str

    def __enter__(self) -> None:
        self.before = self.path.read_bytes()
        self.path.write_text(self.text, encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        self.path.write_bytes(self.before)


def merged(old: str, new: str) -> str:
    """The YAML text ``old`` with the entries of ``new`` added or in place of its own, two levels deep."""
    if not old.strip():
        return new
    entries = chunks(old, 0)
    for key, text in chunks(new, 0).items():
        inside = chunks(text.partition("\n")[2], 2)
        before = chunks(entries.get(key, "").partition("\n")[2], 2)
        if set(inside) - {""} and (set(before) - {""} or entries.get(key, "").strip() == f"{key}:"):
            entries[key] = f"{key}:\n" + "".join({**before, **inside}.values())
        else:
            entries[key] = text
    return "".join(entries.values())


def chunks(text: str, indent: int) -> dict[str, str]:
    """The entries of one level of a YAML text by key; what stands before the first has the key ""."""
    found: dict[str, str] = {}
    key = ""
    for line in text.splitlines(keepends=True):
        if entry := re.match(rf"[ ]{{{indent}}}([\w.-]+):", line):
            key = entry[1]
        found[key] = found.get(key, "") + line
    return found


def run_doctest(step: Step) -> None:
    example = doctest.DocTestParser().get_doctest(step.text, {}, "README.md", "README.md", step.line)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        report: list[str] = []
        results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert results.attempted, "a Python block without examples"
    assert not results.failed, "".join(report)


# A document as a reader sees it, in plain lines


def shown(document: Document) -> str:
    """The blocks of a document, one a line, with the notes behind."""
    notes: list[str] = []
    lines = [line for block in document.blocks for line in block_lines(block, notes)]
    return "\n".join([*lines, *notes])


def block_lines(block: Block, notes: list[str]) -> Iterator[str]:
    match block:
        case Heading(number=number, inlines=inlines):
            yield f"{number} {inline_text(inlines, notes)}"
        case ListItem(inlines, marker):
            yield f"{marker} {inline_text(inlines, notes)}"
        case Paragraph(inlines):
            yield inline_text(inlines, notes)
        case Table(rows):
            for row in rows:
                texts = (" ".join(line for each in cell.blocks for line in block_lines(each, notes)) for cell in row)
                yield " | ".join(texts)


def inline_text(inlines: Iterable[Inline], notes: list[str]) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Strong(children):
                parts.append(f"**{inline_text(children, notes)}**")
            case Emphasis(children):
                parts.append(f"*{inline_text(children, notes)}*")
            case LineBreak():
                parts.append("\n")
            case Footnote(blocks):
                notes.append("")
                mark = str(len(notes)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
                notes[int(unicodedata.normalize("NFKC", mark)) - 1] = (
                    f"{mark} {' '.join(line for block in blocks for line in block_lines(block, notes))}"
                )
                parts.append(mark)
            case _:
                parts.append(inline.text)
    return "".join(parts)


# Every example


EXAMPLES = [section for page in GUIDES for section in sections(page) if section.steps]


@pytest.mark.parametrize("section", EXAMPLES, ids=lambda section: f"{section.page}: {section.title}")
def test_examples(section: Section, tmp_path: Path) -> None:
    examples = Examples(tmp_path)
    for step in section.steps:
        try:
            examples.run(step)
        except AssertionError as error:
            raise AssertionError(f"{section.page}:{step.line}: {error}") from error


# The pages themselves


def test_generated_pages_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools/make_docs.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_page_is_tidy(page: str) -> None:
    text = read_page(page)
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    assert text.count("```") % 2 == 0


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(read_page(page))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), target


def without_code(page: str) -> str:
    return re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", page, flags=re.DOTALL))


def anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    titles = re.findall(r"^#{1,6} (.+)$", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs/anh").iterdir())
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < 200_000, picture.name
        assert any(picture.name in read_page(page) for page in GUIDES), f"{picture.name} is shown nowhere"


def test_guide_names_every_command() -> None:
    guide = read_page("docs/huong-dan.md")
    assert [name for name in COMMANDS if f"lcdraft {name}" not in guide] == []


def test_readme_names_every_command_and_target() -> None:
    readme = read_page("README.md")
    assert [name for name in COMMANDS if f"lcdraft {name}" not in readme] == []
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", readme)) <= targets


def test_readme_layout_is_there() -> None:
    rows = read_page("README.md").partition("| Path | Holds |")[2].partition("\n\n")[0].split("\n")[2:]
    paths = [cells(row)[0] for row in rows]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {f"lcdraft/{path.name}/" for path in (ROOT / "lcdraft").iterdir() if (path / "__init__.py").is_file()} <= {
        *paths
    }


def test_guide_names_every_tag_of_the_letterhead() -> None:
    guide = read_page("docs/huong-dan.md")
    assert [name for name in letterhead_values(Document(())) if f"{{{{ vb.{name} }}}}" not in guide] == []


def test_every_rule_of_layout_is_explained() -> None:
    page = read_page("docs/the-thuc.md")
    assert [rule.code for rule in RULES if f"| {rule.code} | {rule.title} | {rule.about}" not in page] == []
    assert "the-thuc.md" in read_page("docs/huong-dan.md")


@pytest.mark.parametrize("form", FORMS)
def test_guide_shows_every_key(form: str) -> None:
    guide = read_page("docs/huong-dan.md")
    missing = [key for key in keys(FORMS[form]) if not re.search(rf"(?<![\w-]){key}(?:`|:)", guide)]
    assert missing == []


def keys(field: Field) -> Iterator[str]:
    match field:
        case Record(fields):
            for key, inner in fields.items():
                yield key
                yield from keys(inner)
        case MapOf(item) | ListOf(item) | OneOrMany(item):
            yield from keys(item)
        case Either(short, long):
            yield from keys(short)
            yield from keys(long)


@pytest.mark.parametrize("page", GUIDES)
def test_codes_named_in_guides_exist(page: str) -> None:
    assert [code for code in re.findall(r"\bLC\d{3}\b", read_page(page)) if code not in CODES] == []
