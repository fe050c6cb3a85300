"""The agencies of ``lcdraft.yaml``: one, or several that follow each other in time, with signers and receivers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Protocol

from lcdraft.agencies import LAST_DISTRICT_DAY
from lcdraft.dataset import Agency, Level, Signing
from lcdraft.dates import format_date
from lcdraft.errors import Place
from lcdraft.frame import AS_ABOVE, is_filing_line
from lcdraft.load.fields import Choice, Date, Field, Integer, ListOf, OneOf, OneOrMany, Record, RecordValue, Word
from lcdraft.signing import COMMITTEE, HEAD, NEEDS_POST, Capacity, check_lines, check_name, signing_lines
from lcdraft.text import fold

__all__ = [
    "AGENCIES",
    "RECIPIENTS",
    "SIGNING",
    "Refuse",
    "read_agencies",
    "read_recipients",
    "read_signing",
    "refuse_as_above",
    "texts",
]

_LINE = Word("Một dòng chữ.")

SIGNING = Record(
    {
        "hinh_thuc": Choice(
            "Quyền hạn ký; chương trình in các dòng theo đó.",
            Capacity,
            {
                Capacity.ON_BEHALF: "người đứng đầu ký thay mặt cơ quan: TM.",
                Capacity.COLLECTIVE: "ký thay mặt tập thể nêu ở ten_tap_the: TM.",
                Capacity.DEPUTY: "cấp phó ký thay cấp trưởng: KT.",
                Capacity.BY_ORDER: "ký thừa lệnh người đứng đầu: TL.",
                Capacity.DELEGATED: "ký thừa ủy quyền người đứng đầu: TUQ.",
                Capacity.ACTING: "người được giao quyền cấp trưởng: Q.",
                Capacity.OWN: "người đứng đầu ký, chỉ in chức vụ",
            },
        ),
        "ten_tap_the": Word(f"Tên sau chữ TM.; để trống thì là {COMMITTEE} hoặc tên cơ quan."),
        "nguoi_dung_dau": Word(f"Chức vụ của người đứng đầu; để trống thì là {HEAD}."),
        "chuc_vu": Word("Chức vụ của người ký, ví dụ PHÓ CHỦ TỊCH, CHÁNH VĂN PHÒNG."),
        "quyen_han": ListOf(_LINE, "Các dòng quyền hạn, chức vụ của người ký, ghi sẵn thay cho hinh_thuc."),
        "ho_ten": Word("Họ và tên người ký; dự thảo để trống."),
    },
    "Người ký: theo hinh_thuc, hoặc các dòng ghi sẵn ở quyen_han.",
)
RECIPIENTS = ListOf(Word("Một nơi nhận."), "Nơi nhận, mục cuối là Lưu: VT, …")

HEAD_SIZES = ("13-14-14", "12-13-13")
_AGENCY: dict[str, Field] = {
    "ten": Word("Tên đầy đủ của cơ quan.", required=True),
    "hieu_luc_tu": Date("Ngày đầu tiên mang tên và cấp này; để trống nếu từ trước đến nay."),
    "hieu_luc_den": Date("Ngày cuối cùng mang tên và cấp này; để trống nếu còn đến nay."),
    "dong_ten": ListOf(_LINE, "Tên cơ quan ở đầu văn bản, mỗi dòng một mục, chữ in hoa."),
    "chu_quan": ListOf(_LINE, "Cơ quan chủ quản ở đầu văn bản, nếu có."),
    "viet_tat": Word("Tên gọi tắt trong câu văn, ví dụ UBND thành phố."),
    "ky_hieu": Word("Phần sau /BC- trong ký hiệu văn bản, ví dụ UBND."),
    "cap": Word("Cách gọi đơn vị trong câu văn, ví dụ thành phố, xã, phường."),
    "cap_hanh_chinh": Choice(
        "Cấp chính quyền địa phương.",
        Level,
        {
            Level.PROVINCE: "tỉnh, thành phố trực thuộc trung ương",
            Level.DISTRICT: "huyện, quận, thị xã, thành phố thuộc tỉnh; đến hết ngày 30/6/2025",
            Level.COMMUNE: "xã, phường, thị trấn, đặc khu",
        },
    ),
    "don_vi": Word("Tên đơn vị hành chính kèm cấp: thành phố …, xã …, phường …"),
    "dia_danh": Word("Địa danh ghi trước ngày tháng."),
    "tien_than": ListOf(Word("Một đơn vị hành chính."), "Các đơn vị hành chính được sắp xếp thành đơn vị này."),
    "co_chu": OneOf(
        "Cỡ chữ Quốc hiệu, Tiêu ngữ, địa danh; để trống thì theo tệp mẫu, thu nhỏ khi địa danh dài.", HEAD_SIZES
    ),
    "co_chu_loi_van": Integer("Cỡ chữ lời văn, 13 hoặc 14; để trống thì theo tệp mẫu.", 13, 14),
    "kinh_gui": ListOf(Word("Một nơi nhận báo cáo."), "Kính gửi của mọi báo cáo, trừ báo cáo tự khai kinh_gui."),
    "nguoi_ky": SIGNING,
    "noi_nhan": RECIPIENTS,
}
AGENCIES = OneOrMany(
    Record(_AGENCY, "Cơ quan lập báo cáo.", required=("ten",)),
    "Cơ quan lập báo cáo; nhiều cơ quan nối tiếp nhau theo thời gian thì viết thành danh sách.",
)


_DAYS = ("hieu_luc_tu", "hieu_luc_den")


class Refuse(Protocol):
    """How a problem is told."""

    def __call__(self, code: str, place: Place, message: str, advice: str = "") -> None: ...


def read_agencies(settings: RecordValue, refuse: Refuse, refused: Collection[Place] = ()) -> tuple[Agency, ...]:
    """The agencies in the order of their days, at least one. Signer and receivers beside ``co_quan`` hold for all.

    ``refused`` are the places of values that could not be read: nothing is concluded from a day among them.
    """
    records = [value for value, _ in settings.get("co_quan", [])]
    pairs = [(_agency(record, settings, refuse), record) for record in records]
    if not pairs:
        return (Agency("", ()),)
    pairs.sort(key=lambda pair: (pair[0].valid_from or date.min, pair[0].valid_to or date.max))
    lines = {place.line for place in refused if place.path == settings.place.path}
    if any(record.where(key).line in lines for record in records for key in _DAYS if key in record.keys):
        return tuple(agency for agency, _ in pairs)
    for agency, record in pairs:
        _check_days(agency, record, refuse)
    for (before, _), (after, record) in pairwise(pairs):
        _check_succession(before, after, record, refuse)
    return tuple(agency for agency, _ in pairs)


def read_signing(record: RecordValue | None, agency: str, refuse: Refuse) -> Signing | None:
    """Who signs for an agency of this name, or None where nothing is said."""
    if record is None:
        return None
    name = record.get("ho_ten", "")
    if slip := check_name(name):
        refuse("LC042", record.where("ho_ten"), f"ho_ten: {slip}", "Viết như “Nguyễn Văn A”.")
    return Signing(_authority(record, agency, refuse), name)


def read_recipients(items: Sequence[tuple[str, Place]], refuse: Refuse) -> tuple[str, ...]:
    """The receivers without "as above", which the program prints itself; what is filed stands last."""
    named = [(text, place) for text, place in items if text and not _is_as_above(text)]
    filed = [number for number, (text, _) in enumerate(named) if is_filing_line(text)]
    for number in filed[:-1] if len(filed) > 1 else filed:
        if number < len(named) - 1:
            text, place = named[number]
            refuse(
                "LC043", place, f'noi_nhan: "{text}" không ở cuối danh sách', "Đưa dòng Lưu xuống cuối, chỉ một dòng."
            )
    return tuple(text for text, _ in named)


def refuse_as_above(items: Sequence[tuple[str, Place]], refuse: Refuse) -> None:
    """Refuse "as above" where nobody is named above."""
    for text, place in items:
        if _is_as_above(text):
            message = f'noi_nhan: "{text}", nhưng báo cáo không có Kính gửi'
            refuse("LC043", place, message, "Khai kinh_gui (dòng này chương trình tự in), hoặc bỏ dòng này.")


def texts(items: Sequence[tuple[Any, Place]]) -> tuple[str, ...]:
    """The items of a list of words that are not empty."""
    return tuple(text for text, _ in items if text)


def _is_as_above(text: str) -> bool:
    return fold(text.strip(" -;.")) == fold(AS_ABOVE)


def _agency(record: RecordValue, settings: RecordValue, refuse: Refuse) -> Agency:
    name = record.get("ten", "")
    own, shared = record.values.get("nguoi_ky"), settings.values.get("nguoi_ky")
    recipients = record.get("noi_nhan") or settings.get("noi_nhan", [])
    return Agency(
        name=name,
        lines=_upper(record.get("dong_ten", [])) or _name_lines(name),
        superior=_upper(record.get("chu_quan", [])),
        short_name=record.get("viet_tat") or name,
        symbol=_symbol(record, refuse),
        level=record.get("cap_hanh_chinh"),
        level_word=record.get("cap", ""),
        unit=record.get("don_vi", ""),
        seat=record.get("dia_danh", ""),
        predecessors=texts(record.get("tien_than", [])),
        addressees=texts(record.get("kinh_gui", [])),
        signing=read_signing(own or shared, name, refuse) or Signing(),
        recipients=read_recipients(recipients, refuse),
        valid_from=record.get("hieu_luc_tu"),
        valid_to=record.get("hieu_luc_den"),
        head_points=_sizes(record.get("co_chu", "")),
        text_points=record.get("co_chu_loi_van"),
        place=record.place,
    )


def _upper(items: Sequence[tuple[str, Place]]) -> tuple[str, ...]:
    return tuple(text.upper() for text in texts(items))


def _symbol(record: RecordValue, refuse: Refuse) -> str:
    """What stands behind ``/BC-`` in the number of a document: letters, in parts joined by hyphens."""
    symbol: str = record.get("ky_hieu") or "UBND"
    if not all(part.isalpha() and part == part.upper() for part in symbol.split("-")) or symbol.startswith("BC-"):
        message = f'ky_hieu: "{symbol}" không phải chữ viết tắt in hoa của cơ quan'
        refuse("LC022", record.where("ky_hieu"), message, 'Chỉ ghi phần sau "/BC-", ví dụ UBND hoặc UBND-VP.')
    return symbol


def _sizes(written: str) -> tuple[int, int, int] | None:
    if not written:
        return None
    state, motto, place = map(int, written.split("-"))
    return state, motto, place


def _name_lines(name: str) -> tuple[str, ...]:
    """The lines of a letterhead: a committee's kind on one, what it is the committee of below."""
    upper = name.upper()
    for kind in (COMMITTEE, "UỶ BAN NHÂN DÂN"):
        if upper.startswith(f"{kind} "):
            return kind, upper.removeprefix(kind).strip()
    return (upper,)


def _authority(record: RecordValue, agency: str, refuse: Refuse) -> tuple[str, ...]:
    lines: list[tuple[str, Place]] = [(line, place) for line, place in record.get("quyen_han", []) if line]
    capacity: Capacity | None = record.get("hinh_thuc")
    if capacity is None:
        _refuse_lines(lines, refuse)
        return texts(lines)
    place = record.where("hinh_thuc")
    if lines:
        advice = "Bỏ một trong hai; hinh_thuc thì chương trình tự in các dòng."
        refuse("LC042", record.where("quyen_han"), "nguoi_ky: có cả hinh_thuc và quyen_han", advice)
    post = record.get("chuc_vu", "").upper()
    body = record.get("ten_tap_the", "").upper()
    if capacity in NEEDS_POST and not post:
        message = f"nguoi_ky: hinh_thuc {capacity} cần chức vụ của người ký"
        refuse("LC042", place, message, 'Thêm dòng "chuc_vu: …", ví dụ chuc_vu: CHÁNH VĂN PHÒNG.')
        return ()
    if capacity is Capacity.COLLECTIVE and not body:
        message = "nguoi_ky: hinh_thuc tap_the cần tên tập thể"
        refuse("LC042", place, message, 'Thêm dòng "ten_tap_the: …", hoặc ghi hinh_thuc: thay_mat.')
        return ()
    head = record.get("nguoi_dung_dau", "").upper() or HEAD
    made = signing_lines(capacity, body=body or _name_lines(agency)[0], head=head, post=post)
    _refuse_lines([(line, record.where("chuc_vu") if post else place) for line in made], refuse)
    return made


def _refuse_lines(lines: Sequence[tuple[str, Place]], refuse: Refuse) -> None:
    for slip in check_lines([line for line, _ in lines]):
        refuse("LC042", lines[slip.line][1], f"nguoi_ky: {slip.message}", slip.advice)


def _check_days(agency: Agency, record: RecordValue, refuse: Refuse) -> None:
    first, last = agency.valid_from, agency.valid_to
    if first is not None and last is not None and last < first:
        message = f"co_quan: hieu_luc_den {format_date(last)} trước hieu_luc_tu {format_date(first)}"
        refuse("LC040", record.where("hieu_luc_den"), message, "Kiểm tra lại hai ngày.")
    elif agency.level is Level.DISTRICT and (last is None or last > LAST_DISTRICT_DAY):
        key = "hieu_luc_den" if last is not None else "cap_hanh_chinh"
        message = f"co_quan: {agency.name} là cấp huyện, cấp này kết thúc hoạt động từ ngày 01/7/2025"
        advice = "Ghi hieu_luc_den: 30/6/2025; cơ quan kế tục khai thành mục thứ hai của co_quan."
        refuse("LC040", record.where(key), message, advice)


def _check_succession(before: Agency, after: Agency, record: RecordValue, refuse: Refuse) -> None:
    place, day = record.where("hieu_luc_tu"), timedelta(days=1)
    if after.valid_from is None or before.valid_to is None:
        missing, name = ("hieu_luc_tu", after.name) if after.valid_from is None else ("hieu_luc_den", before.name)
        message = f"co_quan: có nhiều cơ quan mà {name} chưa ghi {missing}"
        where = place if after.valid_from is None else before.place
        refuse("LC040", where, message, "Ghi ngày để mỗi ngày chỉ có một cơ quan lập báo cáo.")
        return
    if after.valid_from <= before.valid_to:
        last = after.valid_from - day if after.valid_from > date.min else date.min
        message = (
            f"co_quan: {after.name} có hiệu lực từ {format_date(after.valid_from)},"
            f" trong khi {before.name} còn đến {format_date(before.valid_to)}"
        )
        refuse("LC040", place, message, f"{before.name}: ghi hieu_luc_den: {format_date(last)}.")
    elif after.valid_from > before.valid_to + day:
        begin, end = format_date(before.valid_to + day), format_date(after.valid_from - day)
        message = f"co_quan: từ {begin} đến {end} không có cơ quan nào"
        refuse("LC040", place, message, f"{after.name}: ghi hieu_luc_tu: {begin}, hoặc khai thêm một cơ quan.")
