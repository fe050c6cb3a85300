"""The file of a new report: settings and passages carried over, each with what to look at above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lcdraft.dataset import Passage, Wording
from lcdraft.errors import Place
from lcdraft.load.nodes import Mapping as MappingNode
from lcdraft.load.nodes import Node, Scalar, Sequence
from lcdraft.periods import Period
from lcdraft.promises import Task
from lcdraft.successor.carry import Carried, Narrative
from lcdraft.successor.notes import Note, Topic
from lcdraft.template.wordings import with_edges_of
from lcdraft.yamltext import WIDTH, YamlLines, quoted, scalar, wrapped

__all__ = ["Draft", "write_report"]

COPIED = ("kinh_gui", "nguoi_ky", "noi_nhan", "so_le_ty_le", "so_le_so_sanh")
"""Entries of a report's file that go into the next one as they are."""

_SHORT = 90
"""Characters of new words that stand behind their key."""

_LIST_HEADS = {
    "ket_qua": "Kết quả đạt được",
    "ton_tai": "Tồn tại, hạn chế",
    "nguyen_nhan": "Nguyên nhân",
    "nhiem_vu": "Nhiệm vụ, giải pháp",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What goes into the file. ``missing`` are the sections that the template needs and nobody wrote yet, each with
    where such a text may be found; ``order`` puts sections where the template has them. ``lost_wordings`` are entries
    of ``loi_mau`` for words that the new template does not have."""

    period: Period
    path: str
    source: str
    old: Period | None
    narrative: Narrative
    template: str = ""
    settings: Mapping[str, Node] = field(default_factory=dict)
    annexes: tuple[str, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)
    owed: tuple[Task, ...] = ()
    lost_wordings: tuple[Wording, ...] = ()


def write_report(draft: Draft) -> tuple[str, list[Note]]:
    """The text of the file, and what was noted on the way with the places in it."""
    writer = _Writer(draft)
    writer.write()
    return str(writer.lines), writer.notes


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines = YamlLines()
        self.notes: list[Note] = []

    def write(self) -> None:
        self.head()
        self.settings()
        self.bases()
        self.sections()
        for key, items in self.draft.narrative.lists.items():
            self.list_of(key, items)
        self.owed()
        self.parked()
        self.wordings()
        self.unreviewed()

    def head(self) -> None:
        draft, lines = self.draft, self.lines
        lines.add("# yaml-language-server: $schema=../../schema/bao-cao.json", "")
        begun = f", lời văn chép từ {draft.source}" if draft.source else ""
        lines.comment(
            f"Báo cáo {draft.period.label}. Lập bằng lệnh lcdraft new{begun}.\n"
            "Đoạn nào đã xem lại thì xóa dòng của đoạn ấy trong chua_ra_soat ở cuối tệp."
        )
        lines.add("", f"ky: {draft.period.id}")
        if draft.template:
            lines.add(f"mau: {scalar(draft.template)}")
        if draft.narrative.title is not None:
            self.passage("tieu_de:", draft.narrative.title, 0)
        lines.add('so_ky_hieu: ""')

    def settings(self) -> None:
        kept = {key: node for key, node in self.draft.settings.items() if key in COPIED}
        if kept or self.draft.annexes:
            self.lines.blank()
        for key, node in kept.items():
            self.lines.add(*_dumped(key, node, 0))
        if self.draft.annexes:
            self.lines.add(f"phu_luc: [{', '.join(map(scalar, self.draft.annexes))}]")

    def bases(self) -> None:
        draft, lines = self.draft, self.lines
        if not draft.narrative.bases:
            return
        lines.blank()
        lines.comment('--- Căn cứ (chương trình tự thêm dấu ";" và dấu "." ở cuối) ---')
        if draft.old is not None:
            lines.comment(
                f"Chép từ báo cáo {draft.old.label}: xem văn bản nào còn hiệu lực, thay văn bản đã có bản mới."
            )
        lines.add("can_cu:")
        for base in draft.narrative.bases:
            self.passage("-", base, 2)
        if any(base.remarks for base in draft.narrative.bases):
            year = draft.period.year
            lines.comment(f"Văn bản giao kế hoạch, dự toán năm {year}: bỏ dấu # và điền số, ngày, cơ quan ban hành.", 2)
            lines.comment(f"- Căn cứ Quyết định số …/QĐ-UBND ngày … của … về việc giao chỉ tiêu … năm {year}", 2)

    def sections(self) -> None:
        draft, lines = self.draft, self.lines
        names = sorted({*draft.narrative.sections, *draft.missing}, key=lambda name: draft.order.get(name, 10**6))
        lines.blank()
        lines.add("noi_dung:" if names else "noi_dung: {}")
        topic = ""
        for name in names:
            here = draft.topics.get(name, "")
            if here and here != topic:
                topic = here
                lines.comment(f"--- {topic} ---", 2)
            if name in draft.missing:
                self.gap(name, draft.missing[name])
            else:
                self.passage(f"{scalar(name)}:", draft.narrative.sections[name], 2)
            lines.blank()

    def gap(self, name: str, advice: str) -> None:
        self.lines.comment(f"Mục mới, chưa có lời văn.{advice}", 2)
        place = Place(self.draft.path, self.lines.next_number, 3)
        self.notes.append(Note(Topic.MISSING, place, f'mục "{name}"{advice}'))
        self.lines.add(f"  {scalar(name)}:")

    def list_of(self, key: str, items: Iterable[Carried]) -> None:
        self.lines.blank()
        self.lines.comment(f"--- {_LIST_HEADS[key]} ---")
        items = list(items)
        self.lines.add(f"{key}:" if items else f"{key}: []")
        for item in items:
            self.passage("-", item, 2)

    def owed(self) -> None:
        """The tasks of the last report, each a line that the clerk deletes once it is answered."""
        draft, lines = self.draft, self.lines
        if not draft.owed or draft.old is None:
            return
        lines.blank()
        lines.comment(f"--- Nhiệm vụ đã đề ra trong báo cáo {draft.old.label}, chưa trả lời ---")
        lines.comment(
            "Viết kết quả vào ket_qua hoặc vào mục của lĩnh vực ấy, rồi xóa dòng; việc không còn phù hợp thì cũng xóa "
            "dòng.\nDòng nào còn lại thì bản dự thảo in ở cuối phần kết quả, kèm chỗ trống […]."
        )
        lines.add("nhiem_vu_chua_tra_loi:")
        place = Place("")
        for task in draft.owed:
            if task.place != place:
                lines.comment(_origin(task), 2)
            place = task.place
            self.notes.append(Note(Topic.OWED, Place(draft.path, lines.next_number, 5), task.words))
            lines.add(f"  - {scalar(task.words)}")

    def parked(self) -> None:
        if not self.draft.narrative.parked:
            return
        self.lines.blank()
        self.lines.comment(
            "--- Các đoạn giữ lại, không in vì mẫu của kỳ này không có mục; muốn in thì chuyển lên trên ---"
        )
        self.lines.add("cat_giu:")
        for name, item in self.draft.narrative.parked.items():
            key = f"{scalar(name)}:"
            start = self.passage(key, item, 2, parked=True)
            self.notes.append(Note(Topic.PARKED, Place(self.draft.path, start, 5), f'mục "{name}"'))

    def wordings(self) -> None:
        kept, lost = self.draft.narrative.wordings, self.draft.lost_wordings
        if not kept and not lost:
            return
        self.lines.blank()
        self.lines.comment(
            "--- Lời của mẫu nói khác đi trong riêng báo cáo này, chép từ kỳ trước; không cần nữa thì xóa mục ---"
        )
        for each in lost:
            new = f"đổi thành “{_on_one_line(each.new)}”" if each.new is not None else "bỏ cả đoạn"
            what = f"“{_on_one_line(each.old)}” ({each.template}): {new}"
            self.lines.comment(f"Không chép, vì mẫu của kỳ này không có chữ ấy: {what}")
        if kept:
            self.lines.add("loi_mau:")
        for each, item in kept:
            self.wording(each, item)

    def wording(self, wording: Wording, item: Carried) -> None:
        """One entry, its new words with what to look at in them."""
        self.lines.add(f"  - mau: {scalar(wording.template)}")
        if wording.new is None:
            self.lines.add(f"    bo_doan: {scalar(_on_one_line(wording.old))}")
            return
        old = wording.old.text.strip()
        if "\n" in old:
            self.lines.passage("cu:", f"{old}\n", 4)
        else:
            self.lines.add(f"    cu: {scalar(old)}")
        text = with_edges_of(wording.new.text, item.text)
        if item.remarks or "\n" in text or len(text) > _SHORT:
            self.passage("moi:", item, 4)
        else:
            self.lines.add(f"    moi: {scalar(text)}" if text else "    moi:")

    def unreviewed(self) -> None:
        names = [item.name for item in self.draft.narrative.printed]
        if not names:
            return
        self.lines.blank()
        self.lines.comment("--- Các đoạn chưa rà soát: xem xong đoạn nào thì xóa dòng ấy; hết dòng thì xóa cả mục ---")
        self.lines.add("chua_ra_soat:", *(f"  - {scalar(name)}" for name in names))

    def passage(self, head: str, item: Carried, indent: int, *, parked: bool = False) -> int:
        """Write one passage with its doubts above it, and note where each remark stands."""
        for remark in item.doubts if not parked else ():
            self.lines.comment(f"Xem lại: {remark.message}{f' ({remark.advice})' if remark.advice else ''}", indent)
        if item.name.startswith("can_cu/"):
            for remark in item.remarks:
                self.lines.comment(f"{remark.message[0].upper()}{remark.message[1:]}: {remark.advice}.", indent)
        text = _folded(item, indent)
        if "\n" in text and "\n" not in item.text:
            start = self.lines.folded(head, text, indent)  # it may be a title, which has no line ends
        else:
            start = self.lines.passage(head, f"{text}\n" if text else text, indent)
        for remark in item.remarks:
            if parked and remark.topic is Topic.TYPED:
                continue
            place = _place(self.draft.path, start, indent + 2, text, remark.start)
            self.notes.append(Note(remark.topic, place, f"{item.name}: {remark.message}" + _aside(remark.advice)))
        return start


def _origin(task: Task) -> str:
    """``data/bao-cao/9-thang-2024.yaml:557, lĩnh vực thuong-mai``."""
    where = str(task.place) if not task.place.line else f"{task.place.path}:{task.place.line}"
    return f"{where}, lĩnh vực {task.field}" if task.field else where


def _on_one_line(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _aside(advice: str) -> str:
    return f" ({advice})" if advice else ""


def _folded(item: Carried, indent: int) -> str:
    """The text, its long lines broken to a readable length."""
    width = WIDTH - indent - 2
    return "\n".join(_folded_line(line, width) for line in item.text.split("\n"))


def _folded_line(line: str, width: int) -> str:
    # Where blanks are single and at no edge, each line end takes the place of one, and every place stays countable.
    if len(line) <= width or line != " ".join(line.split()) or line.startswith("|"):
        return line
    return "\n".join(wrapped(line, width))


def _place(path: str, start: int, indent: int, written: str, at: int) -> Place:
    """Where a character of a passage stands in the file; wrapping put line ends where blanks were."""
    before = written[: min(at, len(written))]
    return Place(path, start + before.count("\n"), indent + at - (before.rfind("\n") + 1) + 1)


def _dumped(key: str, node: Node, indent: int) -> list[str]:
    """An entry of another file, without its comments."""
    margin = " " * indent
    head = f"{margin}{scalar(key)}:"
    match node:
        case Scalar() if node.is_empty:
            return [head]
        case Scalar():
            return [f"{head} {_as_written(node)}"]
        case Sequence() if node.items:
            return [head, *(f"{margin}  - {_flow(item)}" for item in node.items)]
        case Sequence():
            return [f"{head} []"]
        case MappingNode():
            return [head, *(line for name, inner in node.items for line in _dumped(name.text, inner, indent + 2))]


def _flow(node: Node) -> str:
    match node:
        case Scalar():
            return _as_written(node)
        case Sequence():
            return f"[{', '.join(_quoted_flow(item) for item in node.items)}]"
        case MappingNode():
            return "{" + ", ".join(f"{quoted(key.text)}: {_quoted_flow(item)}" for key, item in node.items) + "}"


def _quoted_flow(node: Node) -> str:
    return ("" if node.is_empty else quoted(node.text)) if isinstance(node, Scalar) else _flow(node)


def _as_written(node: Scalar) -> str:
    return scalar(node.text) if node.style == "" else quoted(node.text)
