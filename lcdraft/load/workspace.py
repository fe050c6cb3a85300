"""A folder of data files, read into a `Dataset` in one go, with every problem of every file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from lcdraft.agencies import agency_of, agency_on, no_agency
from lcdraft.dataset import (
    Agency,
    Amount,
    AnnexPlan,
    Authority,
    Dataset,
    Defaults,
    Direction,
    Estimate,
    Figure,
    Figures,
    Indicator,
    Nature,
    Passage,
    Plan,
    Report,
    Settings,
    Status,
    Target,
)
from lcdraft.errors import Place, Problem
from lcdraft.load.agency import read_agencies, read_recipients, read_signing, refuse_as_above, texts
from lcdraft.load.annexes import AnnexReader
from lcdraft.load.fields import Reader, Record, RecordValue
from lcdraft.load.files import inside, read_text_file, shown_path
from lcdraft.load.forms import ANNEX, CATALOGUE, FIGURES, LISTS, REPORT, plan_form, settings_form
from lcdraft.load.nodes import compose
from lcdraft.load.wordings import read_wordings
from lcdraft.periods import Period, PeriodError, parse_period
from lcdraft.phrases.wording import DEFAULT, WordingError, check_entry
from lcdraft.text import nearest

__all__ = ["SETTINGS_FILE", "find_root", "load_dataset"]

SETTINGS_FILE = "lcdraft.yaml"

_BUILT_IN_AUTHORITIES = {
    "giao": Authority("giao", "kế hoạch giao", "KH giao"),
    "nam": Authority("nam", "kế hoạch năm", "KH năm"),
    "giai_doan": Authority("giai_doan", "kế hoạch giai đoạn", "KH giai đoạn", basis="KHGĐ"),
}
# Endings that Windows gives, or hides, when a clerk saves a file; such a file would be passed over in silence.
_MISNAMED = re.compile(r"(?!(?-i:\.yaml)$)\.ya?ml(?:\.txt)?$", re.IGNORECASE)
_DOCUMENT_NUMBER = re.compile(r"(\d{1,5})(?:/BC-(\S+))?", re.ASCII)
_PLAN_ID = re.compile(r"\d{4}|\d{4}-\d{4}", re.ASCII)
# Names that templates use for themselves; an indicator of that name could not be reached.
RESERVED = frozenset(
    {
        "ky",
        "co_quan",
        "bao_cao",
        "noi_dung",
        "co_noi_dung",
        "chi_tieu",
        "phan_loai",
        "phu_luc",
        "vb",
        "loop",
        "self",
        "caller",
    }
)
# Words of the template language, which no indicator can be called by.
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false", "none"})

T = TypeVar("T")


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that holds ``lcdraft.yaml``, or None."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS_FILE).is_file():
            return candidate
    return None


def load_dataset(root: Path) -> tuple[Dataset | None, list[Problem]]:
    """Read a workspace.

    The dataset holds whatever could be read, so that later checks still find their own problems; it is
    None only where the settings or the catalogue are missing, without which nothing can be told.
    """
    loader = _Loader(root)
    dataset = loader.load()
    # What holds for several agencies is looked at once for each.
    return dataset, list(dict.fromkeys(loader.problems))


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def load(self) -> Dataset | None:
        settings = self.settings()
        catalogue = self.catalogue()
        if settings is None or catalogue is None:
            return None
        authorities = tuple(settings.authorities)
        plans = self.folder("data/ke-hoach", lambda path, stem: self.plan(path, stem, authorities, catalogue))
        figures = self.folder("data/so-lieu", lambda path, stem: self.figures(path, stem, catalogue))
        checker = AnnexReader(self.problems, catalogue, settings.authorities)
        annexes = self.folder("data/phu-luc", lambda path, stem: self.annex(path, stem, checker))
        reports = self.folder("data/bao-cao", lambda path, stem: self.report(path, stem, settings, catalogue))
        return Dataset(self.root, settings, catalogue, plans, figures, reports, annexes)

    def refuse(self, code: str, place: Place, message: str, advice: str = "", severity: str = "error") -> None:
        self.problems.append(Problem(code, message, place, advice, severity))

    def folder(self, name: str, read: Callable[[Path, str], T | None]) -> dict[str, T]:
        """What each YAML file of a folder holds, by file name; a missing folder is an empty one."""
        folder = self.root / name
        values: dict[str, T] = {}
        if not folder.exists():
            return values
        try:
            paths = sorted(folder.iterdir())
        except OSError:
            advice = "Kiểm tra quyền đọc, và đây phải là một thư mục."
            self.refuse("LC001", Place(name), "không mở được thư mục", advice)
            return values
        for path in paths:
            if _MISNAMED.search(path.name):
                shown, stem = shown_path(path, self.root), _MISNAMED.sub("", path.name)
                self.refuse(
                    "LC005", Place(shown), "tệp không được đọc vì sai đuôi tên tệp", f"Đổi tên thành {stem}.yaml."
                )
            elif path.suffix == ".yaml":
                value = read(path, path.stem)
                if value is not None:
                    values[path.stem] = value
        return values

    def record(self, path: Path, form: Record, what: str) -> RecordValue | None:
        shown = shown_path(path, self.root)
        if path.is_file() and not inside(path, self.root):
            self.refuse("LC006", Place(shown), "tệp là liên kết trỏ ra ngoài thư mục làm việc", "Chép tệp vào thư mục.")
            return None
        text = read_text_file(path, shown, self.problems)
        if text is None:
            return None
        node = compose(text, shown, self.problems)
        if node is None:
            if not any(problem.place.path == shown for problem in self.problems):
                self.refuse("LC012", Place(shown, 1, 1), "tệp chưa có nội dung", f"{what}: xem mẫu trong hướng dẫn.")
            return None
        reader = Reader(shown, self.problems, text.split("\n"))
        return form.read(node, reader, what)

    # Settings

    def settings(self) -> Settings | None:
        path = self.root / SETTINGS_FILE
        record = self.record(path, settings_form(tuple(DEFAULT)), "lcdraft.yaml")
        if record is None:
            return None
        authorities = dict(_BUILT_IN_AUTHORITIES)
        for key, (value, _) in record.get("giao_ke_hoach", {}).items():
            if isinstance(value, RecordValue) and (name := value.get("ten")):
                short_name, basis = value.get("gon") or name, value.get("goc", "")
                authorities[key] = Authority(key, name, short_name, value.get("so_voi", False), basis)
        defaults = record.get("mac_dinh")
        return Settings(
            agencies=read_agencies(record, self.refuse, [problem.place for problem in self.problems]),
            authorities=authorities,
            defaults=Defaults(defaults.get("so_le_ty_le", 1), defaults.get("so_le_so_sanh", 0))
            if defaults
            else Defaults(),
            wording=self.wording(record.get("cach_viet")),
            path=SETTINGS_FILE,
        )

    def wording(self, record: RecordValue | None) -> dict[str, str]:
        replacements: dict[str, str] = {}
        for key, text in (record.values if record else {}).items():
            if not text:
                continue
            try:
                check_entry(key, text)
            except WordingError as error:
                assert record is not None
                self.refuse("LC024", record.where(key), f"{key}: {error}", f'Cách viết mặc định: "{DEFAULT[key]}".')
            else:
                # Loading trims the text; the blank behind a separator belongs to the phrase.
                replacements[key] = f"{text} " if DEFAULT[key].endswith(" ") else text
        return replacements

    # Catalogue

    def catalogue(self) -> dict[str, Indicator] | None:
        record = self.record(self.root / "data/chi-tieu.yaml", CATALOGUE, "danh mục chỉ tiêu")
        if record is None:
            return None
        found: dict[str, tuple[RecordValue | None, Place]] = record.get("chi_tieu", {})
        catalogue: dict[str, Indicator] = {}
        for key, (value, place) in found.items():
            if key in RESERVED | KEYWORDS:
                self.refuse("LC025", place, f'"{key}" là tên dành riêng cho mẫu báo cáo', "Đặt mã chỉ tiêu khác.")
            elif value is not None:
                catalogue[key] = self.indicator(key, value, place, found)
        self._refuse_cycles(catalogue)
        return catalogue

    def indicator(self, key: str, record: RecordValue, place: Place, known: dict[str, Any]) -> Indicator:
        denominator = record.get("mau_so")
        if isinstance(denominator, str):
            denominator = self.known(denominator, known, record.where("mau_so"), "mau_so")
        return Indicator(
            id=key,
            name=record.get("ten", key),
            unit=record.get("don_vi", "").replace("%o", "‰"),  # as old files write per mille
            place=place,
            short_name=record.get("ten_ngan", ""),
            field=record.get("linh_vuc", ""),
            nature=record.get("tinh_chat", Nature.CUMULATIVE),
            direction=record.get("chieu", Direction.NEUTRAL),
            parts=self.references(record.get("gom", []), known, "gom"),
            partial_parts=self.references(record.get("gom_mot_phan", []), known, "gom_mot_phan"),
            denominator=denominator,
            inverse_ratio=record.get("ty_le_nghich", False),
            supplier=record.get("phu_trach", ""),
            decimals=record.get("so_le"),
            ratio_decimals=record.get("so_le_ty_le"),
            change_decimals=record.get("so_le_so_sanh"),
            note=record.get("ghi_chu", ""),
        )

    def known(self, name: str, known: Collection[str], place: Place, where: str) -> str | None:
        """The name if the catalogue has it, else None and a problem with the nearest name."""
        if name in known:
            return name
        near = nearest(name, known)
        advice = f'Có phải "{near}"?' if near else "Thêm chỉ tiêu này vào data/chi-tieu.yaml."
        self.refuse("LC026", place, f'{where}: không có chỉ tiêu "{name}"', advice)
        return None

    def references(self, items: list[tuple[Any, Place]], known: Collection[str], where: str) -> tuple[str, ...]:
        return tuple(name for item, place in items if (name := self.known(item, known, place, where)) is not None)

    def _refuse_cycles(self, catalogue: dict[str, Indicator]) -> None:
        """A total that is a part of itself, through however many steps, cannot be added up."""
        done: set[str] = set()
        for start in catalogue:
            stack = [(start, iter(catalogue[start].parts))]
            open_ids = [start]
            while stack and start not in done:
                _, children = stack[-1]
                child = next(children, None)
                if child is None:
                    done.add(open_ids.pop())
                    stack.pop()
                elif child in open_ids:
                    circle = [*open_ids[open_ids.index(child) :], child]
                    message = f"gom: các chỉ tiêu gộp vòng tròn: {' → '.join(circle)}"
                    self.refuse("LC027", catalogue[child].place, message, "Bỏ bớt một mục gom.")
                    done.update(open_ids)
                    break
                elif child not in done and child in catalogue:
                    open_ids.append(child)
                    stack.append((child, iter(catalogue[child].parts)))

    # Plans and figures

    def plan(self, path: Path, stem: str, authorities: tuple[str, ...], catalogue: dict[str, Indicator]) -> Plan | None:
        shown = shown_path(path, self.root)
        if not _PLAN_ID.fullmatch(stem):
            self.refuse(
                "LC103",
                Place(shown),
                f'tên tệp kế hoạch "{stem}" không phải năm hay giai đoạn',
                "Đặt tên như 2025.yaml hoặc 2021-2025.yaml.",
            )
        record = self.record(path, plan_form(authorities), "kế hoạch")
        if record is None:
            return None
        stated = record.get("nam", "")
        if stated and stated != stem:
            self.refuse(
                "LC104",
                record.where("nam"),
                f'nam: "{stated}" khác với tên tệp "{stem}"',
                f"Viết nam: {stem}, hoặc đổi tên tệp.",
            )
        targets: dict[str, Target] = {}
        for key, (value, place) in record.get("ke_hoach", {}).items():
            if self.known(key, catalogue, place, "ke_hoach") is not None and (
                target := _target(key, value, place, authorities)
            ):
                targets[key] = target
        return Plan(stem, shown, targets)

    def figures(self, path: Path, stem: str, catalogue: dict[str, Indicator]) -> Figures | None:
        shown = shown_path(path, self.root)
        record = self.record(path, FIGURES, "số liệu")
        if record is None:
            return None
        period = self.period(record, stem, shown)
        if period is None:
            return None
        usual = _Usual(record.get("trang_thai", Status.ACTUAL), record.get("minh_hoa", False))
        found: dict[str, Figure] = {}
        for key, (value, place) in record.get("so_lieu", {}).items():
            if self.known(key, catalogue, place, "so_lieu") is not None:
                found[key] = self.figure(key, value, place, usual, catalogue)
        as_of = record.get("den_ngay")
        if as_of is not None and not period.is_multi_year and as_of.year not in (period.year, period.year + 1):
            self.refuse(
                "LC102",
                record.where("den_ngay"),
                f"den_ngay: năm {as_of.year} không thuộc kỳ {period}",
                "Kiểm tra lại năm.",
            )
        return Figures(period, shown, found, as_of)

    def figure(self, key: str, value: Any, place: Place, usual: _Usual, catalogue: dict[str, Indicator]) -> Figure:
        if not isinstance(value, RecordValue):
            return Figure(key, place, Estimate(_marked(value, usual.illustrative), usual.status))
        own = _Usual(value.get("trang_thai", usual.status), value.get("minh_hoa", usual.illustrative))
        excluded, denominator = value.get("loai_tru"), value.get("mau_so")
        if isinstance(excluded, str):
            excluded = self.known(excluded, catalogue, value.where("loai_tru"), "loai_tru")
        else:
            excluded = _marked(excluded, own.illustrative)
        if isinstance(denominator, str):
            denominator = self.known(denominator, catalogue, value.where("mau_so"), "mau_so")
        else:
            denominator = _marked(denominator, own.illustrative)
        return Figure(
            indicator=key,
            place=place,
            main=_estimate(value, own),
            single=self.estimate(value, "trong_ky", own),
            full_year=self.estimate(value, "uoc_ca_nam", own._replace(status=Status.ESTIMATE)),
            excluded=excluded,
            denominator=denominator,
            base=_marked(value.get("cung_ky"), own.illustrative),
            previous=_marked(value.get("ky_truoc"), own.illustrative),
            as_of=value.get("den_ngay"),
            parts=self.references(value.get("gom", []), catalogue, "gom") if "gom" in value.keys else None,
            confirmed=value.get("da_doi_chieu", False),
        )

    def estimate(self, record: RecordValue, key: str, usual: _Usual) -> Estimate | None:
        if key not in record.keys:
            return None
        value = record.get(key)
        if not isinstance(value, RecordValue):
            return Estimate(_marked(value, usual.illustrative), usual.status)
        return _estimate(value, usual)

    def period(self, record: RecordValue, stem: str, shown: str) -> Period | None:
        """The period of a file, which its name and its ``ky`` must agree on."""
        try:
            named = parse_period(stem)
        except PeriodError as error:
            self.refuse("LC103", Place(shown), f"tên tệp: {error.message}", error.advice)
            return None
        stated: Period | None = record.get("ky")
        if stated is not None and stated != named:
            self.refuse(
                "LC104",
                record.where("ky"),
                f'ky: "{stated}" khác với tên tệp "{stem}"',
                f"Viết ky: {stem}, hoặc đổi tên tệp.",
            )
        return named

    # Annexes and reports

    def annex(self, path: Path, stem: str, checker: AnnexReader) -> AnnexPlan | None:
        record = self.record(path, ANNEX, "phụ lục")
        return None if record is None else checker.annex(record, stem, shown_path(path, self.root))

    def annex_names(self, items: list[tuple[Any, Place]]) -> tuple[str, ...]:
        """The annexes that a report names, each of which must be a file, and named once."""
        known = [path.stem for path in sorted((self.root / "data/phu-luc").glob("*.yaml"))]
        found: list[str] = []
        for name, place in items:
            if name in found:
                self.refuse("LC011", place, f'phu_luc: "{name}" ghi hai lần', "Bỏ một dòng.")
            elif name in known:
                found.append(name)
            elif name:
                near = nearest(name, known)
                advice = f'Có phải "{near}"?' if near else f"Lập tệp data/phu-luc/{name}.yaml, hoặc bỏ dòng này."
                self.refuse("LC050", place, f'phu_luc: không có phụ lục "{name[:60]}"', advice)
        return tuple(found)

    def main_indicators(self, record: RecordValue, catalogue: Collection[str]) -> tuple[tuple[str, Place], ...]:
        """The indicators of ``chi_tieu_chinh``, each of which the catalogue must have, listed once."""
        found: dict[str, Place] = {}
        for name, place in record.get("chi_tieu_chinh", []):
            if name in found:
                message = f'chi_tieu_chinh: "{name}" ghi hai lần, lần đầu ở dòng {found[name].line}'
                self.refuse("LC011", place, message, "Bỏ một dòng.")
            elif self.known(name, catalogue, place, "chi_tieu_chinh") is not None:
                found[name] = place
        return tuple(found.items())

    def report(self, path: Path, stem: str, settings: Settings, catalogue: Collection[str]) -> Report | None:
        shown = shown_path(path, self.root)
        record = self.record(path, REPORT, "báo cáo")
        if record is None:
            return None
        period = self.period(record, stem, shown)
        if period is None:
            return None
        issued = record.get("ngay")
        agency = self.agency(record, settings, issued, period)
        recipients, written = record.get("noi_nhan"), record.get("kinh_gui")
        addressees = agency.addressees if written is None else texts(written)
        if recipients and not addressees:
            refuse_as_above(recipients, self.refuse)
        report = Report(
            period=period,
            path=shown,
            template=record.get("mau") or period.kind.value,
            title=_nonempty(record.get("tieu_de")),
            number=self.number(record, agency),
            issued=issued,
            bases=_passages(record.get("can_cu", [])),
            addressees=addressees,
            signing=read_signing(record.get("nguoi_ky"), agency.name, self.refuse),
            recipients=read_recipients(recipients, self.refuse) if recipients else None,
            sections={key: value for key, (value, _) in record.get("noi_dung", {}).items() if value is not None},
            lists={key: _passages(record.get(key, [])) for key in LISTS},
            ratio_decimals=record.get("so_le_ty_le"),
            change_decimals=record.get("so_le_so_sanh"),
            main_indicators=self.main_indicators(record, catalogue),
            annexes=self.annex_names(record.get("phu_luc", [])),
            illustrative=record.get("minh_hoa", False),
            parked={key: value for key, (value, _) in record.get("cat_giu", {}).items() if value is not None},
            owed=tuple((words, place) for words, place in record.get("nhiem_vu_chua_tra_loi", []) if words),
            wordings=read_wordings(record.get("loi_mau", []), self.refuse),
            place=record.place,
        )
        return replace(report, unreviewed=self.unreviewed(record.get("chua_ra_soat", []), report))

    def unreviewed(self, items: list[tuple[Any, Place]], report: Report) -> dict[str, Place]:
        """The passages that are said to be unreviewed, each of which must be there, and named once."""
        known, found = report.passages, dict[str, Place]()
        for name, place in items:
            if name in found:
                self.refuse("LC011", place, f'chua_ra_soat: "{name[:60]}" ghi hai lần', "Bỏ một dòng.")
            elif name in known:
                found[name] = place
            elif name:
                near = nearest(name, known)
                advice = f'Có phải "{near}"?' if near else "Đoạn này không còn trong báo cáo: xóa dòng này."
                self.refuse("LC060", place, f'chua_ra_soat: báo cáo không có đoạn "{name[:60]}"', advice)
        return found

    def agency(self, record: RecordValue, settings: Settings, issued: date | None, period: Period) -> Agency:
        """The agency of the report's day; a problem where none holds then, an error once the report has a date."""
        day = issued or period.closing_date
        found = agency_on(settings.agencies, day)
        if found is not None:
            return found
        told = no_agency(settings, day, record.where("ngay"), issued=issued is not None)
        self.refuse(told.code, told.place, told.message, told.advice, told.severity)
        return agency_of(settings, day)

    def number(self, record: RecordValue, agency: Agency) -> str:
        """The number of a document as printed: two digits at least, nothing in a draft."""
        text = record.get("so_ky_hieu", "")
        found = _DOCUMENT_NUMBER.fullmatch(text)
        if not text:
            return ""
        if found is None or not int(found[1]):
            message = f'so_ky_hieu: "{text[:40]}" không phải số của văn bản'
            advice = f'Chỉ ghi số, ví dụ 123; phần "/BC-{agency.symbol}" chương trình tự in.'
            self.refuse("LC101", record.where("so_ky_hieu"), message, advice)
            return ""
        if found[2] not in (None, agency.symbol):
            message = f'so_ky_hieu: ký hiệu "{found[2]}" khác với ky_hieu "{agency.symbol}" của {agency.name}'
            self.refuse("LC101", record.where("so_ky_hieu"), message, "Chỉ ghi số; ký hiệu lấy từ lcdraft.yaml.")
        return f"{int(found[1]):02}"


def _passages(items: list[tuple[Any, Place]]) -> tuple[Passage, ...]:
    return tuple(passage for passage, _ in items if passage.text.strip())


def _nonempty(passage: Passage | None) -> Passage | None:
    return passage if passage is not None and passage.text.strip() else None


class _Usual(NamedTuple):
    """What holds for the values of a file, or of one figure, where they say nothing else."""

    status: Status
    illustrative: bool


def _estimate(record: RecordValue, usual: _Usual) -> Estimate:
    illustrative = record.get("minh_hoa", usual.illustrative)
    amount = _marked(record.get("gia_tri"), illustrative, record.get("suy_ra", False))
    return Estimate(amount, record.get("trang_thai", usual.status), record.get("xap_xi", ""))


def _marked(amount: Amount | None, illustrative: bool, derived: bool = False) -> Amount | None:
    if amount is None or not (illustrative or derived):
        return amount
    return amount._replace(derived=derived, illustrative=illustrative)


def _target(key: str, value: Any, place: Place, authorities: tuple[str, ...]) -> Target | None:
    if value is None:
        return None
    if not isinstance(value, RecordValue):
        return Target(key, {"giao": value}, place)
    derived = value.get("suy_ra", False)
    amounts: dict[str, Amount] = {}
    for authority in value.values:
        amount = _marked(value.get(authority), False, derived) if authority in authorities else None
        if amount is not None:
            amounts[authority] = amount
    return Target(key, amounts, place) if amounts or value.get("ghi_chu") else None
