"""A .docx that people edit in Word, filled in as docxtpl does it: the only module that knows docxtpl.

Tags come here whole and looked over (`docx_tags`), and always meet our strict, escaping environment: left to
its defaults docxtpl prints nothing for a missing name and loses "&" and "<…>" from the data.

After that, little of docxtpl is needed for a letterhead: a paragraph or row that holds only ``{%p … %}`` or
``{%tr … %}`` gives way to the bare tag. That much is done here, because importing docxtpl takes longer than
the rest of a render; whatever else a template asks for goes through docxtpl itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from traceback import walk_tb
from types import CodeType
from typing import TYPE_CHECKING

from lcdraft.errors import Place, Problem, TemplateError
from lcdraft.text import nearest
from lcdraft.wordml import W
from lcdraft.write.docx_tags import SCOPED, SPACE, TAG, Tag
from lcdraft.write.docx_xml import forbidden

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Environment, nodes
    from lxml import etree

__all__ = ["default_environment", "render"]

_COLUMN_TAG = re.compile(r"[{]%(tc\s|\s*(colspan|hm)\b)")
# What a letterhead needs: names, and choices and loops over names. Quotes and "-" are left to docxtpl.
_PLAIN = re.compile(r"\{\{ ?[\w.\[\]|() ]+ ?\}\}|\{%(?:p|tr)? ?(?:for|if|elif|else|endif|endfor)\b[\w.|=! ]*%\}")
MAX_COMPILED = 20
_LISTING = "\n\t\a\f"
"""Characters in values that docxtpl turns into breaks, tabs and paragraphs."""


def default_environment() -> Environment:
    """The environment used where the caller gives none: sandboxed, an unknown name is an error."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def render(
    root: etree._Element, tags: list[Tag], context: Mapping[str, object], environment: Environment, name: str
) -> etree._Element:
    """The part with its tags filled in.

    Raises:
        TemplateError: LC405 for every unknown name, LC404 for the first tag that fails in another way.
    """
    from jinja2 import TemplateError as JinjaError
    from lxml import etree

    strict = environment.overlay(
        autoescape=True, trim_blocks=False, lstrip_blocks=False, line_statement_prefix=None, line_comment_prefix=None
    )
    # A line break in XML text is a blank; from here on line numbers are paragraph numbers.
    source = _numbered(_with_bare_tags(root, tags), tags)
    try:
        compiled = _compiled(source, name, strict)
        unknown = list(_unknown_names(compiled.asked, context, strict))
        if unknown:
            raise TemplateError(_unknown_problem(tags, wanted, line, context, name) for wanted, line in unknown)
        template = strict.template_class.from_code(strict, compiled.code, strict.make_globals(None))
        xml = template.render(context)
    except JinjaError as exc:
        raise TemplateError(_fault(exc, tags, context, name)) from exc
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as exc:
        if not _raised_by_template(exc, name):
            raise
        raise TemplateError(_fault(exc, tags, context, name)) from exc
    if bad := forbidden(xml):  # docxtpl makes page breaks of some, the parser drops others
        raise TemplateError(_bad_character(bad, xml, name))
    if any(char in xml for char in _LISTING):
        xml = _docxtpl().resolve_listing(xml)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        rendered = etree.fromstring(xml.encode(), parser)
        if any(_COLUMN_TAG.match(tag.text) for tag in tags):
            rendered = _docxtpl().fix_tables(xml)
    except etree.XMLSyntaxError as exc:
        advice = (
            "Một lệnh {% if %} hoặc {% for %} phải mở và đóng ở cùng mức: cùng đoạn, hoặc {%p … %} ở hai đoạn riêng."
        )
        message = "sau khi điền thẻ, tệp không còn đúng cấu trúc của Word"
        raise TemplateError(Problem("LC404", message, Place(name), advice)) from exc
    _close_gaps(rendered)
    return rendered


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A part of a template as Python, and the names that it asks for."""

    code: CodeType
    asked: tuple[tuple[str, int, bool], ...]


_COMPILED: dict[tuple[type, str, str], _Compiled] = {}
"""The parts that this process has compiled: every report of a build has the same letterhead."""


def _compiled(source: str, name: str, environment: Environment) -> _Compiled:
    key = (type(environment), name, source)
    found = _COMPILED.get(key)
    if found is None:
        if len(_COMPILED) >= MAX_COMPILED:
            _COMPILED.clear()
        tree = environment.parse(source, name, name)
        asked = tuple(_asked_names(tree))
        found = _COMPILED[key] = _Compiled(environment.compile(tree, name, name), asked)
    return found


def _docxtpl() -> DocxTemplate:
    from docxtpl import DocxTemplate

    return DocxTemplate(None)


def _with_bare_tags(root: etree._Element, tags: Sequence[Tag]) -> str:
    """The XML with the tags as Jinja wants them: a scoped tag stands in place of its whole paragraph or row."""
    from lxml import etree

    if not all(_PLAIN.fullmatch(tag.text) for tag in tags):
        patched: str = _docxtpl().patch_xml(etree.tostring(root, encoding="unicode").replace("\n", " "))
        return patched
    for leaf in list(root.iter(f"{W}t")):
        text = leaf.text or ""
        if "{{" in text or "{%" in text:
            leaf.set(SPACE, "preserve")
        if (scoped := SCOPED.search(text)) and (tag := TAG.search(text)):
            holder = next(leaf.iterancestors(f"{W}{scoped[1]}"), None)
            if holder is not None:
                _give_way(holder, "{% " + tag[0][scoped.end() - scoped.start() :])
    return etree.tostring(root, encoding="unicode").replace("\n", " ")


def _give_way(element: etree._Element, text: str) -> None:
    """Put text in place of an element."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _numbered(source: str, tags: Sequence[Tag]) -> str:
    """The source with line breaks inside its tags, so that every tag is on the line of its paragraph's number."""
    waiting = iter(tags)
    line = 1

    def place(found: re.Match[str]) -> str:
        nonlocal line, waiting
        key = html.unescape("".join(found[0].split()))
        rest = list(waiting)
        at = next((at for at, tag in enumerate(rest) if tag.key == key), None)
        waiting = iter(rest if at is None else rest[at + 1 :])
        breaks = max(rest[at].paragraph - line, 0) if at is not None else 0
        line += breaks
        head = 3 if found[0][2] in "-+" else 2
        return found[0][:head] + "\n" * breaks + found[0][head:]

    return TAG.sub(place, source)


def _asked_names(tree: nodes.Template) -> Iterator[tuple[str, int, bool]]:
    """The names that the template does not make itself, and the fields of ``vb`` (True), each with its line."""
    from jinja2 import meta, nodes

    undeclared = meta.find_undeclared_variables(tree)
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        if isinstance(node, nodes.Name) and node.name in undeclared and node.ctx == "load":
            yield node.name, node.lineno, False
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "vb":
            yield node.attr, node.lineno, True


def _unknown_names(
    asked: Iterable[tuple[str, int, bool]], context: Mapping[str, object], environment: Environment
) -> Iterator[tuple[str, int]]:
    """The names that nobody gives, and the fields that ``vb`` does not have, each with its line."""
    fields = context.get("vb")
    for name, line, is_field in asked:
        known = (not isinstance(fields, Mapping) or name in fields) if is_field else name in context
        if not known and (is_field or name not in environment.globals):
            yield name, line


def _close_gaps(root: etree._Element) -> None:
    """A loop without items can leave a table without rows or a cell without a paragraph, which Word calls damage."""
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            table.getparent().remove(table)  # type: ignore[union-attr]
    holders = (f"{W}tc", f"{W}hdr", f"{W}ftr", f"{W}footnote", f"{W}txbxContent")
    for holder in root.iter(*holders):
        last = holder[-1] if len(holder) else None
        if last is None or last.tag not in (f"{W}p", f"{W}sdt"):
            holder.append(holder.makeelement(f"{W}p"))


def _fault(exc: Exception, tags: list[Tag], context: Mapping[str, object], name: str) -> Problem:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    line = exc.lineno if isinstance(exc, TemplateSyntaxError) else _template_line(exc, name)
    match exc:
        case UndefinedError() if wanted := _unknown_name(exc):
            return _unknown_problem(tags, wanted, line, context, name)
        case TemplateSyntaxError():
            return _problem(tags, line, name, f"viết sai: {_syntax_reason(exc)}")
        case SecurityError():
            reason = str(exc) if type(exc) is not SecurityError else "điều không được phép trong mẫu"
            return _problem(tags, line, name, f"dùng {reason}")
    return _problem(tags, line, name, "không tính được; mẫu chỉ in tên có sẵn, không làm phép tính")


def _unknown_problem(tags: list[Tag], wanted: str, line: int, context: Mapping[str, object], name: str) -> Problem:
    message = f'dùng tên "{wanted}" mà chương trình không có'
    return _problem(tags, line, name, message, code="LC405", advice=_name_advice(wanted, context), word=wanted)


def _problem(
    tags: list[Tag], line: int, name: str, message: str, *, code: str = "LC404", advice: str = "", word: str = ""
) -> Problem:
    """A problem of a tag in the paragraph with the number ``line``: the one with ``word`` in it, or the last one."""
    here = [tag for tag in tags if tag.paragraph == line]
    named = [tag for tag in here if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", tag.text)]
    tag = next(iter(named or here), None)
    advice = advice or _SYNTAX_ADVICE
    if tag is None:
        return Problem(code, f"một thẻ của mẫu {message}", Place(name), advice)
    where = f"đoạn {tag.paragraph} của {tag.part}"
    return Problem(code, f"thẻ {tag.text} ({where}) {message}", Place(name, tag.paragraph, 1), advice, excerpt=tag.text)


_SYNTAX_ADVICE = "Viết {{ tên }} để in, {%p if … %} và {%p endif %} (mỗi thẻ một đoạn) để chọn đoạn."


def _syntax_reason(exc: Exception) -> str:
    text = str(exc)
    if not text.isascii():  # one of ours, in Vietnamese
        return text
    if found := re.search(r"[Uu]nknown tag '(\w+)'", text):
        if found[1].startswith("end"):
            return f"{{% {found[1]} %}} không có lệnh mở ở trên"
        return f'không có lệnh "{found[1]}"'
    if found := re.search(r"looking for the following tags: '(\w+)'(?: or '(\w+)')*", text):
        ends = re.findall(r"'(end\w+)'", text) or [found[1]]
        return f"thiếu {{% {ends[-1]} %}}"
    return "sai cú pháp"


def _unknown_name(exc: Exception) -> str:
    found = re.search(r"^'([^']+)' is undefined|has no attribute '([^']+)'|has no element ['\"]?([^'\"]+)", str(exc))
    return next((group for group in found.groups() if group), "") if found else ""


def _name_advice(wanted: str, context: Mapping[str, object]) -> str:
    vb = context.get("vb")
    inside = {f"vb.{key}": str(key) for key in vb} if isinstance(vb, Mapping) else {}
    known = {**{key: key for key in context}, **inside}
    near = nearest(wanted, known.values())
    if near is not None:
        return f"Có phải {next(full for full, short in known.items() if short == near)}?"
    return f"Các tên của văn bản: {', '.join(sorted(inside))}." if inside else ""


def _template_line(exc: Exception, name: str) -> int:
    lines = [line for frame, line in walk_tb(exc.__traceback__) if frame.f_code.co_filename == name]
    return lines[-1] if lines else 0


def _raised_by_template(exc: Exception, name: str) -> bool:
    """True where the code that failed is the template's own (or Jinja's for it), not ours behind a name."""
    files = [frame.f_code.co_filename for frame, _ in walk_tb(exc.__traceback__)]
    if name not in files:
        return False
    after = files[len(files) - files[::-1].index(name) :]
    return all("jinja2" in file or "markupsafe" in file for file in after)


def _bad_character(bad: str, xml: str, name: str) -> Problem:
    at = xml.index(bad)
    before = re.sub(r"<[^>]*>?", "", xml[max(0, at - 200) : at])[-30:]
    message = f'giá trị điền vào sau chữ "{before}" có ký tự điều khiển U+{ord(bad):04X}'
    return Problem("LC406", message, Place(name), "Hãy xóa ký tự ẩn đó trong dữ liệu (gõ lại đoạn chữ).")
