"""The six kinds of data file: every key that may stand in one, with what it means to a clerk."""

from __future__ import annotations

from lcdraft.dataset import Direction, Nature, Status
from lcdraft.load.agency import AGENCIES, RECIPIENTS, SIGNING
from lcdraft.load.fields import (
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
    PassageText,
    PeriodId,
    Record,
    Reference,
    Word,
)
from lcdraft.load.trees import IndicatorTree

__all__ = [
    "ANNEX",
    "ANNEX_COLUMNS",
    "APPROXIMATIONS",
    "CATALOGUE",
    "FIGURES",
    "FORMS",
    "LISTS",
    "PLAN",
    "REPORT",
    "SETTINGS",
]

APPROXIMATIONS = ("trên", "hơn", "gần", "khoảng")
LISTS = ("ket_qua", "ton_tai", "nguyen_nhan", "nhiem_vu")
"""Keys of a report that hold lists of passages."""

_NATURE = Choice(
    "Số liệu của các kỳ liên hệ với nhau thế nào.",
    Nature,
    {
        Nature.CUMULATIVE: "cộng dồn từ đầu năm",
        Nature.POINT_IN_TIME: "hiện có tại một ngày",
        Nature.RATE: "tỷ lệ, so sánh bằng điểm phần trăm",
    },
)
_DIRECTION = Choice(
    "Tăng hay giảm là tốt.",
    Direction,
    {
        Direction.HIGHER_IS_BETTER: "càng cao càng tốt",
        Direction.LOWER_IS_BETTER: "càng thấp càng tốt",
        Direction.NEUTRAL: "không đánh giá",
    },
)
_STATUS = Choice(
    "Số liệu chắc chắn đến đâu.",
    Status,
    {
        Status.ESTIMATE: 'ước tính, in "ước đạt"',
        Status.ACTUAL: 'đã thực hiện, in "đạt"',
        Status.TARGET: "mục tiêu phấn đấu",
    },
)
_ILLUSTRATIVE = Flag("Giá trị minh họa, đặt ra cho báo cáo mẫu, không phải số đã công bố.")
_DECIMALS: dict[str, Field] = {
    "so_le_ty_le": Integer("Số chữ số thập phân của tỷ lệ phần trăm so với kế hoạch.", 0, 4),
    "so_le_so_sanh": Integer("Số chữ số thập phân của tỷ lệ tăng, giảm so với kỳ khác.", 0, 4),
}

CATALOGUE = Record(
    {
        "chi_tieu": MapOf(
            Record(
                {
                    "ten": Word("Tên đầy đủ của chỉ tiêu.", required=True),
                    "ten_ngan": Word("Tên ngắn, dùng khi liệt kê sau “trong đó”."),
                    "don_vi": Word("Đơn vị tính: tỷ đồng, ha, hộ, %, ‰…", required=True),
                    "linh_vuc": Word("Lĩnh vực, ví dụ kinh-te/thuong-mai."),
                    "tinh_chat": _NATURE,
                    "chieu": _DIRECTION,
                    "gom": ListOf(
                        Reference("Mã chỉ tiêu thành phần."), "Các chỉ tiêu thành phần cộng lại phải bằng chỉ tiêu này."
                    ),
                    "gom_mot_phan": ListOf(
                        Reference("Mã chỉ tiêu thành phần."), "Các chỉ tiêu là một phần, không cộng đủ."
                    ),
                    "mau_so": Reference("Mẫu số của cách viết n/N: mã chỉ tiêu hoặc một số.", or_number=True),
                    "ty_le_nghich": Flag(
                        "Tỷ lệ kế hoạch tính bằng kế hoạch chia thực hiện (chỉ tiêu càng thấp càng tốt)."
                    ),
                    "phu_trach": Word("Đơn vị cung cấp số liệu."),
                    "so_le": Integer("Số chữ số thập phân khi in giá trị; để trống thì in như đã nhập.", 0, 6),
                    **_DECIMALS,
                    "ghi_chu": Word("Ghi chú cho người nhập liệu, không in ra báo cáo."),
                },
                "Một chỉ tiêu.",
                required=("ten", "don_vi"),
            ),
            "Danh mục chỉ tiêu: mã chỉ tiêu (chữ không dấu) và các thuộc tính.",
            identifiers=True,
        )
    },
    "Danh mục chỉ tiêu (data/chi-tieu.yaml).",
    required=("chi_tieu",),
)

_TARGET_KEYS: dict[str, Field] = {
    "suy_ra": Flag("Giá trị suy ra, không phải số đã công bố."),
    "ghi_chu": Word("Ghi chú, không in ra báo cáo; đứng một mình thì nói vì sao kỳ này không có kế hoạch."),
}


def plan_form(authorities: tuple[str, ...]) -> Record:
    """The form of a plan file; the authorities are those of ``lcdraft.yaml``."""
    amounts: dict[str, Field] = {key: Number(f"Kế hoạch do “{key}” giao.") for key in authorities}
    return Record(
        {
            "nam": Word("Năm kế hoạch, ví dụ 2025, hoặc giai đoạn, ví dụ 2021-2025."),
            "ke_hoach": MapOf(
                Either(
                    Number("Kế hoạch giao (cấp giao mặc định: giao)."),
                    Record({**amounts, **_TARGET_KEYS}, "Kế hoạch của một chỉ tiêu."),
                ),
                "Kế hoạch của từng chỉ tiêu: một số, hoặc một số cho mỗi cấp giao.",
                identifiers=True,
            ),
        },
        "Kế hoạch của một năm hoặc một giai đoạn (data/ke-hoach/).",
        required=("nam", "ke_hoach"),
    )


PLAN = plan_form(("giao", "nam", "giai_doan", "tinh", "hdnd"))


def _estimate(about: str) -> Either:
    return Either(
        Number(about),
        Record(
            {
                "gia_tri": Number("Giá trị."),
                "trang_thai": _STATUS,
                "xap_xi": OneOf("Chữ đứng trước số.", APPROXIMATIONS),
                "suy_ra": Flag("Giá trị suy ra, không phải số đã công bố."),
                "minh_hoa": _ILLUSTRATIVE,
                "ghi_chu": Word("Ghi chú, không in ra báo cáo."),
            },
            "Giá trị kèm trạng thái.",
        ),
    )


FIGURE = Record(
    {
        "gia_tri": Number("Giá trị lũy kế từ đầu năm, hoặc giá trị tại ngày chốt số liệu."),
        "xap_xi": OneOf("Chữ đứng trước số.", APPROXIMATIONS),
        "trang_thai": _STATUS,
        "trong_ky": _estimate("Số riêng của tháng hoặc quý."),
        "uoc_ca_nam": _estimate("Ước thực hiện cả năm, hoặc cả giai đoạn."),
        "loai_tru": Reference("Phần loại trừ khi tính tỷ lệ kế hoạch: một số hoặc mã chỉ tiêu.", or_number=True),
        "mau_so": Reference("Mẫu số của cách viết n/N: một số hoặc mã chỉ tiêu.", or_number=True),
        "cung_ky": Number("Giá trị cùng kỳ năm trước, chỉ ghi khi không có tệp số liệu năm trước."),
        "ky_truoc": Number("Giá trị kỳ liền trước, chỉ ghi khi không có tệp số liệu kỳ trước."),
        "gom": ListOf(
            Reference("Mã chỉ tiêu thành phần."),
            "Các chỉ tiêu thành phần của riêng kỳ này, thay cho gom trong danh mục; cộng lại phải bằng chỉ tiêu.",
        ),
        "den_ngay": Date("Ngày chốt riêng của số liệu này."),
        "da_doi_chieu": Flag("Đã đối chiếu: không nhắc là lệch nhiều so với cùng kỳ hay thấp hơn kỳ trước."),
        "suy_ra": Flag("Giá trị suy ra, không phải số đã công bố."),
        "minh_hoa": _ILLUSTRATIVE,
        "ghi_chu": Word("Ghi chú, không in ra báo cáo."),
    },
    "Số liệu của một chỉ tiêu, dạng đầy đủ.",
)

FIGURES = Record(
    {
        "ky": PeriodId("Kỳ báo cáo, trùng với tên tệp."),
        "den_ngay": Date("Ngày chốt số liệu."),
        "trang_thai": _STATUS,
        "minh_hoa": Flag("Mọi giá trị của tệp là minh họa; giá trị nào đã công bố thì ghi minh_hoa: false ở dòng ấy."),
        "so_lieu": MapOf(Either(Number("Giá trị."), FIGURE), "Số liệu của từng chỉ tiêu.", identifiers=True),
    },
    "Số liệu của một kỳ (data/so-lieu/).",
    required=("ky", "so_lieu"),
)

_LIST_TITLES = {
    "ket_qua": "Các kết quả nổi bật, mỗi mục một đoạn.",
    "ton_tai": "Các tồn tại, hạn chế, mỗi mục một đoạn.",
    "nguyen_nhan": "Các nguyên nhân, mỗi mục một đoạn.",
    "nhiem_vu": "Các nhiệm vụ, giải pháp kỳ tới, mỗi mục một đoạn.",
}

ANNEX_COLUMNS = {
    "nam": "từng năm của giai đoạn, kể cả năm gốc; năm sau kỳ báo cáo chỉ có mục tiêu (chỉ ở báo cáo giữa kỳ, 5 năm)",
    "ke_hoach": "kế hoạch của năm hoặc giai đoạn",
    "cung_ky": "thực hiện cùng kỳ năm trước",
    "trong_ky": "số riêng của tháng, quý (chỉ ở báo cáo tháng, quý)",
    "thuc_hien": "thực hiện từ đầu năm đến hết kỳ, hoặc tại ngày chốt số liệu",
    "so_ke_hoach": "tỷ lệ phần trăm so với kế hoạch",
    "so_cung_ky": "tăng, giảm so với cùng kỳ năm trước",
    "uoc_ca_nam": "ước thực hiện cả năm hoặc cả giai đoạn",
    "uoc_so_ke_hoach": "tỷ lệ phần trăm của ước cả năm, cả giai đoạn so với kế hoạch",
    "ke_hoach_nam_sau": "kế hoạch của năm sau, hoặc của giai đoạn sau",
    "ghi_chu": "ghi chú do chương trình lập: phần loại trừ, cấp giao, ngày chốt riêng",
}
"""Columns of an annex after ordinal, name and unit, which always stand there; keys of ``cot``."""

_GROUP: dict[str, Field] = {
    "ten": Word("Tiêu đề của nhóm.", required=True),
    "linh_vuc": Word("Lĩnh vực: không ghi chi_tieu thì lấy mọi chỉ tiêu của lĩnh vực này có số liệu hoặc kế hoạch."),
    "chi_tieu": IndicatorTree("Các chỉ tiêu theo thứ tự in; thành phần viết thụt vào dưới chỉ tiêu."),
    "cong": Reference("Chỉ tiêu in ở dòng cộng cuối nhóm; các thành phần (gom) của nó phải có trong nhóm."),
}

ANNEX = Record(
    {
        "tieu_de": PassageText("Tên phụ lục, in hoa khi trình bày; dùng được {{ ky.nhan }}."),
        "cot": ListOf(
            OneOf("Một cột.", tuple(ANNEX_COLUMNS)),
            "Các cột sau số thứ tự, tên và đơn vị tính; để trống thì theo loại báo cáo. "
            + "; ".join(f"{key}: {said}" for key, said in ANNEX_COLUMNS.items())
            + ".",
        ),
        "cap_giao": Word("Cấp giao kế hoạch lấy vào bảng; để trống thì lấy cấp giao ghi đầu tiên."),
        "kho_doc": Flag("true: trang giấy dọc; để trống thì trang nằm ngang."),
        "nhom": ListOf(
            Record(
                {
                    **_GROUP,
                    "nhom": ListOf(Record(_GROUP, "Một nhóm nhỏ.", required=("ten",)), "Các nhóm nhỏ bên trong."),
                },
                "Một nhóm chỉ tiêu.",
                required=("ten",),
            ),
            "Các nhóm chỉ tiêu theo thứ tự in.",
        ),
        "ten_dong": MapOf(
            Word("Tên in ở dòng của chỉ tiêu này, thay cho tên trong danh mục."),
            "Tên riêng của từng dòng trong phụ lục này; không ghi thì in tên trong danh mục.",
            identifiers=True,
        ),
        "ghi_chu": PassageText("Đoạn văn in dưới bảng: Markdown, dùng được {{ … }} và ^[chú thích]."),
    },
    "Phụ lục bảng chỉ tiêu (data/phu-luc/), một hay nhiều báo cáo cùng dùng.",
    required=("tieu_de", "nhom"),
)

WORDING = Record(
    {
        "mau": Word(
            "Tệp mẫu có các chữ ấy, tính từ thư mục templates, ví dụ phan/xay-dung-co-ban.md.j2.", required=True
        ),
        "cu": PassageText("Chữ của mẫu, chép đúng như trong tệp mẫu, đủ dài để chỉ có một chỗ như thế."),
        "moi": PassageText("Chữ in thay vào: Markdown, dùng được {{ … }} và ^[chú thích]; để trống thì bỏ chữ cũ."),
        "bo_doan": PassageText("Thay cho cu và moi: mấy chữ của một đoạn, đề mục hoặc mục liệt kê không in nữa."),
    },
    "Một chỗ của mẫu: cu và moi, hoặc bo_doan.",
    required=("mau",),
)

REPORT = Record(
    {
        "ky": PeriodId("Kỳ báo cáo, trùng với tên tệp."),
        "mau": Word("Tên mẫu trong thư mục templates; để trống thì theo loại kỳ, ví dụ 6-thang."),
        "tieu_de": PassageText("Trích yếu; để trống thì lấy theo mẫu."),
        "so_ky_hieu": Word("Số của văn bản, ví dụ 123; dự thảo để trống."),
        "ngay": Date("Ngày ban hành; dự thảo để trống."),
        "minh_hoa": Flag("Báo cáo mẫu, có số liệu minh họa không phải số đã công bố."),
        "can_cu": ListOf(PassageText("Một căn cứ, không ghi dấu chấm phẩy ở cuối."), "Các căn cứ ban hành."),
        "kinh_gui": ListOf(Word("Một nơi nhận báo cáo."), "Cơ quan cấp trên nhận báo cáo."),
        "nguoi_ky": SIGNING,
        "noi_nhan": RECIPIENTS,
        **_DECIMALS,
        "noi_dung": MapOf(
            PassageText("Đoạn văn: Markdown, dùng được {{ mã_chỉ_tiêu.cụm_từ }} và ^[chú thích]."), "Nội dung từng mục."
        ),
        **{key: ListOf(PassageText("Một đoạn văn."), title) for key, title in _LIST_TITLES.items()},
        "chi_tieu_chinh": ListOf(
            Reference("Mã chỉ tiêu."), "Các chỉ tiêu chủ yếu của kế hoạch, xếp nhóm theo khả năng hoàn thành."
        ),
        "loi_mau": ListOf(
            WORDING,
            "Lời của mẫu (đề mục, câu cố định) mà riêng báo cáo này nói khác đi; mẫu và các báo cáo khác giữ nguyên.",
        ),
        "phu_luc": ListOf(Word("Tên một tệp trong data/phu-luc, không ghi đuôi."), "Các phụ lục kèm theo báo cáo."),
        "nhiem_vu_chua_tra_loi": ListOf(
            Word("Những chữ đầu của một nhiệm vụ."),
            "Các nhiệm vụ kỳ trước đã đề ra mà báo cáo này chưa trả lời; bản dự thảo in ở cuối ket_qua kèm chỗ trống. "
            "Viết kết quả vào ket_qua hoặc vào mục của lĩnh vực ấy, rồi xóa dòng của nhiệm vụ.",
        ),
        "chua_ra_soat": ListOf(
            Word("Tên một đoạn: mã mục của noi_dung, can_cu/1, ket_qua/2…"),
            "Các đoạn chép từ kỳ trước chưa ai xem lại; xem xong đoạn nào thì xóa dòng của đoạn ấy.",
        ),
        "cat_giu": MapOf(PassageText("Đoạn văn."), "Các đoạn giữ lại mà không in, ví dụ mục mà mẫu này không có."),
    },
    "Một báo cáo (data/bao-cao/).",
    required=("ky",),
)


def settings_form(wording: tuple[str, ...]) -> Record:
    """The form of ``lcdraft.yaml``; ``wording`` lists the entries of the phrase table that may be replaced."""
    line = Word("Một dòng chữ.")
    authority: dict[str, Field] = {
        "ten": Word("Tên trong câu: kế hoạch tỉnh giao.", required=True),
        "gon": Word("Tên gọn: KH tỉnh giao."),
        "so_voi": Flag("In “so với” trước tên."),
        "goc": Word("Tên đứng trước giá trị kế hoạch trong ngoặc: kế hoạch giao, KHGĐ."),
    }
    return Record(
        {
            "co_quan": AGENCIES,
            "nguoi_ky": SIGNING,
            "noi_nhan": RECIPIENTS,
            "giao_ke_hoach": MapOf(
                Record(authority, "Một cấp giao kế hoạch.", required=("ten",)),
                "Các cấp giao kế hoạch.",
                identifiers=True,
            ),
            "mac_dinh": Record(_DECIMALS, "Thiết lập chung."),
            "cach_viet": Record(dict.fromkeys(wording, line), "Thay cách viết của các cụm từ."),
        },
        "Thiết lập của đơn vị (lcdraft.yaml).",
        required=("co_quan",),
    )


SETTINGS = settings_form(())

FORMS = {
    "lcdraft": SETTINGS,
    "chi-tieu": CATALOGUE,
    "ke-hoach": PLAN,
    "so-lieu": FIGURES,
    "bao-cao": REPORT,
    "phu-luc": ANNEX,
}
