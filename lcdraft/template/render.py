"""One report's text: its template and narratives run, every problem of them collected."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError, meta

from lcdraft.dataset import AnnexPlan, Dataset, Passage, Report
from lcdraft.errors import Place, Problem
from lcdraft.fences import ABSENT, mark_lines
from lcdraft.frame import annex_label, annex_mention
from lcdraft.spacing import keep_wrapped_dashes
from lcdraft.template.asked import included_by
from lcdraft.template.environment import COUNTED, ForbiddenError, exposed, make_environment
from lcdraft.template.gaps import without_echoes
from lcdraft.template.outlook import Sorting
from lcdraft.template.session import Session, Visible
from lcdraft.template.sources import SUFFIX, FrontMatter, TemplateFolder, keep_line_ends
from lcdraft.template.views import AgencyView, Reading, indicator_views, period_view
from lcdraft.template.wordings import Placement, find_words, place_wordings, substituted, with_edges_of
from lcdraft.text import nearest

__all__ = ["AnnexText", "ReportText", "context_of", "render_annex_texts", "render_text"]


REWORDED = "_loi_mau"
"""The function that stands in a template for words that the report says otherwise; no template writes it."""

_SIGNS = ("{{", "{%", "{##")
# {{ name.attribute | filter }}, which needs no compiling
_SIMPLE = re.compile(r"\{\{ *([a-z_]\w*(?:\.[a-z]\w*)*) *(?:\| *(hoa|hoa_dau|thuong_dau) *)?\}\}", re.ASCII)


@dataclass(slots=True)
class ReportText:
    """The marked-up text of a report and of its title and legal bases; ``session`` holds spans and problems."""

    session: Session
    front: FrontMatter
    body: str = ""
    title: str = ""
    bases: tuple[str, ...] = ()
    annexes: tuple[AnnexText, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexText:
    """The marked-up texts of one annex."""

    title: str
    note: str = ""


def render_annex_texts(
    dataset: Dataset, report: Report, names: Iterable[str], folders: tuple[Path, ...]
) -> tuple[Session, tuple[AnnexText, ...]]:
    """The texts of annexes, whether the report names them or not, without its own text."""
    session = Session()
    renderer = _Renderer(Reading(dataset, report.period, session, report), report, folders)
    renderer.read_front()
    return session, tuple(renderer.annex_text(dataset.annexes[name]) for name in names)


def render_text(dataset: Dataset, report: Report, folders: tuple[Path, ...], *, highlight: bool = False) -> ReportText:
    """Run the template of a report with its narratives. Problems are in the session; nothing is raised for them.

    ``highlight`` marks what is unreviewed.
    """
    session = Session(highlight=highlight)
    renderer = _Renderer(Reading(dataset, report.period, session, report), report, folders)
    return renderer.run()


def context_of(dataset: Dataset, report: Report, folders: tuple[Path, ...], session: Session) -> dict[str, Any]:
    """What a .docx template of the user can name: the same as a text template, in plain words."""
    renderer = _Renderer(Reading(dataset, report.period, session, report), report, folders)
    renderer.read_front()
    return renderer.context


class ReportView(Visible):
    """``bao_cao``: the title and the lists of passages of the report."""

    __slots__ = ("_renderer",)

    def __init__(self, renderer: _Renderer) -> None:
        self._renderer = renderer

    @property
    def tieu_de(self) -> str:
        """Trích yếu."""
        return self._renderer.title()

    @property
    def so_ky_hieu(self) -> str:
        """Số văn bản."""
        return self._renderer.report.number

    @property
    def ket_qua(self) -> list[str]:
        """Danh sách các kết quả nổi bật."""
        return self._renderer.passages("ket_qua")

    @property
    def ton_tai(self) -> list[str]:
        """Danh sách các tồn tại, hạn chế."""
        return self._renderer.passages("ton_tai")

    @property
    def nguyen_nhan(self) -> list[str]:
        """Danh sách các nguyên nhân."""
        return self._renderer.passages("nguyen_nhan")

    @property
    def nhiem_vu(self) -> list[str]:
        """Danh sách các nhiệm vụ, giải pháp."""
        return self._renderer.passages("nhiem_vu")


@dataclass
class _Renderer:
    reading: Reading
    report: Report
    folders: tuple[Path, ...]
    asked: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    front: FrontMatter = field(default_factory=FrontMatter)

    def __post_init__(self) -> None:
        self.session = self.reading.session
        self.session.hole = self.reading.wording("khoang_trong")
        self.loader = TemplateFolder(self.reading.dataset.root, self.folders, self.session)
        self.views = indicator_views(self.reading)
        self.context: dict[str, Any] = {
            **self.views,
            "ky": period_view(self.reading),
            "co_quan": AgencyView(self.reading),
            "bao_cao": ReportView(self),
            "noi_dung": self.section,
            "co_noi_dung": self.has_section,
            "neu_co": self.optional_section,
            "noi_dung_them": self.further_sections,
            "chi_tieu": self.indicator,
            "phan_loai": self.sorted_indicators,
            "phu_luc": self.annex,
            REWORDED: self.reworded,
        }
        self.sorting = Sorting(self.reading, self.report)
        self.environment = make_environment(self.session, lambda: self.context, loader=self.loader)
        self.loader.reword = self.reword
        self._title: str | None = None

    def run(self) -> ReportText:
        text = ReportText(self.session, self.front)
        name = self.report.template + SUFFIX
        template = self.load(name)
        if template is None:
            return text
        text.front = self.front
        text.title = self.title()
        text.bases = tuple(self.passage(base, f"can_cu/{number}") for number, base in enumerate(self.report.bases, 1))
        annexes = self.reading.dataset.annexes
        text.annexes = tuple(self.annex_text(annexes[key]) for key in self.report.annexes if key in annexes)
        body = self.guarded(lambda: template.render(self.context), name)
        if body is not None:  # a template that stopped half-way has not asked for what comes after
            text.body = without_echoes(body, self.session.awaited)
            self.report_unused()
            self.report_unused_wordings()
            self.sorting.report_unprinted()
        return text

    def read_front(self) -> bool:
        """Take over the front matter of the report's template; False where there is no such template."""
        found = self.loader.read(self.report.template + SUFFIX)
        if found is not None:
            self.front = found[1]
        return found is not None

    def load(self, name: str) -> Template | None:
        """The template of the report compiled, its front matter kept."""
        if not self.read_front():
            names = [known.removesuffix(SUFFIX) for known in self.loader.names() if "/" not in known]
            near = nearest(self.report.template, names)
            advice = f'Có phải "{near}"?' if near else f"Các mẫu hiện có: {', '.join(names) or 'không có'}."
            message = f'không có mẫu "{self.report.template}" (tệp templates/{name})'
            self.session.problems.append(Problem("LC305", message, self.report.place, advice))
            return None
        template: Template | None = self.guarded(lambda: self.environment.get_template(name), name)
        return template

    # What templates call

    @exposed
    def section(self, ma_muc: str) -> str:
        """The rendered narrative of a section; a gap, and a warning, where the report has none yet."""
        section = str(ma_muc)
        self.asked.add(section)
        passage = self.report.sections.get(section)
        if passage is None or not passage.text.strip():
            near = nearest(section, set(self.report.sections) - self.asked)
            advice = (
                f'Có phải đã viết thành "{near}"?'
                if near
                else f'Thêm mục "{section}: |" vào noi_dung của {self.report.path}.'
            )
            self.session.report(
                "LC311", f'chưa có nội dung mục "{section}"', advice, needle=f"'{section}'", severity="warning"
            )
            return self.session.gap(self.reading.wording("khoang_trong"), section)
        return self.passage(passage, section)

    @exposed
    def has_section(self, ma_muc: str) -> bool:
        """Whether the report has text for a section."""
        section = str(ma_muc)
        self.wanted.add(section)
        passage = self.report.sections.get(section)
        return passage is not None and bool(passage.text.strip())

    @exposed
    def optional_section(self, ma_muc: str) -> str:
        """The rendered narrative of a section; nothing, and no warning, where the report has none."""
        section = str(ma_muc)
        self.wanted.add(section)
        passage = self.report.sections.get(section)
        if passage is not None and passage.text.strip():
            self.asked.add(section)
            return self.passage(passage, section)
        return "" if self.session.plain else ABSENT

    @exposed
    def further_sections(self, ma_muc: str) -> str:
        """The narratives that a report adds to a section (``thuong-mai.them``, ``thuong-mai.them-cho``), as written."""
        opening = f"{ma_muc}.them"
        found = [key for key in self.report.sections if key == opening or key.startswith(f"{opening}-")]
        self.wanted.add(opening)
        self.asked.update(found)
        return "\n\n".join(self.passage(self.report.sections[key], key) for key in found)

    @exposed
    def indicator(self, ma_chi_tieu: str) -> Any:
        """The view of an indicator by its id, for ids that stand in a list."""
        view = self.views.get(str(ma_chi_tieu))
        return view if view is not None else self.environment.undefined(name=str(ma_chi_tieu))

    @exposed
    def sorted_indicators(self, nhom: str) -> list[Any]:
        """The views of the main indicators in one group of the outlook, in the order listed."""
        return [self.views[key] for key in self.sorting.group(str(nhom))]

    @exposed
    def annex(self, ten: str = "") -> str:
        """How the text names an annex: "Phụ lục", "Phụ lục II"; without a name all of them, or nothing."""
        name, names = str(ten), self.report.annexes
        if not name:
            return annex_mention(len(names))
        if name in names:
            return annex_label(names.index(name) + 1, len(names))
        near = nearest(name, names)
        advice = f'Có phải "{near}"?' if near else f'Thêm "{name}" vào phu_luc của {self.report.path}.'
        message = f'báo cáo không kèm phụ lục "{name}"'
        self.session.report("LC050", message, advice, needle=f"'{name}'")
        return ""

    def annex_text(self, plan: AnnexPlan) -> AnnexText:
        """Title and note of an annex, rendered."""
        note = self.passage(plan.note, "ghi_chu") if plan.note is not None else ""
        return AnnexText(self.passage(plan.title, "tieu_de"), note)

    def passages(self, key: str) -> list[str]:
        """The rendered texts of a list of the report; further paragraphs of an item are indented to stay in it."""
        self.asked.add(key)
        found = self.report.lists.get(key, ())
        texts = [self.passage(passage, f"{key}/{number}") for number, passage in enumerate(found, 1)]
        owed = self.owed() if key == "ket_qua" else []
        return [text.replace("\n", "\n    ") for text in texts] + owed

    def owed(self) -> list[str]:
        """A gap for each task of the last report that this one does not answer yet."""
        gap = self.reading.wording("khoang_trong")
        return [self.session.gap(f"{words}: {gap}") for words, _ in self.report.owed]

    def title(self) -> str:
        if self._title is None:
            self._title = ""
            if self.report.title is not None:
                self._title = self.passage(self.report.title, "tieu_de")
            elif self.front.title:
                name = self.report.template + SUFFIX
                place = Place(self.session.sources[name].path, self.front.title_line, 1)
                self._title = self.passage(Passage(self.front.title, place, exact=False), "tieu_de")
        return self._title

    def passage(self, passage: Passage, name: str) -> str:
        """A text of the data, its expressions evaluated, and marked where that is asked for and nobody reviewed it."""
        rendered = self.evaluated(passage, name)
        marked = self.session.highlight and name in self.report.unreviewed and passage.place.path == self.report.path
        return mark_lines(keep_wrapped_dashes(rendered)) if marked and name != "tieu_de" else rendered

    def evaluated(self, passage: Passage, name: str, names: dict[str, Any] | None = None) -> str:
        """A text of the data, its expressions evaluated; ``names`` are those of the template around it."""
        if not any(sign in passage.text for sign in _SIGNS):
            return passage.text.strip()
        place = passage.place
        key = f"{place.path}#{name}"
        self.session.register(
            key, place.path, passage.text, before=place.line - 1, indent=place.column - 1, exact=passage.exact
        )
        parts = _SIMPLE.split(passage.text)
        if names or any(sign in plain for plain in parts[::3] for sign in _SIGNS):
            context = {**self.context, **(names or {})}
            rendered = self.guarded(lambda: self.compiled(passage.text, key).render(context), key)
        else:
            rendered = self.guarded(lambda: self.substituted(parts, key), key)
        return (rendered or "").strip()

    def substituted(self, parts: list[str], name: str) -> str:
        """A text of simple expressions, evaluated without compiling it.

        Most narratives are of this kind, and compiling one costs more than all else that is done with it.
        Names, attributes and filters are those of the environment, so the result is the same.
        """
        printed = [parts[0]]
        line = 1 + parts[0].count("\n")
        for path, chosen, plain in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            self.session.running = (name, line)
            printed += (self._value(path, chosen), plain)
            line += plain.count("\n")
        self.session.running = None
        return "".join(printed)

    def _value(self, path: str, chosen: str | None) -> str:
        first, *rest = path.split(".")
        value = self.context.get(first)
        if value is None:
            value = self.environment.undefined(name=first)
        for attribute in rest:
            value = self.environment.getattr(value, attribute)
        if chosen:
            value = self.environment.filters[chosen](value)
        return str(self.environment.finalize(value))  # type: ignore[misc]

    def compiled(self, text: str, name: str) -> Template:
        running, self.session.running = self.session.running, (name, 1)  # constants are worked out while compiling
        try:
            code = self.environment.compile(keep_line_ends(text), name, name)
        finally:
            self.session.running = running
        return self.environment.template_class.from_code(self.environment, code, self.environment.make_globals(None))

    # Words of templates that the report says otherwise

    def reword(self, name: str, body: str) -> str:
        """A template with calls of `reworded` in place of the words that the report says otherwise."""
        entries = [(number, each) for number, each in enumerate(self.report.wordings, 1) if each.template == name]
        if not entries:
            return body
        placements, problems = place_wordings(body, self.session.sources[name].path, entries)
        self.session.problems += problems
        return substituted(body, placements, lambda each: self._call_of(each, body))

    def _call_of(self, placement: Placement, body: str) -> str:
        """What stands in the template for an entry; with as many line ends, so that lines keep their numbers."""
        ends = "\n" * body.count("\n", placement.start, placement.end)
        new = placement.wording.new
        if new is None or not new.text.strip():
            return ends
        names = "".join(f", {name}={name}" for name in self._names_around(new, placement.number))
        return f"{{{{ {REWORDED}({placement.number}{names}){ends} }}}}"

    def _names_around(self, passage: Passage, number: int) -> list[str]:
        """What a text names that only the template around it may know, such as what a loop runs over."""
        if not any(sign in passage.text for sign in _SIGNS):
            return []
        try:
            found = meta.find_undeclared_variables(self.environment.parse(passage.text, f"loi_mau/{number}"))
        except TemplateSyntaxError:
            return []  # told when it is rendered
        return sorted(name for name in found if name not in self.context and name.isidentifier())

    @exposed
    def reworded(self, muc: int, /, **names: Any) -> str:
        """The text of an entry of ``loi_mau``."""
        found = dict(enumerate(self.report.wordings, 1)).get(muc)
        if found is None or found.new is None:
            return ""
        name = f"loi_mau/{muc}"
        rendered = with_edges_of(found.new.text, self.evaluated(found.new, name, names))
        marked = self.session.highlight and name in self.report.unreviewed
        return mark_lines(keep_wrapped_dashes(rendered)) if marked else keep_wrapped_dashes(rendered)

    def report_unused_wordings(self) -> None:
        """An entry for a template that the report is not made from says nothing, which its writer has to know."""
        if not self.report.wordings:
            return
        parts = included_by(self.loader, self.report.template + SUFFIX)
        for number, each in enumerate(self.report.wordings, 1):
            if each.template in parts or each.template in self.session.sources:
                continue
            near = nearest(each.template, parts)
            listed = f'Có phải "{near}"?' if near else f"Các tệp mẫu của báo cáo: {', '.join(sorted(parts))}."
            there = [name for name, body in parts.items() if find_words(body, each.old.text)]
            advice = f"Các chữ này có ở mau: {there[0]}." if there else listed
            message = f'loi_mau, mục {number}: báo cáo không dùng mẫu "{each.template}"; mục này không đổi gì'
            self.session.problems.append(Problem("LC318", message, each.place, advice, "warning"))

    # Errors

    def guarded(self, work: Callable[[], Any], name: str) -> Any:
        """The result of ``work``, or None after adding what a template did wrong; a bug of ours passes through."""
        known = len(self.session.problems)
        try:
            return work()
        except TemplateSyntaxError as error:
            place = self.session.locate(error.name or name, error.lineno)
            filters = [known for known in self.environment.filters if known != COUNTED]
            message, advice = _syntax_message(error, filters)
            self.session.problems.append(Problem("LC301", message, place, advice))
        except TemplateNotFound as error:
            near = nearest(str(error.name), self.loader.names())
            advice = f'Có phải "{near}"?' if near else "Kiểm tra tên tệp trong thư mục templates."
            place = self._place_of(error, name)
            self.session.problems.append(Problem("LC305", f'không có mẫu "{error.name}"', place, advice))
        except ForbiddenError as error:
            place = self._place_of(error, name)
            advice = "Mẫu chỉ giữ lời văn và thứ tự; con số do chương trình tính."
            self.session.problems.append(Problem("LC308", f"mẫu không được phép: {error}", place, advice))
        except RecursionError:
            place = self.session.locate(name, 1)
            message = "mẫu gọi lại chính nó không dừng, hoặc lồng quá nhiều cấp"
            self.session.problems.append(Problem("LC309", message, place, "Bỏ include vòng tròn, bớt dấu ngoặc."))
        except SyntaxError as error:  # of the Python that Jinja writes, which has limits that Jinja does not know
            place = self.session.locate(name, 1)
            message = f"mẫu lồng quá nhiều cấp hoặc đặt hai tên trùng nhau ({error.msg})"
            self.session.problems.append(Problem("LC301", message, place, "Tách mẫu thành nhiều tệp nhỏ."))
        except (TemplateError, TypeError, ValueError, LookupError, AttributeError, NameError, ArithmeticError) as error:
            if not isinstance(error, TemplateError) and not self._is_of_a_template(error):
                raise
            place = self._place_of(error, name)
            message = f"biểu thức không dùng được ở đây ({error})"
            self.session.problems.append(Problem("LC304", message, place, "So sánh số với số, chữ với chữ."))
        finally:
            self.session.running = None
        assert len(self.session.problems) > known
        return None

    def _is_of_a_template(self, error: BaseException) -> bool:
        """Whether an error came up in a template, in Jinja, or in what a template did to one of our objects."""
        frames = traceback.extract_tb(error.__traceback__)
        if not frames:
            return True
        last = frames[-1]
        ours = last.filename not in self.session.sources and "jinja2" not in Path(last.filename).parts
        return not ours or last.name in ("call", "__eq__", "_joined")

    def _place_of(self, error: BaseException, name: str) -> Place:
        """The innermost template line of a traceback, which Jinja has rewritten to template names and lines."""
        if self.session.running is not None:
            return self.session.locate(*self.session.running)
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in self.session.sources:
                return self.session.locate(frame.filename, frame.lineno or 1)
        return self.session.locate(name, 1)

    def report_unused(self) -> None:
        """Text of the report that the template never asked for would be lost: that is an error."""
        optional = self.wanted - self.asked
        for section, passage in self.report.sections.items():
            if section not in self.asked and passage.text.strip():
                missing = sorted((self.asked | optional) - set(self.report.sections))
                near = nearest(section, missing)
                advice = (
                    f'Có phải "{near}"?'
                    if near
                    else f'Mẫu "{self.report.template}" không có mục này; sửa mã mục hoặc mẫu.'
                )
                message = f'noi_dung: mẫu không dùng mục "{section}", đoạn văn sẽ bị mất'
                self.session.problems.append(Problem("LC312", message, passage.place, advice))
        for key, passages in self.report.lists.items():
            if passages and key not in self.asked:
                message = f'mẫu không dùng danh sách "{key}", {len(passages)} đoạn văn sẽ bị mất'
                advice = f"Thêm bao_cao.{key} vào mẫu hoặc bỏ danh sách."
                self.session.problems.append(Problem("LC312", message, passages[0].place, advice))


def _syntax_message(error: TemplateSyntaxError, filters: Iterable[str]) -> tuple[str, str]:
    """What Jinja's parser found, in the clerk's words."""
    said = error.message or ""
    if said.startswith("No filter named"):
        name = said.split("'")[1] if "'" in said else ""
        near = nearest(name, filters)
        return f'không có bộ lọc "{name}"', f'Có phải "{near}"?' if near else f"Dùng được: {', '.join(filters)}."
    if "unexpected '}'" in said or "expected token 'end of print statement'" in said:
        return (
            "biểu thức {{ … }} viết sai hoặc thiếu dấu đóng",
            "Viết {{ ma_chi_tieu.cum_tu }}, đóng bằng hai dấu ngoặc }}.",
        )
    if "Unexpected end of template" in said or "unexpected end of template" in said:
        return "mẫu kết thúc khi còn khối {% … %} hoặc {{ … }} chưa đóng", "Thêm {% endif %}, {% endfor %} hoặc }}."
    if said.startswith("Encountered unknown tag"):
        name = said.split("'")[1] if "'" in said else ""
        if name.startswith("end"):
            return (
                f'lệnh "{name}" không có lệnh mở đứng trước',
                f"Thêm {{% {name.removeprefix('end')} … %}} hoặc bỏ lệnh này.",
            )
        return f'không có lệnh "{name}"', "Dùng if, for, set, include và lệnh đóng endif, endfor."
    if "unexpected char" in said:
        return f"ký tự lạ trong biểu thức ({said.split('unexpected char ')[-1]})", "Kiểm tra dấu nháy và tên chỉ tiêu."
    if said and said[0].islower() and any(ord(char) > 127 for char in said):
        return said, "Sửa lại mẫu ở dòng này."
    return f"biểu thức viết sai ({said})", "Viết {{ ma_chi_tieu.cum_tu }}."
