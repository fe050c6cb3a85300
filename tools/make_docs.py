"""Make the pages of docs/ that list what the code knows: phrases, wordings, keys of data files, codes.

    python tools/make_docs.py           write docs/cum-tu.md, docs/ma-loi.md, docs/tep-du-lieu.md, and the
                                        table of docs/the-thuc.md, of which the text is written by hand
    python tools/make_docs.py --check   only compare; ends with 1 where a page is out of date

Every phrase, option and wording needs an example here; a new one without an example stops the run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lcdraft.audit.finding import ERROR, Rule  # noqa: E402 - the package may not be installed
from lcdraft.audit.rules import GROUPS as RULE_GROUPS  # noqa: E402
from lcdraft.check.codes import CODES  # noqa: E402
from lcdraft.dataset import Dataset, Report  # noqa: E402
from lcdraft.load.agency import SIGNING  # noqa: E402
from lcdraft.load.fields import (  # noqa: E402
    Choice,
    Date,
    Either,
    Field,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Number,
    OneOf,
    OneOrMany,
    PassageText,
    PeriodId,
    Record,
    Reference,
    Word,
)
from lcdraft.load.forms import ANNEX, CATALOGUE, FIGURES, REPORT, SETTINGS, plan_form  # noqa: E402
from lcdraft.load.trees import IndicatorTree  # noqa: E402
from lcdraft.load.workspace import load_dataset  # noqa: E402
from lcdraft.periods import parse_period  # noqa: E402
from lcdraft.phrases.wording import DEFAULT, Wording  # noqa: E402
from lcdraft.template.environment import make_environment  # noqa: E402
from lcdraft.template.render import ReportView, context_of  # noqa: E402
from lcdraft.template.session import Phrase, Session  # noqa: E402
from lcdraft.template.sources import FORM  # noqa: E402
from lcdraft.template.statement import Statement  # noqa: E402
from lcdraft.template.views import (  # noqa: E402
    AgencyView,
    IndicatorView,
    PeriodView,
    Reading,
    indicator_views,
    period_view,
)

NOTICE = "<!-- Trang này do tools/make_docs.py tạo ra. Đừng sửa ở đây. -->"
SAMPLE = "6-thang-2025"
MONTH = "thang-2025-07"
MID_TERM = "giua-ky-2021-2025"


# Data that the sample report has no use for: a month alone, the period before, a plan of several years

DEMO = {
    "lcdraft.yaml": """\
co_quan:
  ten: Ủy ban nhân dân xã Mẫu
  tien_than: [xã Mẫu, xã Trên, thị trấn Dưới]
giao_ke_hoach:
  tinh:
    ten: kế hoạch tỉnh giao
    gon: KH tỉnh giao
    so_voi: true
  hdnd:
    ten: Nghị quyết HĐND xã giao
    gon: NQ HĐND xã giao
    so_voi: true
""",
    "data/chi-tieu.yaml": """\
chi_tieu:
  doanh_thu:
    ten: Doanh thu bán lẻ
    don_vi: tỷ đồng
    chieu: tang
    so_le_so_sanh: 1
  thu_nsdp:
    ten: Tổng thu ngân sách địa phương
    don_vi: triệu đồng
  lop_hoc:
    ten: Số lớp học bổ túc
    don_vi: lớp
  nha_van_hoa:
    ten: Số nhà văn hóa
    don_vi: nhà
    tinh_chat: thoi_diem
  ty_le_rung:
    ten: Tỷ lệ che phủ rừng
    don_vi: "%"
    tinh_chat: ty_le
  ty_le_sinh:
    ten: Tỷ lệ tăng dân số
    don_vi: ‰
    tinh_chat: ty_le
    chieu: giam
""",
    "data/ke-hoach/2025.yaml": """\
nam: 2025
ke_hoach:
  thu_nsdp:
    tinh: 526.000
    hdnd: 526.100
  ty_le_sinh: 9,56
""",
    "data/ke-hoach/2026.yaml": """\
nam: 2026
ke_hoach:
  thu_nsdp:
    tinh: 573.340
    hdnd: 574.000
  ty_le_sinh: 9,5
""",
    f"data/so-lieu/{MONTH}.yaml": f"""\
ky: {MONTH}
den_ngay: 14/7/2025
trang_thai: uoc
so_lieu:
  doanh_thu:
    gia_tri: 1.510,6
    trong_ky: 230,6
  thu_nsdp:
    gia_tri: 283.370
    uoc_ca_nam: 526.000
  lop_hoc:
  ty_le_sinh:
    gia_tri: 9,96
    uoc_ca_nam: 9,7
""",
    f"data/bao-cao/{MONTH}.yaml": f"""\
ky: {MONTH}
so_ky_hieu: 123
tieu_de: Tình hình kinh tế {{{{ ky.nhan }}}}
noi_dung:
  thuong-mai.them-cho: Các chợ hoạt động ổn định.
""",
    "data/so-lieu/thang-2025-06.yaml": """\
ky: thang-2025-06
so_lieu:
  doanh_thu:
    gia_tri: 1.280
    trong_ky: 189,5
""",
    "data/so-lieu/thang-2024-07.yaml": """\
ky: thang-2024-07
so_lieu:
  thu_nsdp: 283.370
  ty_le_sinh: 10,12
""",
    "data/ke-hoach/2021-2025.yaml": """\
nam: 2021-2025
ke_hoach:
  doanh_thu:
    giai_doan: 2.226
  nha_van_hoa:
    giai_doan: 40
    suy_ra: true
""",
    f"data/so-lieu/{MID_TERM}.yaml": f"""\
ky: {MID_TERM}
so_lieu:
  doanh_thu:
    gia_tri: 1.046
    uoc_ca_nam: 2.250
  thu_nsdp: 520.000
  lop_hoc: 12
  nha_van_hoa: 42
  ty_le_rung:
    gia_tri: 28,34
    uoc_ca_nam: 28,34
""",
    f"data/bao-cao/{MID_TERM}.yaml": f"""\
ky: {MID_TERM}
chi_tieu_chinh: [doanh_thu]
""",
    "data/so-lieu/nam-2020.yaml": """\
ky: nam-2020
so_lieu:
  doanh_thu: 930
  thu_nsdp: 580.000
  lop_hoc: 12
  nha_van_hoa: 36
  ty_le_rung: 27,93
""",
}


# Phrases: each group with the examples of its phrases, as (period, expression)

Examples = tuple[tuple[str, str], ...]


def sample(*expressions: str) -> Examples:
    """Examples on the sample report."""
    return tuple((SAMPLE, expression) for expression in expressions)


def month(*expressions: str) -> Examples:
    """Examples on the monthly report of the demonstration data."""
    return tuple((MONTH, expression) for expression in expressions)


def mid_term(*expressions: str) -> Examples:
    """Examples on the mid-term review of the demonstration data."""
    return tuple((MID_TERM, expression) for expression in expressions)


INDICATOR: Mapping[str, Mapping[str, Examples]] = {
    "Tên": {
        "ten": sample("ban_le.ten"),
        "ten_ngan": sample("ban_le_dich_vu.ten_ngan"),
        "don_vi": sample("ban_le.don_vi"),
        "den_ngay": sample("viec_lam_moi.den_ngay", "ban_le.den_ngay"),
    },
    "Giá trị": {
        "so": sample("ban_le.so"),
        "gia_tri": sample(
            "ban_le.gia_tri",
            "nguoi_co_cong.gia_tri",
            "chi_tra_nguoi_co_cong.gia_tri",
            "thu_nsdp.gia_tri(don_vi='tỷ đồng', so_le=1)",
        ),
        "uoc_dat": sample("ban_le.uoc_dat", "thu_nsdp.uoc_dat", "to_dan_pho_tu_quan_moi.ca_nam.uoc_dat")
        + month("lop_hoc.uoc_dat"),
        "dat": sample("ban_le.dat"),
        "uoc_thuc_hien": sample(
            "chi_nsdp.uoc_thuc_hien", "thu_nsdp.uoc_thuc_hien", "to_dan_pho_tu_quan_moi.ca_nam.uoc_thuc_hien"
        ),
        "la": sample("ho_ngheo.la"),
        "con": sample("ho_ngheo.con"),
        "uoc": sample("luot_khach_du_lich.uoc('đón')", "luot_kham_chua_benh.uoc('khám')"),
        "luy_ke": month("doanh_thu.luy_ke"),
        "rieng_ky": month("doanh_thu.rieng_ky"),
    },
    "So với kế hoạch": {
        "dat_kh": sample(
            "ban_le.dat_kh",
            "ban_le.dat_kh(gon=true)",
            "thu_nsdp.dat_kh",
            "thu_nsdp.dat_kh('tinh')",
            "ban_le.dat_kh(so_le=2)",
        )
        + month("thu_nsdp.dat_kh"),
        "bang_kh": sample("ban_le.bang_kh"),
        "bang_kh_gd": mid_term("doanh_thu.bang_kh_gd(so_le=0)"),
        "da_loai_tru": sample("thu_nsdp.da_loai_tru"),
        "phan_tram_kh": sample("ban_le.phan_tram_kh", "thu_nsdp.phan_tram_kh('hdnd')"),
        "ke_hoach": sample("ban_le.ke_hoach", "thu_nsdp.ke_hoach('tinh', don_vi='tỷ đồng')"),
        "ke_hoach_nam_sau": month("thu_nsdp.ke_hoach_nam_sau('hdnd')"),
        "tang_nam_sau": month("thu_nsdp.ca_nam.tang_nam_sau", "ty_le_sinh.ca_nam.tang_nam_sau"),
        "ngoac_kh": sample("xuat_khau_lao_dong.ngoac_kh"),
        "vuot_kh": sample("ty_le_tang_dan_so.ca_nam.vuot_kh", "dong_rieng_dien_tich.vuot_kh", "ban_le.vuot_kh")
        + month("ty_le_sinh.vuot_kh"),
        "dat_kh_chu": sample(
            "thu_nhap_bq.ca_nam.dat_kh_chu", "hoa_dien_tich.dat_kh_chu", "xuat_khau_lao_dong.dat_kh_chu"
        ),
        "vuot_kh_giao": sample("xuat_khau_lao_dong.vuot_kh_giao", "hoa_dien_tich.vuot_kh_giao"),
        "tren_kh": sample("ngo_dien_tich.tren_kh"),
    },
    "So với kỳ khác": {
        "so_cung_ky": sample(
            "ban_le.so_cung_ky",
            "ban_le.so_cung_ky(nam=false)",
            "ban_le.so_cung_ky(so_voi=false)",
            "ban_le.so_cung_ky(so_le=2)",
        )
        + month("thu_nsdp.so_cung_ky", "thu_nsdp.so_cung_ky(so_voi=false)", "ty_le_sinh.so_cung_ky"),
        "so_cung_ky_so": sample("don_tiep_nhan.so_cung_ky_so", "don_tiep_nhan.so_cung_ky_so(so_voi=false)"),
        "gap": sample("don_tiep_nhan.gap"),
        "so_ky_truoc": month("doanh_thu.trong_ky.so_ky_truoc"),
        "so_nam": mid_term("doanh_thu.so_nam(2020)", "lop_hoc.so_nam(2020)", "ty_le_rung.so_nam(2020)"),
        "so_nam_so": mid_term("nha_van_hoa.so_nam_so(2020)"),
        "chi_so_nam": mid_term("doanh_thu.chi_so_nam(2020)"),
        "tang_binh_quan": mid_term(
            "doanh_thu.tang_binh_quan(2020)", "thu_nsdp.tang_binh_quan(2020)", "lop_hoc.tang_binh_quan(2020)"
        ),
    },
    "Phần và tổng": {
        "tren": sample("truong_chuan_qg.tren"),
        "tren_ty_le": sample("truong_chuan_qg.tren_ty_le"),
        "ty_le": sample("hoc_sinh_dtts.ty_le"),
        "chiem": sample("hoc_sinh_dtts.chiem"),
        "trong_do": sample(
            "ban_le.trong_do", "giay_phep_chat_ha_cay.trong_do(so_truoc=true)", "hoa_giai.trong_do(hoa=true)"
        ),
    },
    "Giá trị khác của cùng chỉ tiêu": {
        "ca_nam": sample("viec_lam_moi.ca_nam.uoc_thuc_hien", "viec_lam_moi.ca_nam.dat_kh"),
        "trong_ky": month("doanh_thu.trong_ky.uoc_dat"),
        "ky_nay": month("doanh_thu.ky_nay.gia_tri", "thu_nsdp.ky_nay.gia_tri") + sample("ban_le.ky_nay.gia_tri"),
        "ky_khac": mid_term("doanh_thu.ky_khac('thang-2025-06').uoc_dat", "thu_nsdp.ky_khac('nam-2020').gia_tri"),
    },
    "Cả câu": {
        "tinh_hinh": sample(
            "ban_le.tinh_hinh",
            "luot_khach_du_lich.tinh_hinh(dong_tu='đón')",
            "thu_nsdp.tinh_hinh('tinh', gon=true)",
            "thu_nsdp.tinh_hinh('tinh', tien='tỷ đồng')",
        )
        + month("doanh_thu.tinh_hinh", "thu_nsdp.tinh_hinh")
        + mid_term("doanh_thu.tinh_hinh", "nha_van_hoa.tinh_hinh", "ty_le_rung.tinh_hinh"),
    },
    "Dùng trong {% if %}": {
        "co": sample("ban_le.so if ban_le.co else 'chưa có'") + month("lop_hoc.so if lop_hoc.co else 'chưa có'"),
        "theo_doi": month(
            "'theo dõi' if lop_hoc.theo_doi else 'không theo dõi'",
            "'theo dõi' if nha_van_hoa.theo_doi else 'không theo dõi'",
        ),
    },
}

PERIOD: Mapping[str, Examples] = {
    name: sample(f"ky.{name}") + month(f"ky.{name}")
    for name in (
        *("nhan", "nhan_ngan", "luy_ke", "con_lai", "con_lai_ngan", "trong", "nam", "nam_truoc", "nam_sau", "cung_ky"),
        *("truoc", "ke_hoach", "so_thang", "den_ngay", "loai"),
    )
} | {name: mid_term(f"ky.{name}") + sample(f"ky.{name}") for name in ("nam_goc", "nam_dau", "nam_bao_cao")}

AGENCY: Mapping[str, Examples] = {
    **{name: sample(f"co_quan.{name}") for name in ("ten", "viet_tat", "cap", "don_vi", "dia_danh")},
    "tien_than": month("co_quan.tien_than"),
}

REPORT_VIEW: Mapping[str, Examples] = {
    "tieu_de": month("bao_cao.tieu_de"),
    "so_ky_hieu": month("bao_cao.so_ky_hieu"),
    **{name: sample(f"bao_cao.{name} | length") for name in ("ket_qua", "ton_tai", "nguyen_nhan", "nhiem_vu")},
}

FUNCTIONS: Mapping[str, tuple[str, Examples]] = {
    "noi_dung": (
        "Lời văn của một mục trong noi_dung; chưa có thì in […] và cảnh báo.",
        sample("noi_dung('thuong-mai.mo-dau')"),
    ),
    "co_noi_dung": (
        "Mục đã có lời văn hay chưa, dùng trong {% if %}.",
        sample("'có' if co_noi_dung('thuong-mai.mo-dau') else 'chưa có'"),
    ),
    "neu_co": (
        "Lời văn của một mục nếu báo cáo có; chưa có thì không in gì, không cảnh báo.",
        sample("neu_co('thuong-mai.mo-dau')"),
    ),
    "noi_dung_them": (
        "Mọi đoạn mà báo cáo thêm vào một phần: các mục `PHAN.them`, `PHAN.them-…`, theo thứ tự trong tệp.",
        month("noi_dung_them('thuong-mai')"),
    ),
    "chi_tieu": ("Chỉ tiêu có mã cho trước, dùng trong {% for %}.", sample("chi_tieu('ban_le').gia_tri")),
    "phan_loai": (
        "Các chỉ tiêu của chi_tieu_chinh thuộc một nhóm: dat, se-dat, kho-dat; dùng trong {% for %}.",
        mid_term("(phan_loai('se-dat') | first).ten"),
    ),
    "phu_luc": (
        "Tên gọi của một phụ lục kèm theo, “Phụ lục” hoặc “Phụ lục II”; không ghi tên thì gọi mọi phụ lục.",
        sample("phu_luc('chi-tieu-chu-yeu')", "phu_luc()"),
    ),
}

FILTERS: Mapping[str, tuple[str, Examples]] = {
    "hoa": ("Viết hoa tất cả.", sample("ky.nhan | hoa")),
    "hoa_dau": ("Viết hoa chữ cái đầu.", sample("ban_le.trong_do | hoa_dau")),
    "thuong_dau": ("Viết thường chữ cái đầu, trừ từ viết tắt.", sample("gtsx_cn_ttcn.ten | thuong_dau")),
    "length": ("Số mục của một danh sách.", sample("bao_cao.nhiem_vu | length")),
    "first": ("Mục đầu của một danh sách.", sample("['một', 'hai'] | first")),
    "last": ("Mục cuối của một danh sách.", sample("['một', 'hai'] | last")),
    "join": ("Nối các mục của một danh sách.", sample("['một', 'hai'] | join('; ')")),
    "list": ("Danh sách các mục.", sample("['một', 'hai'] | list | join(', ')")),
    "trim": ("Bỏ dấu cách ở hai đầu.", sample("' một ' | trim")),
}

OPTIONS: Mapping[str, str] = {
    "don_vi": "in theo đơn vị khác cùng loại: `don_vi='tỷ đồng'`",
    "so_le": "số chữ số thập phân: `so_le=1`",
    "cap_giao": "cấp giao kế hoạch, viết trước các tùy chọn khác: `dat_kh('tinh')`, `dat_kh('tinh', 'hdnd')`",
    "gon": "`gon=true` dùng tên gọn của cấp giao",
    "nam": "ở `so_cung_ky`, `so_cung_ky_so`, `gap`: `nam=false` bỏ “năm 2024”; ở các cụm so với một năm: năm gốc,"
    " `so_nam(2020)`",
    "so_voi": "`so_voi=false` bỏ “so với …”",
    "hoa": "`hoa=true` viết hoa chữ đầu",
    "so_truoc": "`so_truoc=true` in số trước tên",
    "dong_tu": "động từ: `uoc('đón')`, `tinh_hinh(dong_tu='đón')`",
    "tien": "ở `tinh_hinh`: số tiền in theo đơn vị này, chỉ tiêu không phải tiền giữ nguyên: `tien='tỷ đồng'`",
}


class Recorder(Wording):
    """The table of words that remembers which entries were used."""

    def __init__(self, replacements: Mapping[str, str] | None = None) -> None:
        super().__init__(replacements)
        self.used: set[str] = set()

    def __call__(self, key: str, **slots: str) -> str:
        self.used.add(key)
        return super().__call__(key, **slots)


@dataclass(frozen=True)
class Printed:
    """What an expression prints, and the wordings it is made of."""

    expression: str
    text: str
    wordings: frozenset[str]
    period: str


class Printer:
    """Evaluates expressions on the sample report and on the demonstration data."""

    def __init__(self, demo: Dataset, own: Dataset) -> None:
        self.datasets = {SAMPLE: own, MONTH: demo, MID_TERM: demo}

    def context(self, period: str, session: Session) -> tuple[dict[str, Any], Recorder]:
        dataset = self.datasets[period]
        report = dataset.reports.get(period) or Report(parse_period(period), "", "")
        reading = Reading(dataset, report.period, session, report)
        words = reading.__dict__["wording"] = Recorder(dataset.settings.wording)
        whole = context_of(dataset, report, (ROOT / "templates",), session)
        own = {"ky": period_view(reading), "co_quan": AgencyView(reading), **indicator_views(reading)}
        return {**whole, **own}, words

    def print(self, period: str, expression: str) -> Printed:
        session = Session(plain=True)
        context, words = self.context(period, session)
        environment = make_environment(session, lambda: context)
        text = environment.from_string(f"{{{{ {expression} }}}}").render(context)
        problems = [problem for problem in session.problems if problem.code != "LC121"]
        if problems or not text.strip():
            raise SystemExit(f"{period}: {expression}: {problems or 'prints nothing'}")
        return Printed(expression, " ".join(text.split()), frozenset(words.used), period)

    def options(self, name: str) -> list[str]:
        """The options of a phrase of indicators, in the order of its arguments."""
        context, _ = self.context(SAMPLE, Session(plain=True))
        phrase = getattr(context["ban_le"], name)
        if not isinstance(phrase, Phrase | Statement):
            return []
        called = phrase.__call__ if isinstance(phrase, Statement) else phrase._compose
        parameters = signature(called).parameters.values()
        return [item.name for item in parameters if item.kind is not Parameter.VAR_KEYWORD]


def load(root: Path) -> Dataset:
    """The data of a workspace, which must be free of problems."""
    dataset, problems = load_dataset(root)
    if dataset is None or problems:
        raise SystemExit("\n".join(map(str, problems)))
    return dataset


def new_printer() -> Printer:
    """A printer over the sample and the demonstration data."""
    with TemporaryDirectory() as folder:
        for name, text in DEMO.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Printer(load(Path(folder)), load(ROOT))


# docs/cum-tu.md


def phrases_page() -> str:
    """The page of all phrases and of the table of words."""
    printer = new_printer()
    require(
        "phrases of an indicator", public_names(IndicatorView), (key for group in INDICATOR.values() for key in group)
    )
    require("labels of the period", public_names(PeriodView), PERIOD)
    require("names of the agency", public_names(AgencyView), AGENCY)
    require("parts of the report", public_names(ReportView), REPORT_VIEW)
    session = Session()
    # One filter of the environment is its own; its name is none that a template can write.
    callable_filters = (name for name in make_environment(session, list).filters if name.isidentifier())
    require("filters", callable_filters, FILTERS)
    seen: list[Printed] = []
    parts = [
        "# Mọi cụm từ của lcdraft",
        NOTICE,
        "Trong lời văn và trong mẫu, viết `{{ … }}` để in một cụm từ. Cột “In ra” là kết quả trên báo cáo 6 tháng đầu"
        " năm 2025 của thư mục ví dụ (`lcdraft init`). Dòng có dấu ° lấy từ [số liệu thử](#số-liệu-thử) ở cuối trang.",
        "Cách dùng từng bước ở trang [Hướng dẫn sử dụng](huong-dan.md).",
        "## Chỉ tiêu",
        "Viết mã chỉ tiêu, dấu chấm, rồi tên cụm từ. Chỉ viết mã, như `{{ ban_le }}`, thì in con số kèm đơn vị.",
    ]
    for title, group in INDICATOR.items():
        options = {name: printer.options(name) for name in group}
        rows = [
            (f"`{name}`", about(IndicatorView, name), ", ".join(f"`{option}`" for option in options[name]), examples)
            for name, examples in group.items()
        ]
        parts += [f"### {title}", table(printer, rows, seen, ("Cụm từ", "Nghĩa", "Tùy chọn"))]
    used = {option for group in INDICATOR.values() for name in group for option in printer.options(name)}
    require("options", used, OPTIONS)
    parts += [
        "### Tùy chọn",
        "Tùy chọn viết trong ngoặc tròn sau cụm từ, ngăn bằng dấu phẩy: `{{ ban_le.dat_kh('tinh', gon=true) }}`.",
        plain_table(("Tùy chọn", "Nghĩa"), ((f"`{name}`", meaning) for name, meaning in OPTIONS.items())),
    ]
    parts += [
        "## Kỳ báo cáo",
        "Chỉ viết `{{ ky }}` thì in nhãn đầy đủ.",
        members(printer, seen, "ky", PeriodView, PERIOD),
    ]
    parts += ["## Cơ quan", members(printer, seen, "co_quan", AgencyView, AGENCY)]
    parts += [
        "## Báo cáo",
        "Các danh sách dùng trong `{% for muc in bao_cao.nhiem_vu %}`; ví dụ dưới đây in số mục của mỗi danh sách.",
        members(printer, seen, "bao_cao", ReportView, REPORT_VIEW),
    ]
    parts += ["## Hàm", described(printer, seen, "Hàm", FUNCTIONS)]
    parts += [
        "## Đổi chữ (bộ lọc)",
        "Viết sau dấu `|`. Các bộ lọc cuối bảng dùng cho danh sách trong mẫu.",
        described(printer, seen, "Bộ lọc", FILTERS),
    ]
    parts += ["## Bảng cách viết", *wording_part(seen), "## Số liệu thử", *demo_part()]
    return "\n\n".join(parts) + "\n"


def public_names(view: type) -> list[str]:
    """What a template can read of a view, in the order of the code."""

    def is_readable(value: object) -> bool:
        return isinstance(value, property) or hasattr(value, "is_exposed")

    return [name for name, value in vars(view).items() if is_readable(value) and not name.startswith("_")]


def require(what: str, known: Iterable[str], shown: Iterable[str]) -> None:
    """Stop where the code has something that the page does not show, or the other way round."""
    known, shown = set(known), set(shown)
    if known != shown:
        raise SystemExit(f"{what}: not shown {sorted(known - shown)}, not in the code {sorted(shown - known)}")


def about(view: type, name: str) -> str:
    """The description of a property, which is its docstring."""
    return " ".join((vars(view)[name].__doc__ or "").split())


def members(printer: Printer, seen: list[Printed], owner: str, view: type, shown: Mapping[str, Examples]) -> str:
    """The table of the properties of a view."""
    rows = [(f"`{owner}.{name}`", about(view, name), examples) for name, examples in shown.items()]
    return table(printer, rows, seen, ("Cụm từ", "Nghĩa"))


def described(printer: Printer, seen: list[Printed], head: str, shown: Mapping[str, tuple[str, Examples]]) -> str:
    """The table of things that are described here and not in the code."""
    rows = [(f"`{name}`", meaning, examples) for name, (meaning, examples) in shown.items()]
    return table(printer, rows, seen, (head, "Nghĩa"))


def table(printer: Printer, rows: Iterable[tuple[Any, ...]], seen: list[Printed], head: tuple[str, ...]) -> str:
    """A table of phrases; an example takes a row of its own, the name stands in the first."""
    lines: list[tuple[str, ...]] = []
    for *cells, examples in rows:
        for number, (period, expression) in enumerate(examples):
            printed = printer.print(period, expression)
            if number and (expression, printed.text) == (seen[-1].expression, seen[-1].text):
                continue  # a label that is the same in both periods
            seen.append(printed)
            mark = "" if period == SAMPLE else " °"
            own = cells if not number else [""] * len(cells)
            lines.append((*own, f"`{{{{ {expression} }}}}`", printed.text + mark))
    return plain_table((*head, "Viết", "In ra"), lines)


def plain_table(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def wording_part(seen: list[Printed]) -> Iterator[str]:
    """Every entry of the table of words beside a phrase that uses it."""
    yield (
        "Chữ của các cụm từ lấy từ bảng này. Thay dòng nào thì ghi dòng ấy vào mục `cach_viet` của `lcdraft.yaml`, giữ"
        " đủ các ô trong ngoặc nhọn; xem [Đổi cách viết của đơn vị](huong-dan.md#đổi-cách-viết-của-đơn-vị)."
    )
    rows = []
    for key, default in DEFAULT.items():
        found = next((printed for printed in seen if key in printed.wordings), None)
        if found is None:
            raise SystemExit(f"wording {key}: no example uses it")
        mark = "" if found.period == SAMPLE else " °"
        rows.append((f"`{key}`", f"`{default}`", f"`{{{{ {found.expression} }}}}`", found.text + mark))
    yield plain_table(("Dòng", "Mặc định", "Ví dụ dùng", "In ra"), rows)


def demo_part() -> Iterator[str]:
    """The demonstration data, so that a reader can check the phrases marked with °."""
    yield (
        "Báo cáo ví dụ không có số riêng của tháng, số kỳ trước và kế hoạch giai đoạn. Các dòng có dấu ° dùng"
        f" số liệu sau, với báo cáo `{MONTH}` và `{MID_TERM}`."
    )
    for name, text in DEMO.items():
        if name != "lcdraft.yaml":
            yield f"`{name}`:"
            yield f"```yaml\n{text}```"


# docs/tep-du-lieu.md

FILES: tuple[tuple[str, str, Record], ...] = (
    ("lcdraft.yaml", "", SETTINGS),
    ("data/chi-tieu.yaml", "", CATALOGUE),
    (
        "data/ke-hoach/….yaml",
        "Tên tệp là năm (`2025.yaml`) hoặc giai đoạn (`2021-2025.yaml`). Ngoài ba cấp giao có sẵn dưới đây, dùng được"
        " mọi cấp khai ở `giao_ke_hoach` của `lcdraft.yaml`.",
        plan_form(("giao", "nam", "giai_doan")),
    ),
    ("data/so-lieu/….yaml", "Tên tệp là mã kỳ, ví dụ `6-thang-2025.yaml`.", FIGURES),
    ("data/bao-cao/….yaml", "Tên tệp là mã kỳ, ví dụ `6-thang-2025.yaml`.", REPORT),
    (
        "data/phu-luc/….yaml",
        "Tên tệp do người lập đặt, chữ không dấu; báo cáo gọi tên ấy ở `phu_luc`. Trong `chi_tieu`, thành phần viết"
        " thụt vào dưới mã chỉ tiêu và dấu hai chấm; nhóm nằm trong nhóm được một cấp.",
        ANNEX,
    ),
    (
        "Phần đầu của mẫu, templates/….md.j2",
        "Nằm giữa hai dòng `---` ở đầu tệp; xem [Viết mẫu báo cáo](viet-mau.md).",
        FORM,
    ),
)


def data_page() -> str:
    """The page of all keys of all data files."""
    parts = [
        "# Mọi mục của tệp dữ liệu",
        NOTICE,
        "Bảng tra cứu. Cách dùng từng mục, kèm ví dụ và kết quả in ra, ở trang [Hướng dẫn sử dụng](huong-dan.md)."
        " `MÃ` là mã chỉ tiêu hoặc mã cấp giao, `MỤC` là mã mục của báo cáo. Mục ghi dấu * là bắt buộc.",
    ]
    for title, note, form in FILES:
        parts.append(f"## {title}")
        if note:
            parts.append(note)
        parts.append(plain_table(("Mục", "Giá trị", "Nghĩa"), key_rows(form, "")))
    return "\n\n".join(parts) + "\n"


def key_rows(form: Record, path: str) -> Iterator[tuple[str, str, str]]:
    """The rows of the keys of a form, keys inside keys following."""
    for key, field in form.fields.items():
        required = "*" if key in form.required else ""
        if field is SIGNING and not path:  # shown whole where it stands first
            yield f"`{key}`{required}", "các mục con như `co_quan.nguoi_ky`", meaning(field)
        else:
            yield f"`{path}{key}`{required}", kind(field), meaning(field)
            yield from inner_rows(field, f"{path}{key}")


def inner_rows(field: Field, path: str) -> Iterator[tuple[str, str, str]]:
    """The rows of what stands inside a value."""
    match field:
        case Record():
            yield from key_rows(field, f"{path}.")
        case MapOf(item):
            inner = f"{path}.{'MÃ' if field.identifiers else 'MỤC'}"
            yield f"`{inner}`", kind(item), meaning(item)
            yield from inner_rows(item, inner)
        case Either(_, long):
            yield from key_rows(long, f"{path}.")
        case ListOf(Record() as item, _) | OneOrMany(item, _):
            yield from key_rows(item, f"{path}.")


def kind(field: Field) -> str:
    """What a clerk types for a field."""
    match field:
        case Choice(_, _, meanings):
            return "một trong: " + "; ".join(f"`{member.value}` ({said})" for member, said in meanings.items())
        case OneOf(_, words):
            return "một trong: " + ", ".join(f"`{word}`" for word in words)
        case Integer(_, low, high):
            return f"số nguyên từ {low} đến {high}"
        case Reference(_, or_number):
            return "mã chỉ tiêu hoặc một số" if or_number else "mã chỉ tiêu"
        case ListOf(item):
            return f"danh sách: {kind(item)}"
        case OneOrMany():
            return "các mục con, hoặc danh sách"
        case Either(short):
            return f"{kind(short)}, hoặc các mục con"
    kinds: Mapping[type, str] = {
        Word: "chữ",
        PassageText: "lời văn",
        Number: "số",
        Date: "ngày, như 14/6/2025",
        Flag: "`true` hoặc `false`",
        PeriodId: "mã kỳ",
        IndicatorTree: "danh sách: mã chỉ tiêu, thành phần thụt vào",
        MapOf: "các mục con",
        Record: "các mục con",
    }
    return kinds[type(field)]


def meaning(field: Field) -> str:
    """What a field means to a clerk."""
    said: str = field.short.about if isinstance(field, Either) else field.about  # type: ignore[attr-defined]
    if isinstance(field, Either) and field.long.about and said == "Giá trị.":
        said = field.long.about
    return said


# docs/ma-loi.md

GROUPS: Mapping[str, str] = {
    "LC0": "Tệp và cách viết YAML",
    "LC1": "Số liệu",
    "LC3": "Mẫu và lời văn",
    "LC4": "Văn bản Word, PDF",
    "LC5": "Lệnh",
    "LC6": "Nhận bản sửa trong Word",
    "LC7": "So hai bản dự thảo",
}


def codes_page() -> str:
    """The page of all codes."""
    require("groups of codes", {code[:3] for code in CODES}, GROUPS)
    parts = [
        "# Mã báo lỗi",
        NOTICE,
        "Mỗi báo lỗi in kèm tệp, dòng, cột và cách sửa; xem"
        " [Kiểm tra và đọc báo lỗi](huong-dan.md#kiểm-tra-và-đọc-báo-lỗi). Mã giữ nguyên nghĩa qua các phiên bản.",
    ]
    for prefix, title in GROUPS.items():
        rows = ((code, said) for code, said in CODES.items() if code.startswith(prefix))
        parts += [f"## {title}", plain_table(("Mã", "Nghĩa"), rows)]
    return "\n\n".join(parts) + "\n"


# docs/the-thuc.md

RULES_PAGE = "docs/the-thuc.md"
TABLE_MARK = "<!-- Các bảng dưới dòng này do tools/make_docs.py tạo ra. Đừng sửa ở đây. -->"


def rules_page() -> str:
    """The page of the rules of layout: its text as it stands, and below the mark the tables, group by group."""
    written = (ROOT / RULES_PAGE).read_text(encoding="utf-8")
    text, mark, _ = written.partition(TABLE_MARK)
    if not mark:
        raise SystemExit(f"{RULES_PAGE}: the line {TABLE_MARK!r} is missing")
    parts = [text.rstrip(), TABLE_MARK]
    for group in RULE_GROUPS:
        rows = ((rule.code, rule.title, rule_about(rule), rule.source, severity(rule)) for rule in group.rules)
        head = ("Mã", "Quy tắc", "Kiểm tra gì", "Nguồn", "Mức")
        parts += [f"### {group.title}", plain_table(head, rows)]
    return "\n\n".join(parts) + "\n"


def rule_about(rule: Rule) -> str:
    """What is checked, and why nothing is where that is so."""
    return f"{rule.about} Không kiểm: {rule.unchecked}." if rule.unchecked else rule.about


def severity(rule: Rule) -> str:
    """How grave a fault is."""
    if rule.unchecked:
        return "không kiểm"
    return "lỗi" if rule.severity == ERROR else "cảnh báo"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/cum-tu.md": phrases_page,
    "docs/tep-du-lieu.md": data_page,
    "docs/ma-loi.md": codes_page,
    RULES_PAGE: rules_page,
}


def main(arguments: list[str]) -> int:
    """Write or compare the pages; the exit code."""
    stale = 0
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale += 1
            print(f"{name} is out of date; run: python tools/make_docs.py")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
