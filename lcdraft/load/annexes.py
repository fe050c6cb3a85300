"""Annex files, checked against the catalogue: every indicator known and listed once, every subtotal addable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lcdraft.dataset import AnnexGroup, AnnexItem, AnnexPlan, Authority, Indicator, Nature, Passage
from lcdraft.errors import Place, Problem
from lcdraft.load.fields import RecordValue
from lcdraft.text import nearest

__all__ = ["AnnexReader"]


class AnnexReader:
    """Turns the records of annex files into `AnnexPlan`; what is wrong in them goes to ``problems``."""

    def __init__(
        self, problems: list[Problem], catalogue: Mapping[str, Indicator], authorities: Mapping[str, Authority]
    ) -> None:
        self._problems = problems
        self._catalogue = catalogue
        self._authorities = authorities
        self._seen: dict[str, Place] = {}

    def annex(self, record: RecordValue, name: str, shown: str) -> AnnexPlan:
        """The annex of a file; what could not be used is left out of it."""
        self._seen = {}
        groups = tuple(self._groups(record.get("nhom", [])))
        title: Passage = record.get("tieu_de") or Passage("", record.where("tieu_de"))
        if "tieu_de" in record.keys and not title.text.strip():
            self._refuse("LC022", record.where("tieu_de"), "tieu_de: chưa có nội dung", "Ghi tên phụ lục.")
        if "nhom" in record.keys and not groups:
            self._refuse("LC022", record.where("nhom"), "nhom: chưa có nhóm nào", "Ghi ít nhất một nhóm chỉ tiêu.")
        note: Passage | None = record.get("ghi_chu")
        return AnnexPlan(
            id=name,
            path=shown,
            title=title,
            groups=groups,
            columns=tuple(self._columns(record.get("cot", []))),
            authority=self._authority(record),
            note=note if note is not None and note.text.strip() else None,
            portrait=record.get("kho_doc", False),
            labels=dict(self._labels(record.get("ten_dong", {}), groups)),
        )

    def _labels(
        self, items: Mapping[str, tuple[str | None, Place]], groups: tuple[AnnexGroup, ...]
    ) -> Iterator[tuple[str, Passage]]:
        """The names of lines; a name for a line that the annex does not have is a mistake."""
        fields = [field for group in groups for field in _fields(group)]
        for indicator, (label, place) in items.items():
            known = self._catalogue.get(indicator)
            if known is None or (
                indicator not in self._seen
                and not any(known.field == field or known.field.startswith(f"{field}/") for field in fields)
            ):
                near = nearest(indicator, self._seen)
                advice = f'Có phải "{near}"?' if near else "Thêm dòng này vào chi_tieu của một nhóm, hoặc bỏ tên."
                message = f'ten_dong: phụ lục không có dòng của chỉ tiêu "{indicator}"'
                self._refuse("LC026", place, message, advice)
            elif not label:
                self._refuse("LC022", place, f"ten_dong: {indicator} chưa có tên", "Ghi tên, hoặc bỏ dòng này.")
            else:
                yield indicator, Passage(label, place, exact=False)

    def _columns(self, items: list[tuple[str, Place]]) -> Iterator[str]:
        seen: set[str] = set()
        for column, place in items:
            if column in seen:
                self._refuse("LC011", place, f'cot: cột "{column}" ghi hai lần', "Bỏ một dòng.")
            elif column:
                seen.add(column)
                yield column

    def _authority(self, record: RecordValue) -> str:
        name: str = record.get("cap_giao", "")
        if not name or name in self._authorities:
            return name
        near = nearest(name, self._authorities)
        advice = f'Có phải "{near}"?' if near else f"Các cấp giao đã khai: {', '.join(self._authorities)}."
        self._refuse("LC023", record.where("cap_giao"), f'cap_giao: không có cấp giao "{name[:60]}"', advice)
        return ""

    def _groups(self, items: list[tuple[Any, Place]]) -> Iterator[AnnexGroup]:
        for record, place in items:
            field: str = record.get("linh_vuc", "")
            listed = tuple(self._known(record.get("chi_tieu", ()), "chi_tieu"))
            group = AnnexGroup(
                title=record.get("ten", ""),
                place=place,
                items=listed,
                field=self._field(field, record),
                total=self._total(record, listed),
                groups=tuple(self._groups(record.get("nhom", []))),
            )
            if not (group.items or group.field or group.groups or record.get("chi_tieu") or field):
                message = f'nhóm "{group.title}" chưa có chỉ tiêu nào'
                self._refuse("LC022", place, message, "Ghi chi_tieu, linh_vuc hoặc nhom cho nhóm này.")
            yield group

    def _known(self, items: tuple[AnnexItem, ...], where: str) -> Iterator[AnnexItem]:
        """The items that the catalogue has and that did not come before in the annex."""
        for item in items:
            parts = tuple(self._known(item.parts, item.indicator))
            if item.indicator not in self._catalogue:
                near = nearest(item.indicator, self._catalogue)
                advice = f'Có phải "{near}"?' if near else "Thêm chỉ tiêu này vào data/chi-tieu.yaml."
                self._refuse("LC026", item.place, f'{where}: không có chỉ tiêu "{item.indicator}"', advice)
                yield from parts
            elif self._is_new(item.indicator, item.place):
                yield item._replace(parts=parts)

    def _is_new(self, indicator: str, place: Place) -> bool:
        before = self._seen.setdefault(indicator, place)
        if before is not place:
            message = f'chỉ tiêu "{indicator}" ghi hai lần, lần đầu ở dòng {before.line}'
            self._refuse("LC011", place, message, "Bỏ một chỗ.")
        return before is place

    def _field(self, field: str, record: RecordValue) -> str:
        fields = {indicator.field for indicator in self._catalogue.values() if indicator.field}
        if not field or any(known == field or known.startswith(f"{field}/") for known in fields):
            return field
        near = nearest(field, fields)
        advice = f'Có phải "{near}"?' if near else f"Các lĩnh vực đã khai: {', '.join(sorted(fields))}."
        self._refuse("LC023", record.where("linh_vuc"), f'linh_vuc: không có lĩnh vực "{field[:60]}"', advice)
        return ""

    def _total(self, record: RecordValue, items: tuple[AnnexItem, ...]) -> str:
        """The indicator of the subtotal, where the catalogue says that the lines of the group add up to it."""
        name = record.get("cong")
        if not name:
            return ""
        place = record.where("cong")
        if name not in self._catalogue:
            near = nearest(name, self._catalogue)
            advice = f'Có phải "{near}"?' if near else "Thêm chỉ tiêu này vào data/chi-tieu.yaml."
            self._refuse("LC026", place, f'cong: không có chỉ tiêu "{name}"', advice)
            return ""
        reason = self._cannot_add(self._catalogue[name], {item.indicator for item in items})
        if reason:
            advice = "Dòng cộng chỉ in được chỉ tiêu có gom trong danh mục, khi mọi thành phần đều ghi trong nhóm."
            self._refuse("LC051", place, f'cong: "{name}" {reason}', advice)
            return ""
        return name if self._is_new(name, place) else ""

    def _cannot_add(self, total: Indicator, listed: set[str]) -> str:
        """Why the subtotal would mislead; empty where it would not."""
        if not total.parts:
            return "không có thành phần (gom) trong danh mục"
        missing = [part for part in total.parts if part not in listed]
        if missing:
            return f"còn thiếu thành phần trong nhóm: {', '.join(missing)}"
        units = {self._catalogue[part].unit for part in total.parts if part in self._catalogue} | {total.unit}
        if len(units) > 1:
            return f"có thành phần khác đơn vị tính ({', '.join(sorted(units))})"
        if total.nature is Nature.RATE:
            return "là tỷ lệ, không cộng được"
        others = listed - set(total.parts)
        return f"không gồm chỉ tiêu ghi trong nhóm: {', '.join(sorted(others))}" if others else ""

    def _refuse(self, code: str, place: Place, message: str, advice: str) -> None:
        self._problems.append(Problem(code, message, place, advice))


def _fields(group: AnnexGroup) -> Iterator[str]:
    """The fields of which a group, or one in it, shows every indicator."""
    if group.field and not group.items:
        yield group.field
    for inner in group.groups:
        yield from _fields(inner)
