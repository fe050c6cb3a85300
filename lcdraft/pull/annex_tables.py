"""The computed table of an annex: names of lines and lines taken out come home, the rest is told with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lcdraft.anchors import NOTE, PARA, loosened, plain_content
from lcdraft.dataset import AnnexGroup, AnnexPlan, Dataset, Report
from lcdraft.document import Table
from lcdraft.errors import Place
from lcdraft.pull.annex_rows import Key, is_row, parts_of
from lcdraft.pull.edits import Edit, Remove, Splice, Step
from lcdraft.pull.hunks import compare
from lcdraft.pull.placing import FigureEdit, Issue, Piece, Placer
from lcdraft.pull.rows import Row, matched, shape

__all__ = ["AnnexTablePlan", "plan_annex_table"]

_ORDINAL, _NAME, _UNIT = 0, 1, 2


@dataclass(slots=True)
class AnnexTablePlan:
    """What is done to an annex, the content its table then has, what is to be said of it, and what is refused."""

    edit: Edit = field(default_factory=Edit)
    content: str = ""
    notes: list[str] = field(default_factory=list)
    refused: list[Issue | FigureEdit] = field(default_factory=list)


def plan_annex_table(
    dataset: Dataset, report: Report, annex: str, placer: Placer, piece: Piece, old: Table, new: Table
) -> AnnexTablePlan:
    """How the file of an annex is changed for its table to become ``new``."""
    planner = _Planner(dataset, report, dataset.annexes[annex], placer, piece, old, new)
    return planner.plan()


class _Planner:
    def __init__(
        self,
        dataset: Dataset,
        report: Report,
        plan: AnnexPlan,
        placer: Placer,
        piece: Piece,
        old: Table,
        new: Table,
    ) -> None:
        self._dataset, self._annex, self._placer, self._piece = dataset, plan, placer, piece
        self._old, self._new = shape(old), shape(new)
        self._heads = old.header_rows
        self._keys = _row_keys(self._old, piece)
        self._others = [
            name for name, other in dataset.reports.items() if plan.id in other.annexes and name != report.period.id
        ]
        self._done = AnnexTablePlan()
        self._steps: list[Step] = []
        self._names: dict[int, str] = {}
        self._gone: set[int] = set()

    def plan(self) -> AnnexTablePlan:
        if {len(row) for row in self._new} != {len(row) for row in self._old}:
            self._refuse("LC606", "cột của phụ lục do chương trình lập", None, f"Sửa cot trong {self._annex.path}.")
            return self._done
        rows = matched(self._old, self._new)
        self._deleted([place for place in range(len(self._old)) if place not in rows])
        self._added(rows)
        self._moved([place for place in rows if place is not None])
        for at, place in enumerate(rows):
            if place is not None:
                self._row(place, self._new[at], renumbered=len(self._old) != len(self._new) or None in rows)
        self._done.edit = Edit(self._steps)
        self._done.content = PARA.join(self._contents())
        if self._steps and self._others:
            self._done.notes.append(f"phụ lục dùng chung: báo cáo {', '.join(self._others)} cũng đổi theo")
        return self._done

    # Rows

    def _deleted(self, places: Sequence[int]) -> None:
        keys = {key for place in places if (key := self._keys[place]) is not None}
        for place in places:
            key, name = self._keys[place], plain_content(self._old[place][_NAME])
            if key is None:
                advice = f"Sửa các nhóm trong {self._annex.path}."
                self._refuse("LC606", f'dòng "{name}" do chương trình lập, không xóa', self._group_place(name), advice)
            elif reason := self._kept_because(key, keys):
                where = self._placer.texts.slots[key].origin
                message = f'chưa bỏ dòng "{name}" của phụ lục: {reason}'
                advice = "Xóa dòng ấy trong tệp nếu muốn bỏ ở mọi báo cáo, hoặc lập phụ lục riêng."
                self._refuse("LC606", message, where.place if where else None, advice)
            else:
                self._steps.append(Remove(key))
                self._gone.add(place)

    def _kept_because(self, key: Key, gone: set[Key]) -> str:
        """Why a line stays though it was deleted; empty where it can go."""
        if self._others:
            return f"báo cáo {', '.join(self._others)} cũng dùng phụ lục này"
        listed, parts, total = parts_of(self._annex, key)
        if any(part not in gone for part in parts):
            return "các dòng thành phần của nó còn lại"
        if total:
            return "dòng cộng của nhóm cần nó"
        if all(other in gone for other in listed):
            return "nhóm sẽ không còn dòng nào"
        return ""

    def _added(self, rows: Sequence[int | None]) -> None:
        for at, place in enumerate(rows):
            if place is not None:
                continue
            text = " | ".join(filter(None, map(plain_content, self._new[at])))
            near = next((p for p in reversed(rows[:at]) if p is not None and self._keys[p] is not None), None)
            where = self._origin_place(near)
            message = f'dòng thêm vào phụ lục không có số liệu để tính: "{text}"'
            advice = (
                "Khai chỉ tiêu trong data/chi-tieu.yaml, số trong data/so-lieu, rồi thêm mã vào dưới dòng nêu trên."
            )
            self._refuse("LC606", message, where, advice)

    def _moved(self, places: Sequence[int]) -> None:
        last = -1
        for place in places:
            if place < last:
                message = f'thứ tự dòng "{plain_content(self._old[place][_NAME])}" theo tệp phụ lục'
                self._refuse("LC606", message, self._origin_place(place), "Chuyển dòng ấy trong tệp phụ lục.")
            last = max(last, place)

    # Cells

    def _row(self, place: int, typed: Row, *, renumbered: bool) -> None:
        old, key = self._old[place], self._keys[place]
        for column, (before, after) in enumerate(zip(old, typed, strict=True)):
            if loosened(before) == loosened(after):
                continue
            if key is None:
                self._refuse_made(place, before, after)
            elif column == _ORDINAL:
                if not renumbered:
                    self._refuse("LC606", "số thứ tự do chương trình đánh", self._origin_place(place), "")
            elif column == _NAME:
                self._rename(place, key, after)
            elif column == _UNIT:
                indicator = self._dataset.catalogue[_indicator(key)]
                message = f"đơn vị tính của {indicator.id} khai trong danh mục: “{before}” thành “{after}”"
                self._refuse("LC606", message, indicator.place, "Sửa don_vi; mọi báo cáo đổi theo.")
            else:
                self._figure(place, column, before, after)

    def _rename(self, place: int, key: Key, typed: str) -> None:
        name = " ".join(plain_content(typed.replace(PARA, " ")).split())
        if NOTE[0] in typed or not name:
            message = "tên dòng của phụ lục không có chú thích, không để trống"
            self._refuse("LC603", message, self._origin_place(place), f"Ghi chú ở ghi_chu của {self._annex.path}.")
            return
        text = self._placer.texts.slots[key].text or ""
        if name != loosened(typed):
            message = "tên dòng của phụ lục chỉ giữ chữ, không giữ chữ đậm, nghiêng, xuống dòng"
            self._refuse("LC603", message, self._origin_place(place), "")
        if name != text:
            self._steps.append(Splice(key, 0, len(text), name))
            self._names[place] = name

    def _figure(self, place: int, column: int, before: str, after: str) -> None:
        """A figure typed over; the hunks of a cell are those of its one computed text."""
        start = sum(len(cell) + 1 for row in self._old[:place] for cell in row)
        start += sum(len(cell) + 1 for cell in self._old[place][:column])
        inside = Piece(before, self._piece.spots[start : start + len(before)], self._piece.kind)
        hunks = compare(before, after)
        for hunk in hunks:
            found = self._placer.place_hunk(inside, hunk, hunks, after) if before else None
            if isinstance(found, FigureEdit):
                if not any(isinstance(one, FigureEdit) and one.span is found.span for one in self._done.refused):
                    self._done.refused.append(found)
                continue
            head = plain_content(self._old[max(self._heads - 1, 0)][column])
            name = plain_content(self._old[place][_NAME])
            message = (
                f'{name}: ô "{head}" do chương trình tính: “{plain_content(before)}” thành “{plain_content(after)}”'
            )
            self._refuse("LC601", message, self._origin_place(place), "Nhập số liệu của chỉ tiêu; ô này tính theo.")
            return

    def _refuse_made(self, place: int, before: str, after: str) -> None:
        """An edit of a head, of the title of a group, or of a subtotal."""
        message = f"chữ của phụ lục do chương trình in: “{plain_content(before)}” thành “{plain_content(after)}”"
        where = self._group_place(plain_content(before))
        advice = f"Sửa ten của nhóm trong {self._annex.path}." if where else f"Xem cot, nhom trong {self._annex.path}."
        self._refuse("LC606", message, where, advice)

    # What is known

    def _contents(self) -> Iterator[str]:
        """The cells of the table after the edit; what is numbered 1, 2, 3 is numbered anew."""
        count = 0
        for place, row in enumerate(self._old):
            if place in self._gone:
                continue
            count = 0 if self._keys[place] is None else count
            ordinal = row[_ORDINAL]
            if self._keys[place] is not None and ordinal.isdigit():
                count += 1
                ordinal = str(count)
            yield ordinal
            yield self._names.get(place, row[_NAME])
            yield from row[_UNIT:]

    def _origin_place(self, place: int | None) -> Place | None:
        key = self._keys[place] if place is not None else None
        origin = self._placer.texts.slots[key].origin if key is not None else None
        return origin.place if origin is not None else None

    def _group_place(self, title: str) -> Place | None:
        waiting: list[AnnexGroup] = list(self._annex.groups)
        while waiting:
            group = waiting.pop()
            if group.title.casefold() == title.casefold():
                return group.place
            waiting += group.groups
        return None

    def _refuse(self, code: str, message: str, place: Place | None, advice: str) -> None:
        issue = Issue(code, message, place, advice)
        if issue not in self._done.refused:
            self._done.refused.append(issue)


def _row_keys(rows: Sequence[Row], piece: Piece) -> list[Key | None]:
    """For every row of the table the key of its name; None for heads, groups and subtotals."""
    keys: list[Key | None] = []
    at = 0
    for row in rows:
        length = sum(len(cell) + 1 for cell in row)
        found = {s.source.key for s in piece.spots[at : at + length] if s is not None and s.source is not None}
        keys.append(next((key for key in found if key is not None and is_row(key)), None))
        at += length
    return keys


def _indicator(key: Key) -> str:
    return key[1].rpartition("/")[2]
