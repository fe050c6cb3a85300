"""A list of indicators in which an entry may hold its parts, as annexes list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lcdraft.dataset import AnnexItem
from lcdraft.load.fields import Reader, Reference, Schema
from lcdraft.load.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["ID", "IndicatorTree"]

ID = {"$ref": "#/definitions/ma_chi_tieu"}
"""In the JSON Schema: one of the ids of the catalogue, which the whole schema has to define."""

MAX_DEPTH = 3
"""An indicator, its parts, and theirs: an official table numbers no deeper (1, -, +)."""


@dataclass(eq=False, repr=False)
class IndicatorTree:
    """``- ban_le`` or ``- ban_le: [thuong_nghiep, dich_vu]``. Whether the ids exist is checked later."""

    about: str

    def read(self, node: Node, reader: Reader, name: str) -> tuple[AnnexItem, ...] | None:
        return self._items(node, reader, name, 1)

    def _items(self, node: Node, reader: Reader, name: str, depth: int) -> tuple[AnnexItem, ...] | None:
        if isinstance(node, Scalar) and node.is_empty:
            return ()
        if not isinstance(node, Sequence):
            advice = 'Viết mỗi chỉ tiêu trên một dòng, mở đầu bằng "- "; thành phần viết thụt vào sau dấu hai chấm.'
            reader.refuse("LC022", node, f"{name}: cần một danh sách chỉ tiêu", advice)
            return None
        if depth > MAX_DEPTH:
            message = f"{name}: chỉ tiêu thành phần lồng quá {MAX_DEPTH} cấp"
            reader.refuse("LC022", node, message, "Đưa các chỉ tiêu này lên cấp trên.")
            return None
        return tuple(item for child in node.items for item in self._entry(child, reader, name, depth))

    def _entry(self, node: Node, reader: Reader, name: str, depth: int) -> list[AnnexItem]:
        if not isinstance(node, Mapping):
            found = self._reference(node, reader, name)
            return [AnnexItem(found, reader.place(node))] if found else []
        items = []
        for key, child in node.items:
            found = self._reference(key, reader, name)
            parts = self._items(child, reader, key.text[:40], depth + 1)
            if found:
                items.append(AnnexItem(found, reader.place(key), parts or ()))
        return items

    def _reference(self, node: Node, reader: Reader, name: str) -> str | None:
        found = Reference(self.about).read(node, reader, name)
        return found if isinstance(found, str) else None

    def schema(self) -> Schema:
        return self._schema(1)

    def _schema(self, depth: int) -> Schema:
        entry: dict[str, Any] = ID
        if depth < MAX_DEPTH:
            parts = {"type": "object", "propertyNames": ID, "additionalProperties": self._schema(depth + 1)}
            entry = {"anyOf": [ID, {**parts, "minProperties": 1}]}
        about = self.about if depth == 1 else "Các chỉ tiêu thành phần, in thụt vào dưới chỉ tiêu này."
        return {"type": ["array", "null"], "items": entry, "description": about}
