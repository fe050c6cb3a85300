"""What may stand in a data file, declared once: the same declarations read, refuse, and make the JSON Schema.

A field reads one node of the YAML tree. What it cannot use it reports through the `Reader` and returns
None, so that one run finds everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from lcdraft.dataset import Amount, Passage
from lcdraft.dates import DateError, parse_date
from lcdraft.errors import Place, Problem
from lcdraft.load.nodes import Mapping, Node, Scalar, Sequence
from lcdraft.numbers import NumberError, parse_number
from lcdraft.periods import Period, PeriodError, parse_period
from lcdraft.text import nearest

__all__ = [
    "Choice",
    "Date",
    "Either",
    "Field",
    "Flag",
    "Integer",
    "ListOf",
    "MapOf",
    "Number",
    "OneOf",
    "OneOrMany",
    "PassageText",
    "PeriodId",
    "Reader",
    "Record",
    "RecordValue",
    "Reference",
    "Word",
]

# The declarations below live as long as the program: without comparison and repr, dataclasses are made twice as fast.
Schema = dict[str, Any]
E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Reader:
    """Where the nodes come from, and the problems found so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def indent_after(self, line: int) -> int:
        """The blanks before the first line with text below ``line``, where a block scalar begins."""
        for text in self.lines[line:]:
            if text.strip():
                return len(text) - len(text.lstrip(" "))
        return 0

    def place(self, node: Node) -> Place:
        return Place(self.path, node.line, node.column)

    def refuse(self, code: str, node: Node, message: str, advice: str = "", severity: str = "error") -> None:
        self.problems.append(Problem(code, message, self.place(node), advice, severity))


class Field(Protocol):
    """One kind of value: how it is read and how an editor is told about it."""

    def read(self, node: Node, reader: Reader, name: str) -> Any: ...

    def schema(self) -> Schema: ...


def _scalar(node: Node, reader: Reader, name: str, wanted: str) -> Scalar | None:
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Mapping) and len(node.items) == 1 and " " in node.items[0][0].text:
        # "- Trọng tâm: kiểm tra." is a mapping to YAML
        message = f'{name}: câu có dấu hai chấm ("{node.items[0][0].text[:40]}: …") chưa đặt trong ngoặc kép'
        reader.refuse("LC022", node, message, 'Đặt cả câu trong ngoặc kép "…", hoặc viết xuống dòng sau dấu |.')
        return None
    found = "một danh sách" if isinstance(node, Sequence) else "nhiều mục con"
    reader.refuse("LC022", node, f"{name}: cần {wanted}, nhưng gặp {found}", f"Viết {wanted} ngay sau dấu hai chấm.")
    return None


def _glued(node: Node) -> str:
    """The key of ``ban_le:2.327``, which is one word to YAML, or nothing."""
    if isinstance(node, Scalar) and not node.style:
        key, colon, rest = node.text.partition(":")
        if colon and rest and rest[0] not in " /" and _is_id(key):
            return key
    return ""


def _refuse_collection(reader: Reader, node: Node, message: str, advice: str) -> None:
    """Refuse what should have been several keys; most often a blank is missing after a colon."""
    if key := _glued(node):
        message, advice = f'thiếu dấu cách sau dấu hai chấm của "{key}"', f'Viết "{key}: …".'
    reader.refuse("LC022", node, message, advice)


@dataclass(eq=False, repr=False)
class Word:
    """A line of text. Empty is allowed unless ``required``."""

    about: str
    required: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> str | None:
        scalar = _scalar(node, reader, name, "một dòng chữ")
        if scalar is None:
            return None
        text = " ".join(scalar.text.split()) if not scalar.is_empty else ""
        if self.required and not text:
            reader.refuse("LC022", node, f"{name}: chưa có nội dung", f"Ghi {self.about[:1].lower()}{self.about[1:]}")
        return text

    def schema(self) -> Schema:
        return {"type": ["string", "number", "null"], "description": self.about}


@dataclass(eq=False, repr=False)
class PassageText:
    """Narrative: Markdown with Jinja."""

    about: str

    def read(self, node: Node, reader: Reader, name: str) -> Passage | None:
        scalar = _scalar(node, reader, name, "một đoạn văn")
        if scalar is None:
            return None
        text = "" if scalar.is_empty else scalar.text
        if scalar.style in ("|", ">"):
            place = Place(reader.path, scalar.line + 1, reader.indent_after(scalar.line) + 1)
            return Passage(text, place, exact=scalar.style == "|")
        quote = 1 if scalar.style else 0
        return Passage(text, Place(reader.path, scalar.line, scalar.column + quote), exact="\n" not in text)

    def schema(self) -> Schema:
        return {"type": ["string", "null"], "description": self.about}


@dataclass(eq=False, repr=False)
class Number:
    """A number in Vietnamese notation. Nothing after the colon means "not known yet"."""

    about: str
    negative: bool = True

    def read(self, node: Node, reader: Reader, name: str) -> Amount | None:
        scalar = _scalar(node, reader, name, "một số")
        if scalar is None or scalar.is_empty:
            return None
        try:
            value = parse_number(scalar.text)
        except NumberError as error:
            reader.refuse("LC101", node, f"{name}: {error.message}", error.advice)
            return None
        if value < 0 and not self.negative:
            reader.refuse("LC101", node, f"{name}: số âm ({scalar.text})", "Mục này chỉ nhận số từ 0 trở lên.")
            return None
        return Amount(value, reader.place(node))

    def schema(self) -> Schema:
        pattern = r"^[-−]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?$"
        return {
            "description": f"{self.about} Viết 2.327 hoặc 47,6 hoặc 2.327,5.",
            "anyOf": [{"type": "string", "pattern": pattern}, {"type": "number"}, {"type": "null"}],
        }


@dataclass(eq=False, repr=False)
class Integer:
    """A whole number within bounds."""

    about: str
    low: int
    high: int

    def read(self, node: Node, reader: Reader, name: str) -> int | None:
        scalar = _scalar(node, reader, name, "một số nguyên")
        if scalar is None or scalar.is_empty:
            return None
        text = scalar.text.strip()
        if text.isascii() and text.isdigit() and len(text) <= 6 and self.low <= int(text) <= self.high:
            return int(text)
        reader.refuse(
            "LC101",
            node,
            f'{name}: cần số nguyên từ {self.low} đến {self.high}, nhưng gặp "{text[:40]}"',
            "Sửa lại số.",
        )
        return None

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high, "description": self.about}


@dataclass(eq=False, repr=False)
class Date:
    """A day: ``14/6/2025``."""

    about: str

    def read(self, node: Node, reader: Reader, name: str) -> date | None:
        scalar = _scalar(node, reader, name, "một ngày")
        if scalar is None or scalar.is_empty or not scalar.text:
            return None
        try:
            return parse_date(scalar.text)
        except DateError as error:
            reader.refuse("LC102", node, f"{name}: {error.message}", error.advice)
            return None

    def schema(self) -> Schema:
        pattern = r"^\d{1,2}/\d{1,2}/\d{4}$"
        return {
            "description": f"{self.about} Viết ngày/tháng/năm, ví dụ 14/6/2025.",
            "anyOf": [{"type": "string", "pattern": pattern}, {"type": "null"}],
        }


@dataclass(eq=False, repr=False)
class Choice(Generic[E]):
    """One of the values of an enumeration; ``meanings`` explains each to the clerk."""

    about: str
    kind: type[E]
    meanings: AbstractMapping[E, str]

    def read(self, node: Node, reader: Reader, name: str) -> E | None:
        scalar = _scalar(node, reader, name, "một lựa chọn")
        if scalar is None or scalar.is_empty:
            return None
        try:
            return self.kind(scalar.text.strip())
        except ValueError:
            names = [member.value for member in self.kind]
            near = nearest(scalar.text, names)
            advice = f'Có phải "{near}"?' if near else f"Chọn một trong: {', '.join(names)}."
            reader.refuse("LC023", node, f'{name}: không có lựa chọn "{scalar.text[:40]}"', advice)
            return None

    def schema(self) -> Schema:
        listed = "; ".join(f"{member.value}: {meaning}" for member, meaning in self.meanings.items())
        return {"enum": [member.value for member in self.kind], "description": f"{self.about} {listed}."}


@dataclass(eq=False, repr=False)
class OneOf:
    """One word out of a list; absent or empty is the empty text."""

    about: str
    words: tuple[str, ...]

    def read(self, node: Node, reader: Reader, name: str) -> str | None:
        scalar = _scalar(node, reader, name, f"một trong: {', '.join(self.words)}")
        if scalar is None or scalar.is_empty:
            return None
        word = scalar.text.strip()
        if word in self.words or not word:
            return word
        near = nearest(word, self.words)
        advice = f'Có phải "{near}"?' if near else f"Chọn một trong: {', '.join(self.words)}."
        reader.refuse("LC023", node, f'{name}: không dùng chữ "{word[:40]}"', advice)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words), "description": self.about}


@dataclass(eq=False, repr=False)
class Flag:
    """``true`` or ``false``."""

    about: str

    def read(self, node: Node, reader: Reader, name: str) -> bool | None:
        scalar = _scalar(node, reader, name, "true hoặc false")
        if scalar is None:
            return None
        word = scalar.text.strip().lower()
        if word in ("true", "có"):
            return True
        if word in ("false", "không"):
            return False
        reader.refuse(
            "LC023", node, f'{name}: cần true hoặc false, nhưng gặp "{scalar.text[:40]}"', "Viết true hoặc false."
        )
        return None

    def schema(self) -> Schema:
        return {"type": "boolean", "description": self.about}


@dataclass(eq=False, repr=False)
class PeriodId:
    """The id of a reporting period."""

    about: str

    def read(self, node: Node, reader: Reader, name: str) -> Period | None:
        scalar = _scalar(node, reader, name, "mã kỳ báo cáo")
        if scalar is None:
            return None
        try:
            return parse_period(scalar.text.strip())
        except PeriodError as error:
            reader.refuse("LC103", node, f"{name}: {error.message}", error.advice)
            return None

    def schema(self) -> Schema:
        pattern = r"^(thang-\d{4}-\d{2}|quy-\d-\d{4}|[69]-thang-\d{4}|nam-\d{4}|(giua-ky|5-nam)-\d{4}-\d{4})$"
        return {"type": "string", "pattern": pattern, "description": self.about}


@dataclass(eq=False, repr=False)
class Reference:
    """The id of an indicator, or a number where ``or_number``. Whether the id exists is checked later."""

    about: str
    or_number: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> str | Amount | None:
        scalar = _scalar(node, reader, name, "tên một chỉ tiêu" + (" hoặc một số" if self.or_number else ""))
        if scalar is None or scalar.is_empty:
            return None
        text = scalar.text.strip()
        if self.or_number and not (text[:1].isalpha() or text[:1] == "_"):
            return Number(self.about).read(node, reader, name)
        if not text.isidentifier():
            reader.refuse(
                "LC022", node, f'{name}: "{text[:40]}" không phải mã chỉ tiêu', "Viết chữ không dấu và gạch dưới."
            )
            return None
        return text

    def schema(self) -> Schema:
        reference = {"type": "string", "pattern": r"^[a-z_][a-z0-9_]*$", "description": self.about}
        return {"anyOf": [reference, Number(self.about).schema()]} if self.or_number else reference


@dataclass(eq=False, repr=False)
class ListOf:
    """Any number of the same kind of value."""

    item: Field
    about: str

    def read(self, node: Node, reader: Reader, name: str) -> list[tuple[Any, Place]] | None:
        """The usable items, each with its place."""
        if isinstance(node, Scalar) and node.is_empty:
            return []
        if not isinstance(node, Sequence):
            reader.refuse("LC022", node, f"{name}: cần một danh sách", 'Viết mỗi mục trên một dòng, mở đầu bằng "- ".')
            return None
        values = ((self.item.read(child, reader, name), reader.place(child)) for child in node.items)
        return [(value, place) for value, place in values if value is not None]

    def schema(self) -> Schema:
        return {"type": ["array", "null"], "items": self.item.schema(), "description": self.about}


@dataclass(eq=False, repr=False)
class MapOf:
    """Free names, each with the same kind of value."""

    item: Field
    about: str
    identifiers: bool = False

    def read(self, node: Node, reader: Reader, name: str) -> dict[str, tuple[Any, Place]] | None:
        """Name → (value, place of the name)."""
        if isinstance(node, Scalar) and node.is_empty:
            return {}
        if not isinstance(node, Mapping):
            _refuse_collection(
                reader, node, f"{name}: cần nhiều mục con", 'Viết mỗi mục trên một dòng: "tên: giá trị".'
            )
            return None
        values: dict[str, tuple[Any, Place]] = {}
        for key, child in node.items:
            if self.identifiers and _is_cut_off(key, child):
                _refuse_cut_off(key, reader, name)
                continue
            if self.identifiers and not _is_id(key.text):
                reader.refuse(
                    "LC022",
                    key,
                    f'"{key.text[:40]}" không dùng làm tên được',
                    "Viết chữ thường không dấu, số và gạch dưới.",
                )
                continue
            values.setdefault(key.text, (self.item.read(child, reader, key.text), reader.place(key)))
        return values

    def schema(self) -> Schema:
        names = {"propertyNames": {"pattern": "^[a-z_][a-z0-9_]*$"}} if self.identifiers else {}
        return {
            "type": ["object", "null"],
            "additionalProperties": self.item.schema(),
            "description": self.about,
            **names,
        }


def _is_cut_off(key: Scalar, child: Node) -> bool:
    """In ``{gia_tri: 260,9}`` YAML takes the comma for the end of the value, and ``9`` for another key."""
    return key.text.isdigit() and isinstance(child, Scalar) and child.is_empty


def _refuse_cut_off(key: Scalar, reader: Reader, name: str) -> None:
    reader.refuse(
        "LC013",
        key,
        f'{name}: số thập phân bị cắt ở dấu phẩy trước "{key.text[:20]}", vì trong ngoặc {{ }} dấu phẩy ngăn các mục',
        'Đặt số trong ngoặc kép, ví dụ {gia_tri: "260,9"}, hoặc viết mỗi mục một dòng.',
    )


def _is_id(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text == text.lower()


@dataclass(eq=False, repr=False)
class RecordValue:
    """What a `Record` read: the values by key (absent keys missing), and where each key stands."""

    values: dict[str, Any]
    keys: dict[str, Place]
    place: Place

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key; ``default`` where it is absent or could not be used."""
        value = self.values.get(key)
        return default if value is None else value

    def where(self, key: str) -> Place:
        """Where a key stands, or the record itself where the key is absent."""
        return self.keys.get(key, self.place)


@dataclass(eq=False, repr=False)
class Record:
    """Fixed keys. An unknown one is an error with the nearest valid name, a missing required one too."""

    fields: AbstractMapping[str, Field]
    about: str
    required: tuple[str, ...] = ()

    def read(self, node: Node, reader: Reader, name: str) -> RecordValue | None:
        if isinstance(node, Scalar) and node.is_empty and not self.required:
            return RecordValue({}, {}, reader.place(node))
        if not isinstance(node, Mapping):
            _refuse_collection(
                reader,
                node,
                f"{name}: cần các mục con {', '.join(list(self.fields)[:4])}…",
                'Viết mỗi mục trên một dòng: "tên: giá trị".',
            )
            return None
        values: dict[str, Any] = {}
        keys: dict[str, Place] = {}
        for key, child in node.items:
            declared = self.fields.get(key.text)
            if declared is None and _is_cut_off(key, child):
                _refuse_cut_off(key, reader, name)
            elif declared is None:
                near = nearest(key.text, self.fields)
                advice = f'Có phải "{near}"?' if near else f"Các mục dùng được: {', '.join(self.fields)}."
                reader.refuse("LC020", key, f'{name}: không có mục "{key.text[:60]}"', advice)
            elif key.text not in keys:
                keys[key.text] = reader.place(key)
                values[key.text] = declared.read(child, reader, key.text)
        for missing in (key for key in self.required if key not in keys):
            reader.refuse("LC021", node, f'{name}: thiếu mục bắt buộc "{missing}"', f'Thêm dòng "{missing}: …".')
        return RecordValue(values, keys, reader.place(node))

    def schema(self) -> Schema:
        schema: Schema = {
            "type": "object",
            "description": self.about,
            "properties": {key: declared.schema() for key, declared in self.fields.items()},
            "additionalProperties": False,
        }
        return {**schema, "required": list(self.required)} if self.required else schema


@dataclass(eq=False, repr=False)
class Either:
    """The short form (a scalar) or the long form (a mapping) of one thing."""

    short: Field
    long: Record

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        return self.long.read(node, reader, name) if isinstance(node, Mapping) else self.short.read(node, reader, name)

    def schema(self) -> Schema:
        return {"anyOf": [self.short.schema(), self.long.schema()]}


@dataclass(eq=False, repr=False)
class OneOrMany:
    """One record, or a list of such records; read as a list in either case."""

    item: Record
    about: str

    def read(self, node: Node, reader: Reader, name: str) -> list[tuple[RecordValue, Place]] | None:
        if isinstance(node, Sequence) and not node.items:
            reader.refuse("LC022", node, f"{name}: danh sách chưa có mục nào", "Khai ít nhất một mục.")
        children = node.items if isinstance(node, Sequence) else (node,)
        found = ((self.item.read(child, reader, name), reader.place(child)) for child in children)
        return [(record, place) for record, place in found if record is not None]

    def schema(self) -> Schema:
        one = self.item.schema()
        return {"description": self.about, "anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
