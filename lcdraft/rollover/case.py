"""One label with the words around it and the two periods: what a rule looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from lcdraft.periods import Kind, Period
from lcdraft.rollover.labels import DOCUMENT_NUMBER, Form, Label
from lcdraft.rollover.view import View

__all__ = ["Case", "Decision", "Head", "Verdict", "ask", "keep", "move"]

_REACH = 400
"""How many characters before or after a label are looked at; keeps the work on a text linear."""

_NEAR = 60
"""How far before a year ``chỉ tiêu`` and the like still govern it."""

_SENTENCE = re.compile(r"[.!?] |[;\n\[\]]")
_CLAUSE = re.compile(r"[.!?] |[;:\n\[\]()]")
_BRACKETS = re.compile(r"\([^()\n]*\)")
_COMMA = re.compile(r", +(?=\S)")
_LIST_GOES_ON = re.compile(r"(?:an +ninh|quốc +phòng|dự +toán|giải +pháp)\b")
"""After these a comma ends no clause: ``kinh tế - xã hội, quốc phòng, an ninh``."""
_ISSUED = re.compile(r",? *ngày +[\d/]+|,? *ngày +\d+ +tháng +\d+ +năm +\d{4}")
_ISSUER = re.compile(r"(?: +của [^,]{1,40})? *")
_ABOUT = re.compile(
    r"(?: *\(.{0,40}\))?,?(?: +của +[^,.;]{1,80}?)?,? +(?:về|giao(?: +chỉ +tiêu| +dự +toán| +kế +hoạch)|phê +duyệt)(?!\w)"
)
_ENDS_TITLE = re.compile(
    r"(?<![\d/])năm +\d{4}|(?:, +|và +)(?:các|thành +phố|ubnd|đồng +thời|kế +hoạch|chương +trình|nghị +quyết|quyết +định)\b"
)


class Verdict(StrEnum):
    """What became of a label."""

    MOVED = "moved"
    PROTECTED = "protected"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the reason for the clerk, and the words to put in place of the label if it moves."""

    verdict: Verdict
    reason: str
    words: str = ""


def move(words: str, reason: str) -> Decision:
    """The label becomes ``words``."""
    return Decision(Verdict.MOVED, reason, words)


def keep(reason: str) -> Decision:
    """The label is right as it stands, or not ours to change."""
    return Decision(Verdict.PROTECTED, reason)


def ask(reason: str) -> Decision:
    """The label stays and the clerk is asked."""
    return Decision(Verdict.UNDECIDED, reason)


class Head(StrEnum):
    """What kind of thing a year belongs to, told by the last telling word before it in its clause."""

    EVENT = "event"
    LAW = "law"
    TARGET = "target"
    PLAN = "plan"
    NONE = ""


_HEADS = re.compile(
    r"(?<!\w)(?:"
    r"(?P<event>hội +(?:chợ|thi|diễn|thao|khỏe|xuân|nghị|thảo|báo|trại)|lễ(?! +(?:tân|lớn))|tuần +(?:lễ|văn +hóa)|ngày +hội"
    r"|tháng +hành +động|tết|xuân|cuộc +thi|cuộc +vận +động|kỳ +thi|thi +tốt +nghiệp|giải(?! +(?:pháp|ngân|quyết|phóng))"
    r"|cúp|cự +ly|đại +hội|liên +hoan|festival|gala|diễn +tập|khai +giảng|bế +giảng|giao +(?:nhận +)?quân|tuyển +quân"
    r"|lần(?: +thứ)? +(?:[ivx]+|\d+)|đợt +(?:[ivx]+|\d+)|bắn +pháo +hoa|chương +trình +nghệ +thuật|mùa +(?:xuân|hè))"
    r"|(?P<law>luật|bộ +luật|hiến +pháp|pháp +lệnh|nghị +quyết +số|nghị +định|thông +tư|chỉ +thị|công +văn|công +điện)"
    r"|(?P<target>(?:đạt|vượt|bằng|hoàn +thành|so +với|\d[\d.,]* *%) +(?:so +với +)?kế +hoạch(?: +giao)?"
    r"|chỉ +tiêu|mục +tiêu(?! +quốc +gia)|dự +toán|ngân +sách|vốn|đầu +tư +công|nhiệm +vụ(?= +(?:trọng|chủ|phát +triển|năm)| *(?:của)? *$)|giải +pháp|phương +hướng"
    r"|chương +trình +công +tác|kế +hoạch +phát +triển +kinh +tế|kinh +tế *- *xã +hội(?! +vùng)|quốc +phòng,? *-? *(?:và +)?an +ninh"
    r"|nợ +đọng +thuế|nợ +thuế|thu +nhập +bình +quân|tăng +trưởng)"
    r"|(?P<plan>kế +hoạch|đề +án|đồ +án|dự +án|chương +trình|phương +án|danh +mục|hợp +đồng|biên +chế|biên +bản|mô +hình"
    r"|danh +sách|đơn +giá|kết +luận|hồ +sơ|thống +kê|kiểm +kê|chỉ +số|danh +hiệu|bảo +hiểm +y +tế|bhyt|mtqg)"
    r")(?!\w)"
)


@dataclass(frozen=True)
class Case:
    """A label, its surroundings in the view, and the periods it is to be moved between."""

    view: View
    label: Label
    old: Period
    new: Period

    @cached_property
    def before(self) -> str:
        """The text before the label, at most `_REACH` characters."""
        return self.view.plain[max(0, self.label.start - _REACH) : self.label.start]

    @cached_property
    def after(self) -> str:
        """The text after the label, at most `_REACH` characters."""
        return self.view.plain[self.label.end : self.label.end + _REACH]

    @cached_property
    def sentence_before(self) -> str:
        """What the sentence says before the label; a footnote is a text of its own."""
        return _after_last(_SENTENCE, self.before)

    @cached_property
    def clause_before(self) -> str:
        """What the clause says before the label. A comma ends a clause unless a capital follows, as in a name."""
        level = _BRACKETS.sub(lambda match: " " * len(match[0]), self.before)
        clause = _after_last(_CLAUSE, level)
        start = self.label.start - len(clause)
        for comma in reversed(list(_COMMA.finditer(clause))):
            here, following = start + comma.start(), start + comma.end()
            if not (
                self.view.shown[following].isupper()
                or self.view.is_quoted(here, here + 1)
                or _LIST_GOES_ON.match(clause, comma.end())
            ):
                return clause[comma.end() :]
        return clause

    @cached_property
    def sentence_after(self) -> str:
        """What the sentence says after the label."""
        boundary = _SENTENCE.search(self.after)
        return self.after[: boundary.start()] if boundary else self.after

    @cached_property
    def starts_sentence(self) -> bool:
        """Whether the label opens a sentence, a heading, a list item or a footnote."""
        return re.search(r"(?:^|[.!?:;] +|[\n\[] *(?:[-*+>#]+ +|\d{1,2}[.)] +)?)\**$", self.before) is not None

    def follows(self, pattern: str) -> bool:
        """Whether the words right before the label are these."""
        return re.search(rf"(?<!\w)(?:{pattern}) *$", self.before) is not None

    @property
    def head(self) -> Head:
        """What the year of the label belongs to."""
        last = None
        for last in _HEADS.finditer(self.clause_before):
            pass
        if last is None:
            return Head.NONE
        head = Head(last.lastgroup or "")
        far = len(self.clause_before) - last.end() > _NEAR
        return Head.NONE if far and head is Head.TARGET else head

    @property
    def in_title(self) -> bool:
        """Whether the label ends the title of a numbered document: ``Kế hoạch số 604/KH-UBND về … năm 2025``."""
        numbers = list(DOCUMENT_NUMBER.finditer(self.sentence_before))
        if not numbers:
            return False
        between = _ISSUED.sub("", self.sentence_before[numbers[-1].end() :])
        about = _ABOUT.match(between)
        if about is None:
            return self.label.form is Form.YEAR and _ISSUER.fullmatch(between) is not None
        named = between[about.end() :]
        if _ENDS_TITLE.search(named):
            return False
        return self.label.form is Form.YEAR or "," not in named

    @property
    def compared(self) -> bool:
        """Whether the label is what something is compared with: ``so với tháng 6/2022``."""
        return self.follows(
            r"so +với(?: +(?:cùng +kỳ|kết +quả|thực +hiện|mức|cuối|hết))?(?: +của)?|(?:tăng|giảm|bằng) +.{0,30}so +với"
        )

    @property
    def of_tasks(self) -> bool:
        """Whether the label says for when tasks are: ``nhiệm vụ trọng tâm tháng 3``."""
        return (
            re.search(
                r"(?<!\w)(?:nhiệm +vụ|giải +pháp|phương +hướng|trọng +tâm|chương +trình +công +tác)(?!\w)[^.;:\n]{0,60}$",
                self.before,
            )
            is not None
        )

    @property
    def turns(self) -> bool:
        """Whether the two periods lie in different years."""
        return self.old.year != self.new.year

    @property
    def shift(self) -> int:
        """Years from the old period to the new one."""
        return self.new.year - self.old.year

    @property
    def same_place(self) -> bool:
        """Whether the new period is the old one in another year, so that every year of the text shifts alike."""
        return (self.old.kind, self.old.number) == (self.new.kind, self.new.number)

    @property
    def to_year(self) -> bool:
        """Whether a report within the year becomes one of the whole year."""
        return self.new.kind is Kind.YEAR and self.old.kind is not Kind.YEAR

    @property
    def from_year(self) -> bool:
        """Whether a report of a whole year becomes one within the year."""
        return self.old.kind is Kind.YEAR and self.new.kind is not Kind.YEAR


def _after_last(boundary: re.Pattern[str], text: str) -> str:
    ends = [match.end() for match in boundary.finditer(text)]
    return text[ends[-1] :] if ends else text
