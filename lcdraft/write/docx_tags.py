"""The tags that people type into a .docx template: put together, looked over, and the place of the text marked.

Word cuts a tag into runs wherever the spelling checker, a language or a revision began, so what looks
whole on the page seldom is in the file. Each mistake is told with the number of its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcdraft.errors import Place, Problem, TemplateError
from lcdraft.wordml import W
from lcdraft.write.footnotes import BODY_PLACE, is_body_place

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SCOPED", "SPACE", "TAG", "Tag", "prepare"]

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
SCOPED = re.compile(r"[{]%(p|tr|tc|r)\s")
"""A command that stands for its whole paragraph, row, cell or run."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_BROKEN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_BODY_TAG = re.compile(r"\{\{-?p?\s*vb\.than_bai\s*-?\}\}")
_SCOPED_RAW = re.compile(r"[{][{](p|tr|tc|r)\s")
_SCOPED_APART = re.compile(r"[{]%-?\s+(p|tr|tc)\s")
_LEAVES = (f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen")
_SCOPE_NAMES = {"p": "đoạn", "tr": "hàng của bảng", "tc": "ô của bảng", "r": "đoạn chữ"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the template and the paragraph, counted from 1 in its part, that it stands in."""

    text: str
    paragraph: int
    part: str

    @property
    def key(self) -> str:
        """The tag as docxtpl hands it to Jinja, apart from blanks."""
        return "".join(re.sub(r"^([{][{%])(p|tr|tc|r)(?=\s)", r"\1", self.text).split())


def prepare(root: etree._Element, part: str, name: str, *, main: bool) -> list[Tag]:
    """Put split tags together in place, and replace the paragraph of the text by its mark.

    Raises:
        TemplateError: LC404, listing every tag that cannot work.
    """
    tags: list[Tag] = []
    problems: list[Problem] = []
    if root.prefix != "w":
        problems.append(
            Problem("LC404", f"phần {part} không do Word ghi", Place(name), "Hãy mở mẫu bằng Word và lưu lại.")
        )
        raise TemplateError(problems)
    for number, paragraph in enumerate(list(root.iter(f"{W}p")), start=1):
        leaves = _leaves(paragraph)
        text = "".join(_leaf_text(leaf) for leaf in leaves)
        if not _BROKEN.search(text):
            continue
        found = list(TAG.finditer(text))
        here = [Tag(" ".join(tag[0].split()), number, part) for tag in found]
        faults = list(_faults(paragraph, text, here, main=main))
        problems += (Problem("LC404", message, Place(name, number, 1), advice) for message, advice in faults)
        if not faults:
            _merge_tags(leaves, text, found)
            if _BODY_TAG.fullmatch(text.strip()):
                _put_body_place(paragraph)
            else:
                tags += here
    if sum(1 for element in root.iter() if is_body_place(element)) > 1:
        message = "thẻ {{ vb.than_bai }} có hơn một lần"
        problems.append(Problem("LC404", message, Place(name), "Chỉ giữ một thẻ, ở chỗ đặt nội dung báo cáo."))
    if problems:
        raise TemplateError(problems)
    return tags


def _leaves(paragraph: etree._Element) -> list[etree._Element]:
    """What shows as text in the paragraph itself, text boxes inside it left out."""
    runs = (run for run in paragraph.iter(f"{W}r") if next(run.iterancestors(f"{W}p")) is paragraph)
    return [leaf for run in runs for leaf in run.iterchildren(*_LEAVES)]


def _leaf_text(leaf: etree._Element) -> str:
    if leaf.tag == f"{W}t":
        return leaf.text or ""
    return "-" if leaf.tag == f"{W}noBreakHyphen" else " "


def _faults(paragraph: etree._Element, text: str, tags: list[Tag], *, main: bool) -> Iterator[tuple[str, str]]:
    excerpt = " ".join(text.split())
    if len(excerpt) > 100:
        excerpt = f"{excerpt[:100]}…"
    rest = TAG.sub("", text)
    if broken := _BROKEN.search(rest):
        message = f'thẻ mở, đóng không đủ cặp ("{broken[0]}") trong đoạn: {excerpt}'
        yield message, "Mỗi thẻ {{ … }} hoặc {% … %} phải nằm trọn trong một đoạn."
        return
    for tag in tags:
        if _BODY_TAG.fullmatch(tag.text):
            if text.strip() != tag.text and " ".join(text.split()) != tag.text:
                yield "thẻ {{ vb.than_bai }} đứng chung đoạn với chữ khác: " + excerpt, "Để thẻ này một mình một đoạn."
            elif not main:
                yield "thẻ {{ vb.than_bai }} ở đầu trang, chân trang hoặc chú thích", "Đặt thẻ này trong thân văn bản."
        elif raw := _SCOPED_RAW.match(tag.text):
            yield f"thẻ {tag.text} chèn XML thô, không dùng được", f"Viết {{{{ … }}}}, bỏ chữ {raw[1]} sau hai ngoặc."
        elif apart := _SCOPED_APART.match(tag.text):
            yield f"thẻ {tag.text} có dấu cách thừa", f"Viết liền: {{%{apart[1]} … %}}."
        elif scoped := SCOPED.match(tag.text):
            around = _around(paragraph, scoped[1], text)
            if "".join(around.split()) != "".join(tag.text.split()):
                message = f"thẻ {tag.text} đứng chung {_SCOPE_NAMES[scoped[1]]} với chữ khác, chữ đó sẽ mất: {excerpt}"
                yield message, f"Để thẻ này một mình một {_SCOPE_NAMES[scoped[1]]}."


def _around(paragraph: etree._Element, scope: str, text: str) -> str:
    """The text of all that docxtpl takes away together with a tag of this scope."""
    if scope in ("p", "r"):
        return text if scope == "p" else TAG.search(text)[0]  # type: ignore[index]
    holder = next(paragraph.iterancestors(f"{W}{scope}"), None)
    return "" if holder is None else "".join(_leaf_text(leaf) for leaf in holder.iter(*_LEAVES))


def _merge_tags(leaves: list[etree._Element], text: str, tags: Iterable[re.Match[str]]) -> None:
    """Give every character of a tag to the run in which the tag begins."""
    owners = [at for at, leaf in enumerate(leaves) for _ in _leaf_text(leaf)]
    split = False
    for tag in tags:
        if owners[tag.start()] != owners[tag.end() - 1]:
            owners[tag.start() : tag.end()] = [owners[tag.start()]] * (tag.end() - tag.start())
            split = True
    if not split:
        return
    texts = [""] * len(leaves)
    for owner, char in zip(owners, text, strict=True):
        texts[owner] += char
    for leaf, new in zip(leaves, texts, strict=True):
        if leaf.tag == f"{W}t":
            leaf.text = new
            leaf.set(SPACE, "preserve")
        if not new:
            _remove_leaf(leaf)


def _remove_leaf(leaf: etree._Element) -> None:
    run = leaf.getparent()
    if run is None:
        return
    run.remove(leaf)
    holder = run.getparent()
    if holder is not None and all(child.tag == f"{W}rPr" for child in run):
        holder.remove(run)


def _put_body_place(paragraph: etree._Element) -> None:
    """Leave a mark instead of the paragraph; one that ends a section stays, empty, behind the mark."""
    from lxml import etree

    place = etree.ProcessingInstruction(BODY_PLACE)
    paragraph.addprevious(place)
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    if paragraph.find(f"{W}pPr/{W}sectPr") is None:
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]
