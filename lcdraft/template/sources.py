"""Text templates on disk: where they are looked for, and the front matter that says how to number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jinja2 import BaseLoader, Environment, TemplateNotFound

from lcdraft.errors import Place, Problem
from lcdraft.load.fields import Choice, ListOf, PassageText, Reader, Record, RecordValue, Word
from lcdraft.load.files import inside, read_text_file, shown_path
from lcdraft.load.nodes import compose
from lcdraft.periods import Kind
from lcdraft.template.session import Session
from lcdraft.text import nearest

__all__ = ["FrontMatter", "TemplateFolder", "keep_line_ends"]

SUFFIX = ".md.j2"
SCHEMES = ("phan", "phan-chu", "chu-hoa", "la-ma", "so", "thap-phan", "chu")

FORM = Record(
    {
        "ten": Word("Tên loại báo cáo."),
        "loai": Choice("Loại kỳ của báo cáo.", Kind, {kind: kind.value for kind in Kind}),
        "danh_so": ListOf(Word("Cách đánh số một cấp."), "Cách đánh số của từng cấp đề mục, từ trên xuống."),
        "muc": Word("Cách đánh số các mục liệt kê, ví dụ ({n})."),
        "tieu_de": PassageText("Trích yếu của báo cáo."),
    },
    "phần đầu mẫu báo cáo",
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a template says: how headings are numbered, and the title (a Jinja text)."""

    levels: tuple[str, ...] = ("phan", "la-ma", "so", "chu")
    item: str = "({n})."
    title: str = ""
    title_line: int = 1


# A tag ends at its first "%}": were it free to run on, a line of many tags would take for ever to refuse.
_TAGS_ONLY = re.compile(r"[ \t]*(?:\{%(?:(?!%\})[^\n])*%\}[ \t]*)+")
_TAG_AT_END = re.compile(r"(?<![-+])%\}[ \t]*$")


def keep_line_ends(text: str) -> str:
    """Let only lines that hold nothing but statements vanish with their line end.

    Jinja's ``trim_blocks`` takes the line end after every statement, also after ``… {% endif %}`` behind
    text, and so glues two sentences together; ``+%}`` tells it not to. Line numbers stay what they are.
    """
    if "%}" not in text:
        return text
    return "\n".join(
        line.rstrip() if _TAGS_ONLY.fullmatch(line) else _TAG_AT_END.sub("+%}", line) for line in text.split("\n")
    )


class TemplateFolder(BaseLoader):
    """Templates of a workspace, then those that come with lcdraft; the first found wins.

    ``reword`` is given the name and the body of each template before it is compiled, and returns what is.
    """

    def __init__(self, root: Path, folders: tuple[Path, ...], session: Session) -> None:
        self.root = root
        self.folders = folders
        self.session = session
        self.reword: Callable[[str, str], str] = lambda _, body: body

    def find(self, name: str) -> Path | None:
        """The file of a template name, which never leads out of its folder."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
            return None
        for folder in self.folders:
            path = folder.joinpath(*pure.parts)
            try:
                if path.is_file() and inside(path, folder):
                    return path
            except OSError:  # a name longer than the file system takes
                return None
        return None

    def names(self) -> list[str]:
        """Every template there is, as ``{% include %}`` names it."""
        found = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for pattern in (f"*{SUFFIX}", f"phan/*{SUFFIX}")
            for path in folder.glob(pattern)
        }
        return sorted(found)

    def read(self, name: str) -> tuple[str, FrontMatter] | None:
        """The body of a template, front matter blanked so that lines keep their numbers; None where it is missing."""
        path = self.find(name)
        if path is None:
            return None
        shown = shown_path(path, self.root)
        text = read_text_file(path, shown, self.session.problems)
        if text is None:
            return "", FrontMatter()
        self.session.register(name, shown, text)
        if not text.startswith("---\n"):
            return text, FrontMatter()
        head, separator, body = text[4:].partition("\n---\n")
        if not separator:
            self.session.problems.append(
                Problem(
                    "LC301", "phần đầu mẫu mở bằng --- mà không đóng", Place(shown, 1, 1), "Thêm dòng --- sau phần đầu."
                )
            )
            return text, FrontMatter()
        blank = "\n" * (head.count("\n") + 3)
        return blank + body, self._front_matter(head, shown)

    def _front_matter(self, head: str, shown: str) -> FrontMatter:
        # One line is put in front so that positions in the head are positions in the file.
        node = compose(f"\n{head}\n", shown, self.session.problems)
        if node is None:
            return FrontMatter()
        record = FORM.read(node, Reader(shown, self.session.problems), "phần đầu mẫu")
        if not isinstance(record, RecordValue):
            return FrontMatter()
        levels = tuple(level for level, place in record.get("danh_so", []) if self._known_scheme(level, place))
        title = record.get("tieu_de")
        default = FrontMatter()
        return FrontMatter(
            levels=levels or default.levels,
            item=self._item_form(record) or default.item,
            title=title.text if title is not None else "",
            title_line=title.place.line if title is not None else 1,
        )

    def _item_form(self, record: RecordValue) -> str:
        """How items are numbered, which needs a place for the number."""
        form: str = record.get("muc", "")
        if form and "{n}" not in form:
            message = f'muc: cách đánh số "{form[:40]}" không có chỗ cho số'
            problem = Problem("LC023", message, record.where("muc"), "Viết {n} ở chỗ của số, ví dụ ({n}).")
            self.session.problems.append(problem)
            return ""
        return form

    def _known_scheme(self, level: str, place: Place) -> bool:
        if level in SCHEMES:
            return True
        near = nearest(level, SCHEMES)
        advice = f'Có phải "{near}"?' if near else f"Chọn trong: {', '.join(SCHEMES)}."
        self.session.problems.append(Problem("LC023", f'danh_so: không có cách đánh số "{level}"', place, advice))
        return False

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        del environment
        name = str(template)  # an undefined name is reported here
        found = self.read(name)
        if found is None:
            raise TemplateNotFound(name)
        return keep_line_ends(self.reword(name, found[0])), template, lambda: True
