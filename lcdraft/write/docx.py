"""Documents as .docx: the letterhead from a template, the text from us, the same bytes every time.

Three steps. docxtpl fills in the tags of the template, in which nothing of the text stands yet, only a
mark at its place. The text, built as XML by `BodyXml`, takes the place of the mark; annexes follow in
sections of their own (`AnnexSections`), the notes go into their own part. The parts are zipped with fixed times.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lcdraft.document import Document
from lcdraft.errors import DocumentError, Place, Problem, TemplateError
from lcdraft.opc import open_package
from lcdraft.wordml import W
from lcdraft.write.annexes import AnnexSections
from lcdraft.write.docx_xml import BodyXml
from lcdraft.write.footnotes import BODY_PLACE, FootnotePart, fill_places, is_body_place
from lcdraft.write.letterhead import fit_rules, letterhead_values, section_width
from lcdraft.write.package import WORD_TYPE, PackageEditor
from lcdraft.write.sizes import fit_sizes
from lcdraft.write.styles import StyleSheet

if TYPE_CHECKING:
    from jinja2 import Environment
    from lxml import etree

    from lcdraft.write.docx_tags import Tag

__all__ = ["write_docx"]

_EMPTY_STYLES = f'<w:styles xmlns:w="{W[1:-1]}"/>'.encode()


def write_docx(
    document: Document,
    *,
    template: bytes,
    template_name: str = "bao-cao.docx",
    context: Mapping[str, object] | None = None,
    environment: Environment | None = None,
) -> bytes:
    """The document as a .docx file, in the letterhead of ``template``.

    In the template ``vb`` holds the letterhead, and ``{{ vb.than_bai }}``, alone in its paragraph, stands
    for the text; ``context`` and the globals of ``environment`` are there too. The annexes follow at the end.
    A template without ``vb.than_bai`` has only its tags filled in. Styles are found by name; those missing are added.

    Raises:
        TemplateError: LC404, LC405, for the tags of the template that cannot be filled in.
        DocumentError: LC401 to LC403 for a template that is no sound .docx, LC406 for text that no .docx can hold.
    """
    editor = PackageEditor(open_package(template, template_name))
    _require_document(editor)
    values = {**(context or {}), "vb": letterhead_values(document)}
    rendered = _render_parts(editor, values, environment)
    main = rendered[editor.main]
    styles_part = editor.part("styles", _EMPTY_STYLES)
    styles = StyleSheet(editor.xml(styles_part))
    place = next(iter(_body_places(main)), None)
    annexes = AnnexSections(main, styles, editor, document.annexes if place is not None else ())
    fit_sizes(main, styles, document)
    fit_rules(main, styles)
    footnotes = next((rendered[part] for part in editor.related("footnotes") if part in rendered), None)
    notes = FootnotePart(editor, main, footnotes)
    body, texts = "", []
    if place is not None:
        writer = BodyXml(styles, width=section_width(place), first_note=notes.first_note)
        body, texts = writer.body(document), writer.notes
    later, later_texts = annexes.contents(notes.first_note + len(texts) + notes.own_after)
    for part, root in rendered.items():
        editor.put(part, root)
    notes.write(texts, later_texts)
    # The marks of the template's own notes have their numbers now, so the text is serialised last.
    editor.parts[editor.main] = fill_places(main, {BODY_PLACE: body, **later})
    editor.put(styles_part, styles.root)
    editor.set_properties(document.properties)
    return editor.pack()


def _require_document(editor: PackageEditor) -> None:
    """Refuse templates (.dotx), macros (.docm) and whatever else only looks like a document."""
    if "_rels/.rels" not in editor.parts:
        advice = "Hãy mở mẫu bằng Word hoặc LibreOffice rồi lưu lại."
        raise DocumentError(Problem("LC401", "mẫu thiếu phần _rels/.rels", Place(editor.name), advice))
    ordinary = editor.content_type(editor.main) == f"{WORD_TYPE}document.main+xml"
    if not ordinary or editor.xml(editor.main).tag != f"{W}document":
        advice = "Hãy mở mẫu bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx)."
        message = "mẫu không phải tệp .docx thường (có thể là .docm có macro, .dotx, hoặc Strict Open XML)"
        raise DocumentError(Problem("LC401", message, Place(editor.name), advice))


def _render_parts(
    editor: PackageEditor, values: Mapping[str, object], environment: Environment | None
) -> dict[str, etree._Element]:
    """The parts that can hold tags, filled in; every mistake in the tags is told at once."""
    from lcdraft.write.docx_tags import prepare
    from lcdraft.write.docx_template import default_environment, render

    parts = [editor.main, *(part for kind in ("header", "footer", "footnotes") for part in editor.related(kind))]
    prepared: dict[str, tuple[etree._Element, list[Tag]]] = {}
    problems: list[Problem] = []
    for part in dict.fromkeys(parts):
        root = editor.xml(part)
        try:
            prepared[part] = root, prepare(root, part, editor.name, main=part == editor.main)
        except TemplateError as error:
            problems += error.problems
    if problems:
        raise TemplateError(problems)
    asked = len(_body_places(prepared[editor.main][0]))
    environment = environment or default_environment()
    rendered = {
        part: render(root, tags, values, environment, editor.name) if tags else root
        for part, (root, tags) in prepared.items()
    }
    if len(_body_places(rendered[editor.main])) != asked:
        message = "thẻ {{ vb.than_bai }} nằm trong {% if %} hoặc {% for %}, nội dung báo cáo sẽ mất hoặc lặp lại"
        raise TemplateError(Problem("LC404", message, Place(editor.name), "Đưa thẻ ra ngoài {% if %}, {% for %}."))
    return rendered


def _body_places(main: etree._Element) -> list[etree._Element]:
    return [element for element in main.iter() if is_body_place(element)]
