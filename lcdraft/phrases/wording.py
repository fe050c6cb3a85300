"""The one table of words that phrases are made of.

Forms and their frequency were counted in five published reports. An office that words a phrase otherwise
replaces the entry under ``cach_viet`` in ``lcdraft.yaml``; nothing else has to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

__all__ = ["DEFAULT", "Wording", "WordingError", "check_entry"]

DEFAULT: Mapping[str, str] = {
    # A value, by how sure it is
    "uoc_dat": "ước đạt {gia_tri}",
    "dat": "đạt {gia_tri}",
    "phan_dau": "phấn đấu đạt {gia_tri}",
    "uoc_thuc_hien": "ước thực hiện {gia_tri}",
    "thuc_hien": "thực hiện {gia_tri}",
    "phan_dau_thuc_hien": "phấn đấu thực hiện {gia_tri}",
    "la": "là {gia_tri}",
    "con": "còn {gia_tri}",
    "uoc": "ước",
    "khoang_trong": "[…]",
    # Cumulative and single periods
    "luy_ke": "lũy kế {so_ky} {gia_tri}",
    "rieng_ky": "riêng trong {ky} {gia_tri}",
    "tinh_hinh": "{trong_ky} {rieng} ({luy_ke})",
    "tinh_hinh_giai_doan": "{den_nay}; cả {giai_doan} {ca_giai_doan}",
    "tinh_hinh_giu": "{den_nay}; ước giữ ở mức {gia_tri} đến hết {giai_doan}",
    # Against a plan
    "dat_kh": "đạt {ty_le} {ke_hoach}",
    "bang_kh": "bằng {ty_le} {ke_hoach}",
    "so_voi": "so với {goc}",
    "va_dat": "{truoc} và {sau}",
    "va": "{truoc} và {sau}",
    "ke_hoach_kem_gia_tri": "{cum_tu} ({goc} là {gia_tri})",
    "ngoac_ke_hoach": "({goc} {gia_tri})",
    "vuot_ty_le": "vượt {muc} {ke_hoach}",
    "thap_hon_kh": "thấp hơn {muc} so với {ke_hoach}",
    "cao_hon_kh": "cao hơn {muc} so với {ke_hoach}",
    "dat_du_kh": "đạt {ke_hoach}",
    "vuot_kh": "vượt {ke_hoach}",
    "chua_dat_kh": "chưa đạt {ke_hoach}",
    "da_loai_tru": "đã loại trừ {phan}",
    "phan_loai_tru": "{ten} ({gia_tri})",
    # Against another period
    "tang": "tăng {muc}",
    "giam": "giảm {muc}",
    "khong_doi": "không đổi",
    "thay_doi_so_voi": "{thay_doi} so với {goc}",
    "bang": "bằng {goc}",
    "cung_ky": "cùng kỳ",
    "diem_phan_tram": "{so} điểm phần trăm",
    "diem_phan_nghin": "{so} điểm phần nghìn",
    "chi_so": "đạt {ty_le} so với {goc}",
    "gap": "gấp {so} lần so với {goc}",
    "tang_binh_quan": "tốc độ tăng bình quân đạt {ty_le}/năm",
    "giam_binh_quan": "tốc độ giảm bình quân là {ty_le}/năm",
    "khong_doi_binh_quan": "bình quân hằng năm không đổi",
    # Counts
    "phan_so": "{tu}/{mau}",
    "phan_so_ty_le": "{phan_so}, đạt tỷ lệ {ty_le}",
    "chiem": "chiếm {ty_le}",
    "trong_do": "trong đó: {cac_phan}",
    "phan_ten_truoc": "{ten} {gia_tri}",
    "phan_so_truoc": "{gia_tri} {ten}",
    "ngan_cach_phan": "; ",
}


class WordingError(ValueError):
    """A replacement that leaves out a slot, or has one that the phrase does not fill."""


def _slots(text: str) -> list[str]:
    """The names in braces; a width or a conversion behind a name ("{so:>999999999}") makes it another name."""
    parts = Formatter().parse(text)
    return sorted(f"{name}{spec}{conversion or ''}" for _, name, spec, conversion in parts if name is not None)


def check_entry(key: str, text: str) -> None:
    """Refuse a replacement whose slots differ from those of the default.

    Raises:
        WordingError: with the slots that are wanted.
    """
    wanted = _slots(DEFAULT[key])
    try:
        found = _slots(text)
    except ValueError:
        found = []
    if found != wanted:
        listed = " ".join(f"{{{name}}}" for name in wanted) or "không có ô nào"
        raise WordingError(f'cách viết "{text}" phải có đúng các ô: {listed}')


class Wording:
    """The table with an office's replacements; ``wording("dat_kh", ty_le=…, ke_hoach=…)`` fills an entry."""

    __slots__ = ("_table",)

    def __init__(self, replacements: Mapping[str, str] | None = None) -> None:
        for key, text in (replacements or {}).items():
            check_entry(key, text)
        self._table = {**DEFAULT, **(replacements or {})}

    def __call__(self, key: str, **slots: str) -> str:
        return self._table[key].format(**slots)
