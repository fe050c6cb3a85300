from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.dataset import Dataset
from lcdraft.document import Origin, Paragraph, Span
from lcdraft.errors import Place
from lcdraft.load.workspace import load_dataset
from lcdraft.periods import parse_period
from lcdraft.render import render_document
from lcdraft.template import views
from lcdraft.template.session import Phrase, Session
from lcdraft.template.views import AgencyView, IndicatorView, PeriodView, Reading, indicator_views, period_view

if TYPE_CHECKING:
    from tests.conftest import Said

FIGURES = "data/so-lieu/6-thang-2025.yaml"

FILES = {
    "lcdraft.yaml": """\
co_quan:
  ten: Ủy ban nhân dân thành phố Mẫu
  viet_tat: UBND thành phố
  cap: thành phố
  don_vi: thành phố Mẫu
  dia_danh: Mẫu
giao_ke_hoach:
  nam: {ten: kế hoạch, gon: KH}
  tinh: {ten: kế hoạch tỉnh giao, gon: KH tỉnh giao, so_voi: true}
  hdnd: {ten: Nghị quyết HĐND thành phố giao, gon: NQ HĐND, so_voi: true}
""",
    "data/chi-tieu.yaml": """\
chi_tieu:
  ban_le: {ten: Tổng mức bán lẻ, don_vi: tỷ đồng, gom: [thuong_nghiep, dich_vu]}
  thuong_nghiep: {ten: Doanh thu thương nghiệp, ten_ngan: Thương nghiệp, don_vi: tỷ đồng}
  dich_vu: {ten: Doanh thu dịch vụ, ten_ngan: Dịch vụ, don_vi: tỷ đồng}
  khach: {ten: Lượt khách du lịch, don_vi: lượt khách, so_le_so_sanh: 1}
  thu: {ten: Tổng thu ngân sách, don_vi: triệu đồng}
  chuyen_nguon: {ten: Thu chuyển nguồn, don_vi: triệu đồng}
  thu_deu: {ten: Thu đều, don_vi: triệu đồng, so_le_ty_le: 0}
  htx: {ten: Hợp tác xã cấp mới, don_vi: hợp tác xã}
  don: {ten: Số đơn tiếp nhận, don_vi: đơn}
  vu: {ten: Số vụ, don_vi: vụ, chieu: giam, gom: [vu_a, vu_b]}
  vu_a: {ten: niêm yết giá, don_vi: vụ}
  vu_b: {ten: thú y, don_vi: vụ}
  rung: {ten: Tỷ lệ che phủ rừng, don_vi: "%", tinh_chat: ty_le}
  dan_so: {ten: Tỷ lệ tăng dân số tự nhiên, don_vi: ‰, tinh_chat: ty_le, chieu: giam}
  suy_dd: {ten: Tỷ lệ suy dinh dưỡng, don_vi: "%", tinh_chat: ty_le, chieu: giam, ty_le_nghich: true}
  ho_ngheo: {ten: Số hộ nghèo, don_vi: hộ, tinh_chat: thoi_diem, chieu: giam}
  truong: {ten: Tổng số trường, don_vi: trường, tinh_chat: thoi_diem}
  chuan: {ten: Trường chuẩn quốc gia, don_vi: trường, tinh_chat: thoi_diem, mau_so: truong}
  tieu_chi: {ten: Tiêu chí nông thôn mới, don_vi: tiêu chí, mau_so: 19}
  tien: {ten: Tiền trợ cấp, don_vi: tỷ đồng, so_le: 2}
  trong: {ten: Diện tích dong riềng, don_vi: ha}
  chua_co: {ten: Chỉ tiêu chưa có, don_vi: đơn}
  thu_nhap: {ten: Thu nhập bình quân, don_vi: triệu đồng/người/năm}
""",
    "data/ke-hoach/2025.yaml": """\
nam: 2025
ke_hoach:
  ban_le: 4.889
  khach: {nam: 270.400}
  thu: {tinh: 526.000, hdnd: 530.000, suy_ra: true}
  thu_deu: {tinh: 1.000, hdnd: 1.004}
  htx: 10
  vu: 10
  don: 0
  rung: 67,9
  dan_so:
    nam: 9,56
  suy_dd: 10,5
  trong: 110
  thu_nhap: 65
""",
    "data/ke-hoach/2026.yaml": """\
nam: 2026
ke_hoach:
  ban_le: {giao: 5.378, nam: 5.329}
  thu: {hdnd: 536.520}
  htx: 9
  rung: 68,5
""",
    "data/ke-hoach/2021-2025.yaml": """\
nam: 2021-2025
ke_hoach:
  ban_le: {giai_doan: 20.000}
  htx: {giai_doan: 40}
  rung: {giai_doan: 68, suy_ra: true}
""",
    FIGURES: """\
ky: 6-thang-2025
den_ngay: 14/6/2025
trang_thai: uoc
so_lieu:
  ban_le:
    gia_tri: 2.327
    uoc_ca_nam: 4.889
  thuong_nghiep:
    gia_tri: 2.173
    uoc_ca_nam: 4.500
  dich_vu:
    gia_tri: 154
    uoc_ca_nam: 389
  khach: {gia_tri: 158.727, xap_xi: trên}
  thu: {gia_tri: 375.998, loai_tru: chuyen_nguon, trang_thai: thuc_hien, uoc_ca_nam: 526.000}
  chuyen_nguon: 92.628
  thu_deu: {gia_tri: 110, loai_tru: 20, trang_thai: thuc_hien}
  htx: {gia_tri: 04, trang_thai: thuc_hien}
  don: {gia_tri: 75, cung_ky: 39}
  vu: {gia_tri: 9, trang_thai: thuc_hien}
  vu_a: 02
  vu_b: 7
  rung:
    gia_tri: 66,7
    trang_thai: thuc_hien
  dan_so:
    gia_tri: 8,16
  suy_dd:
    gia_tri: 9,7
  ho_ngheo: {gia_tri: 166, trang_thai: thuc_hien}
  truong: 28
  chuan: {gia_tri: 27, trang_thai: thuc_hien}
  tieu_chi: {gia_tri: 14, mau_so: 20, trang_thai: thuc_hien, den_ngay: 23/6/2025}
  tien:
    gia_tri: 2,7
  trong: 186
  chua_co:
  thu_nhap: {uoc_ca_nam: {gia_tri: 65, trang_thai: muc_tieu}}
""",
    "data/so-lieu/6-thang-2024.yaml": """\
ky: 6-thang-2024
so_lieu:
  ban_le: 2.280
  khach: 122.000
  don: 40
  htx: 04
  vu: 10
  rung:
    gia_tri: 66,29
  dan_so:
    gia_tri: 9
  ho_ngheo: 0
  tien: 1
""",
    "data/so-lieu/nam-2024.yaml": "ky: nam-2024\nso_lieu:\n  ban_le: 4.600\n",
    "data/so-lieu/nam-2020.yaml": "ky: nam-2020\nso_lieu:\n  ban_le: 10.000\n  htx: 11\n  rung: 60\n",
    "data/so-lieu/thang-2025-06.yaml": """\
ky: thang-2025-06
so_lieu:
  ban_le: {gia_tri: 2.327, trong_ky: 400}
  ho_ngheo: 170
""",
    "data/so-lieu/thang-2025-07.yaml": """\
ky: thang-2025-07
trang_thai: uoc
so_lieu:
  ban_le: {gia_tri: 2.750, trong_ky: 423}
  khach: {gia_tri: 190.000, trong_ky: 31.273, ky_truoc: 30.000}
  ho_ngheo: {gia_tri: 166, trang_thai: thuc_hien}
  htx: 05
""",
    "data/so-lieu/giua-ky-2021-2025.yaml": """\
ky: giua-ky-2021-2025
trang_thai: uoc
so_lieu:
  ban_le: {gia_tri: 11.200, uoc_ca_nam: 21.000}
  htx: {gia_tri: 20, trang_thai: thuc_hien}
  rung:
    gia_tri: 66,7
  suy_dd:
    gia_tri: 9,7
    uoc_ca_nam: 9,70
  truong: {gia_tri: 30, uoc_ca_nam: 28}
  chuan: {gia_tri: 25, uoc_ca_nam: 27}
  vu: {gia_tri: 3, gom: [vu_b]}
  vu_b: 3
""",
    "data/bao-cao/6-thang-2025.yaml": "ky: 6-thang-2025\n",
    "templates/mot-doan.md.j2": "{{ noi_dung('doan') }}\n",
}

CASES = [
    # Values
    ("ban_le.ten", "Tổng mức bán lẻ"),
    ("ban_le.ten_ngan", "Tổng mức bán lẻ"),
    ("dich_vu.ten_ngan", "Dịch vụ"),
    ("ban_le.ten | thuong_dau", "tổng mức bán lẻ"),
    ("ban_le.ten | hoa", "TỔNG MỨC BÁN LẺ"),
    ("ban_le.uoc_dat | hoa_dau", "Ước đạt 2.327 tỷ đồng"),
    ("ban_le.don_vi", "tỷ đồng"),
    ("ban_le", "2.327 tỷ đồng"),
    ("ban_le.so", "2.327"),
    ("ban_le.gia_tri", "2.327 tỷ đồng"),
    ("ban_le.gia_tri(don_vi='triệu đồng')", "2.327.000 triệu đồng"),
    ("ban_le.gia_tri('nghìn tỷ đồng')", "2,327 nghìn tỷ đồng"),
    ("ban_le.gia_tri(don_vi='nghìn tỷ đồng', so_le=1)", "2,3 nghìn tỷ đồng"),
    ("ban_le.so(so_le=2)", "2.327,00"),
    ("ban_le.den_ngay", "14/6/2025"),
    # Other periods
    ("ban_le.ky_khac('nam-2024').gia_tri", "4.600 tỷ đồng"),
    ("ban_le.ky_khac('giua-ky-2021-2025').ca_nam.uoc_dat", "ước đạt 21.000 tỷ đồng"),
    ("khach.ky_khac('thang-2025-07').trong_ky.so", "31.273"),
    ("tieu_chi.den_ngay", "23/6/2025"),
    ("tien.gia_tri", "2,70 tỷ đồng"),
    ("tien.gia_tri(so_le=0)", "3 tỷ đồng"),
    ("tien.gia_tri(don_vi='triệu đồng')", "2.700 triệu đồng"),
    ("khach.gia_tri", "trên 158.727 lượt khách"),
    ("khach.so", "158.727"),
    ("htx.gia_tri", "04 hợp tác xã"),
    ("htx.so", "04"),
    ("vu.gia_tri", "09 vụ"),
    ("trong.gia_tri", "186 ha"),
    ("rung.gia_tri", "66,7%"),
    ("dan_so.gia_tri", "8,16‰"),
    ("ban_le.uoc_dat", "ước đạt 2.327 tỷ đồng"),
    ("htx.uoc_dat", "đạt 04 hợp tác xã"),
    ("ban_le.dat", "đạt 2.327 tỷ đồng"),
    ("ban_le.uoc_thuc_hien", "ước thực hiện 2.327 tỷ đồng"),
    ("ban_le.uoc_thuc_hien(don_vi='triệu đồng')", "ước thực hiện 2.327.000 triệu đồng"),
    ("htx.uoc_thuc_hien", "thực hiện 04 hợp tác xã"),
    ("khach.la", "là trên 158.727 lượt khách"),
    ("ho_ngheo.con", "còn 166 hộ"),
    ("khach.uoc('đón')", "ước đón trên 158.727 lượt khách"),
    ("htx.uoc('cấp')", "cấp 04 hợp tác xã"),
    ("thu_nhap.ca_nam.uoc_dat", "phấn đấu đạt 65 triệu đồng/người/năm"),
    ("thu_nhap.ca_nam.uoc_thuc_hien", "phấn đấu thực hiện 65 triệu đồng/người/năm"),
    # Against the plan
    ("ban_le.dat_kh", "đạt 47,6% kế hoạch giao"),
    ("ban_le.dat_kh(gon=true)", "đạt 47,6% KH giao"),
    ("ban_le.dat_kh(so_le=0)", "đạt 48% kế hoạch giao"),
    ("ban_le.dat_kh('giao', so_le=2)", "đạt 47,6% kế hoạch giao"),
    ("ban_le.bang_kh", "bằng 47,6% kế hoạch giao"),
    ("ban_le.phan_tram_kh", "47,6%"),
    ("ban_le.ke_hoach", "4.889 tỷ đồng"),
    ("ban_le.ke_hoach(don_vi='triệu đồng')", "4.889.000 triệu đồng"),
    ("ban_le.ke_hoach_nam_sau", "5.378 tỷ đồng"),
    ("ban_le.ke_hoach_nam_sau('nam', don_vi='nghìn tỷ đồng')", "5,329 nghìn tỷ đồng"),
    ("thu.ke_hoach_nam_sau", "536.520 triệu đồng"),
    ("htx.ke_hoach_nam_sau", "09 hợp tác xã"),
    ("ban_le.ca_nam.tang_nam_sau", "tăng 10% so với năm 2025"),
    ("ban_le.ca_nam.tang_nam_sau('nam', so_voi=false, so_le=1)", "tăng 9%"),
    ("thu.ca_nam.tang_nam_sau", "tăng 2% so với năm 2025"),
    ("khach.dat_kh", "đạt 58,7% kế hoạch"),
    ("thu.dat_kh", "đạt 53,9% so với kế hoạch tỉnh giao và đạt 53,5% so với Nghị quyết HĐND thành phố giao"),
    ("thu.dat_kh('tinh')", "đạt 53,9% so với kế hoạch tỉnh giao"),
    ("thu.dat_kh('hdnd', 'tinh', gon=true)", "đạt 53,5% NQ HĐND và đạt 53,9% KH tỉnh giao"),
    ("thu.phan_tram_kh('hdnd')", "53,5%"),
    ("thu.da_loai_tru", "đã loại trừ thu chuyển nguồn (92.628 triệu đồng)"),
    ("thu_deu.da_loai_tru", "đã loại trừ 20 triệu đồng"),
    ("thu_deu.dat_kh", "đạt 9% kế hoạch tỉnh giao và Nghị quyết HĐND thành phố giao"),
    ("suy_dd.bang_kh(gon=true)", "bằng 108,2% KH giao"),
    ("rung.ngoac_kh", "(kế hoạch giao 67,9%)"),
    ("rung.dat_kh", "đạt 98,2% kế hoạch giao"),
    ("dan_so.vuot_kh", "vượt 1,4‰ kế hoạch"),
    ("rung.vuot_kh", "thấp hơn 1,2% so với kế hoạch giao"),
    ("trong.vuot_kh", "vượt 69,1% kế hoạch giao"),
    ("trong.vuot_kh(gon=true, so_le=0)", "vượt 69% KH giao"),
    ("trong.tren_kh", "186/110 ha"),
    ("trong.vuot_kh_giao", "vượt kế hoạch giao (kế hoạch giao 110 ha)"),
    ("vu.dat_kh_chu", "vượt kế hoạch giao"),
    ("htx.dat_kh_chu", "chưa đạt kế hoạch giao"),
    ("htx.vuot_kh_giao", "chưa đạt kế hoạch giao (kế hoạch giao 10 hợp tác xã)"),
    ("thu_nhap.ca_nam.dat_kh_chu", "đạt kế hoạch giao"),
    ("ban_le.ca_nam.uoc_dat", "ước đạt 4.889 tỷ đồng"),
    ("ban_le.ca_nam.dat_kh", "đạt 100% kế hoạch giao"),
    ("thu.ca_nam.dat_kh('tinh')", "đạt 100% so với kế hoạch tỉnh giao"),
    # Against another period
    ("ban_le.so_cung_ky", "tăng 2% so với cùng kỳ năm 2024"),
    ("ban_le.so_cung_ky(nam=false)", "tăng 2% so với cùng kỳ"),
    ("ban_le.so_cung_ky(so_voi=false)", "tăng 2%"),
    ("ban_le.so_cung_ky(so_le=2)", "tăng 2,06% so với cùng kỳ năm 2024"),
    ("khach.so_cung_ky", "tăng 30,1% so với cùng kỳ năm 2024"),
    ("vu.so_cung_ky", "giảm 10% so với cùng kỳ năm 2024"),
    ("vu.so_cung_ky_so", "giảm 01 vụ so với cùng kỳ năm 2024"),
    ("don.so_cung_ky_so", "tăng 35 đơn so với cùng kỳ năm 2024"),
    ("don.so_cung_ky_so(nam=false)", "tăng 35 đơn so với cùng kỳ"),
    ("don.so_cung_ky_so(so_voi=false)", "tăng 35 đơn"),
    ("htx.so_cung_ky", "bằng cùng kỳ năm 2024"),
    ("htx.so_cung_ky_so", "bằng cùng kỳ năm 2024"),
    ("rung.so_cung_ky", "tăng 0,41 điểm phần trăm so với cùng kỳ năm 2024"),
    ("rung.so_cung_ky(so_le=1)", "tăng 0,4 điểm phần trăm so với cùng kỳ năm 2024"),
    ("dan_so.so_cung_ky", "giảm 0,84 điểm phần nghìn so với cùng kỳ năm 2024"),
    ("tien.gap", "gấp 2,7 lần so với cùng kỳ năm 2024"),
    ("tien.gap(nam=false, so_le=0)", "gấp 3 lần so với cùng kỳ"),
    ("ban_le.ca_nam.so_cung_ky", "tăng 6% so với năm 2024"),
    ("htx.so_nam_so(2020)", "giảm 07 hợp tác xã so với năm 2020"),
    ("rung.so_nam(2020)", "tăng 6,7 điểm phần trăm so với năm 2020"),
    ("rung.so_nam(nam=2020)", "tăng 6,7 điểm phần trăm so với năm 2020"),
    # Of a whole, and into parts
    ("chuan.tren", "27/28 trường"),
    ("chuan.tren_ty_le", "27/28 trường, đạt tỷ lệ 96,4%"),
    ("chuan.tren_ty_le(so_le=0)", "27/28 trường, đạt tỷ lệ 96%"),
    ("chuan.ty_le", "96,4%"),
    ("chuan.chiem", "chiếm 96,4%"),
    ("tieu_chi.tren", "14/20 tiêu chí"),
    ("tieu_chi.ty_le", "70%"),
    ("ban_le.trong_do", "trong đó: Thương nghiệp 2.173 tỷ đồng; Dịch vụ 154 tỷ đồng"),
    ("ban_le.trong_do(hoa=true)", "Trong đó: Thương nghiệp 2.173 tỷ đồng; Dịch vụ 154 tỷ đồng"),
    ("ban_le.ca_nam.trong_do", "trong đó: Thương nghiệp 4.500 tỷ đồng; Dịch vụ 389 tỷ đồng"),
    ("vu.trong_do(so_truoc=true)", "trong đó: 02 vụ niêm yết giá; 07 vụ thú y"),
    # The period
    ("ky", "6 tháng đầu năm 2025"),
    ("ky.loai", "6-thang"),
    ("ky.nhan", "6 tháng đầu năm 2025"),
    ("ky.nhan_ngan", "6 tháng đầu năm"),
    ("ky.luy_ke", "6 tháng đầu năm 2025"),
    ("ky.con_lai", "6 tháng cuối năm 2025"),
    ("ky.con_lai_ngan", "6 tháng cuối năm"),
    ("ky.nam", "2025"),
    ("ky.nam_truoc", "2024"),
    ("ky.nam_sau", "2026"),
    ("ky.cung_ky", "cùng kỳ năm 2024"),
    ("ky.truoc", "6 tháng đầu năm 2024"),
    ("ky.ke_hoach", "năm 2025"),
    ("ky.so_thang", "6"),
    ("ky.den_ngay", "14/6/2025"),
    ("ky.nhan | hoa", "6 THÁNG ĐẦU NĂM 2025"),
    # The agency
    ("co_quan.ten", "Ủy ban nhân dân thành phố Mẫu"),
    ("co_quan.viet_tat", "UBND thành phố"),
    ("co_quan.viet_tat | thuong_dau", "UBND thành phố"),
    ("co_quan.cap", "thành phố"),
    ("co_quan.cap | hoa_dau", "Thành phố"),
    ("co_quan.don_vi", "thành phố Mẫu"),
    ("co_quan.dia_danh", "Mẫu"),
    # By name
    ("chi_tieu('ban_le').so", "2.327"),
    # Whole sentences: what the data do not make is left out
    ("ban_le.tinh_hinh", "ước đạt 2.327 tỷ đồng, tăng 2% so với cùng kỳ năm 2024, đạt 47,6% kế hoạch giao"),
    (
        "khach.tinh_hinh(dong_tu='đón')",
        "ước đón trên 158.727 lượt khách, tăng 30,1% so với cùng kỳ năm 2024, đạt 58,7% kế hoạch",
    ),
    ("thu.tinh_hinh('tinh', gon=true)", "đạt 375.998 triệu đồng, đạt 53,9% KH tỉnh giao"),
    ("trong.tinh_hinh", "ước đạt 186 ha, đạt 169,1% kế hoạch giao"),
    ("ky.trong", "trong kỳ"),
    ("ky.nam_dau", "2025"),
    ("ky.nam_goc", "2024"),
    ("ky.nam_bao_cao", "2025"),
]

MONTH = [
    ("ban_le.uoc_dat", "ước đạt 2.750 tỷ đồng"),
    ("ban_le.luy_ke", "lũy kế 7 tháng ước đạt 2.750 tỷ đồng"),
    ("ban_le.rieng_ky", "riêng trong tháng 7 ước đạt 423 tỷ đồng"),
    ("ban_le.trong_ky.uoc_dat", "ước đạt 423 tỷ đồng"),
    ("ban_le.trong_ky.rieng_ky", "riêng trong tháng 7 ước đạt 423 tỷ đồng"),
    ("ban_le.ky_nay.gia_tri", "423 tỷ đồng"),
    ("ban_le.ky_nay.so_ky_truoc", "tăng 6% so với tháng 6/2025"),
    ("ho_ngheo.ky_nay.gia_tri", "166 hộ"),
    ("ban_le.trong_ky.so_ky_truoc", "tăng 6% so với tháng 6/2025"),
    ("ban_le.trong_ky.so_ky_truoc(so_le=2)", "tăng 5,75% so với tháng 6/2025"),
    ("ban_le.trong_ky.so_ky_truoc(so_voi=false)", "tăng 6%"),
    ("khach.trong_ky.so_ky_truoc", "tăng 4,2% so với tháng 6/2025"),
    ("ho_ngheo.so_ky_truoc", "giảm 2% so với tháng 6/2025"),
    ("ban_le.dat_kh", "đạt 56,2% kế hoạch giao"),
    (
        "ban_le.tinh_hinh",
        "trong tháng ước đạt 423 tỷ đồng, tăng 6% so với tháng 6/2025"
        " (lũy kế 7 tháng ước đạt 2.750 tỷ đồng, đạt 56,2% kế hoạch giao)",
    ),
    ("ho_ngheo.tinh_hinh", "đạt 166 hộ"),
    ("htx.tinh_hinh(gon=true)", "ước đạt 05 hợp tác xã, đạt 50% KH giao"),
    ("ky.trong", "trong tháng"),
    ("ky.truoc", "tháng 6/2025"),
    ("ky.con_lai", "tháng 8 năm 2025"),
    ("ky.den_ngay", "14/7/2025"),
    ("ky.luy_ke", "7 tháng đầu năm 2025"),
]

MID_TERM = [
    ("ban_le.bang_kh_gd", "bằng 56% KH giai đoạn (KHGĐ là 20.000 tỷ đồng)"),
    ("ban_le.bang_kh_gd(so_le=1)", "bằng 56% KH giai đoạn (KHGĐ là 20.000 tỷ đồng)"),
    ("htx.bang_kh_gd", "bằng 50% KH giai đoạn (KHGĐ là 40 hợp tác xã)"),
    ("ban_le.ca_nam.bang_kh", "bằng 105% kế hoạch giai đoạn"),
    ("ban_le.so_nam(2020)", "tăng 12% so với năm 2020"),
    ("ban_le.chi_so_nam(2020)", "đạt 112% so với năm 2020"),
    ("ban_le.tang_binh_quan(2020)", "tốc độ tăng bình quân đạt 4%/năm"),
    ("ban_le.tang_binh_quan(2020, so_le=2)", "tốc độ tăng bình quân đạt 3,85%/năm"),
    ("ban_le.ca_nam.tang_binh_quan(2020)", "tốc độ tăng bình quân đạt 16%/năm"),
    ("htx.so_nam_so(2020)", "tăng 09 hợp tác xã so với năm 2020"),
    (
        "ban_le.tinh_hinh",
        "ước đạt 11.200 tỷ đồng, bằng 56% KH giai đoạn (KHGĐ là 20.000 tỷ đồng);"
        " cả giai đoạn 2021-2025 ước đạt 21.000 tỷ đồng, bằng 105% KH giai đoạn",
    ),
    (
        "ban_le.tinh_hinh('giai_doan', dong_tu='bán')",
        "ước bán 11.200 tỷ đồng, bằng 56% KH giai đoạn;"
        " cả giai đoạn 2021-2025 ước bán 21.000 tỷ đồng, bằng 105% KH giai đoạn",
    ),
    (
        "ban_le.tinh_hinh(tien='nghìn tỷ đồng')",
        "ước đạt 11,2 nghìn tỷ đồng, bằng 56% KH giai đoạn (KHGĐ là 20 nghìn tỷ đồng);"
        " cả giai đoạn 2021-2025 ước đạt 21 nghìn tỷ đồng, bằng 105% KH giai đoạn",
    ),
    ("htx.tinh_hinh(tien='tỷ đồng')", "đạt 20 hợp tác xã, bằng 50% KH giai đoạn (KHGĐ là 40 hợp tác xã)"),
    ("htx.tinh_hinh", "đạt 20 hợp tác xã, bằng 50% KH giai đoạn (KHGĐ là 40 hợp tác xã)"),
    ("rung.tinh_hinh", "ước đạt 66,7%, tăng 6,7 điểm phần trăm so với năm 2020, bằng 98,1% KH giai đoạn"),
    ("truong.tinh_hinh", "ước đạt 30 trường; cả giai đoạn 2021-2025 ước đạt 28 trường"),
    ("suy_dd.tinh_hinh", "ước đạt 9,7%; ước giữ ở mức 9,7% đến hết giai đoạn 2021-2025"),
    ("ky.nam_goc", "2020"),
    ("ky.nam_dau", "2021"),
    ("ky.nam_bao_cao", "2023"),
    ("ky.nam", "2025"),
    ("chuan.tren_ty_le", "25/30 trường, đạt tỷ lệ 83,3%"),
    ("chuan.ca_nam.tren_ty_le", "27/28 trường, đạt tỷ lệ 96,4%"),
    ("vu.trong_do", "trong đó: thú y 03 vụ"),
    ("ky.ke_hoach", "giai đoạn 2021-2025"),
    ("ky.con_lai", "2 năm còn lại của giai đoạn 2021-2025"),
]

ABSENT = [
    # what is asked for, what the warning says
    ("chua_co.so_cung_ky", "chưa có số liệu cùng kỳ trong data/so-lieu/6-thang-2024.yaml"),
    ("thuong_nghiep.so_cung_ky", "chưa có số liệu cùng kỳ trong data/so-lieu/6-thang-2024.yaml"),
    ("ho_ngheo.so_cung_ky", "giá trị gốc so sánh bằng 0"),
    ("thu.ca_nam.so_cung_ky", "chưa có số liệu năm 2024 trong data/so-lieu/nam-2024.yaml"),
    ("ban_le.so_nam(2019)", "chưa có số liệu năm 2019 trong data/so-lieu/nam-2019.yaml"),
    ("ban_le.tang_binh_quan(2019)", "chưa có số liệu năm 2019"),
    ("ban_le.so_ky_truoc", "số lũy kế không so với kỳ trước"),
    ("ban_le.trong_ky.dat_kh", "chưa có số liệu kỳ này"),
    ("ban_le.rieng_ky", "chưa có số liệu riêng của kỳ này"),
    ("thu_nhap.luy_ke", "chưa có số liệu kỳ này"),
    ("htx.gap", "không lớn hơn gốc so sánh"),
    ("thuong_nghiep.dat_kh", "chưa có kế hoạch 2025 trong data/ke-hoach/2025.yaml"),
    ("ban_le.dat_kh('tinh')", 'kế hoạch 2025 không có mức giao "tinh"'),
    ("khach.ke_hoach_nam_sau", "chưa có kế hoạch 2026 trong data/ke-hoach/2026.yaml"),
    ("ban_le.ke_hoach_nam_sau('tinh')", 'kế hoạch 2026 không có mức giao "tinh"'),
    ("ban_le.tang_nam_sau", "kế hoạch năm sau chỉ so với số cả năm; dùng ca_nam"),
    ("htx.ca_nam.tang_nam_sau", "chưa có số liệu kỳ này"),
    ("don.dat_kh", "kế hoạch bằng 0"),
    ("thuong_nghiep.ngoac_kh", "chưa có kế hoạch 2025"),
    ("htx.da_loai_tru", "chưa khai phần loại trừ"),
    ("ban_le.tren", "chưa khai mẫu số"),
    ("htx.trong_do", "chưa có số liệu thành phần"),
    ("thu_nhap.tren_kh", "chưa có số liệu kỳ này"),
]

GAPS = [
    ("chua_co.so", "[…]"),
    ("chua_co.gia_tri", "[…] đơn"),
    ("chua_co.uoc_dat", "ước đạt […] đơn"),
    ("chua_co.la", "là […] đơn"),
    ("chua_co.uoc('nhận')", "ước nhận […] đơn"),
    ("chua_co.ca_nam.uoc_thuc_hien", "ước thực hiện […] đơn"),
    ("thu_nhap.gia_tri(don_vi='tỷ đồng')", "[…] tỷ đồng"),
]

Say = Callable[..., "Said"]


def changed(item: Any, **fields: Any) -> Any:
    """The same item with other fields, be it a dataclass or a named tuple."""
    return item._replace(**fields) if hasattr(item, "_replace") else dataclasses.replace(item, **fields)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    root = tmp_path_factory.mktemp("views")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found, problems = load_dataset(root)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def say(dataset: Dataset, printer: Say) -> Say:
    def printed(passage: str, period: str = "6-thang-2025", **changes: Any) -> Said:
        return printer(dataset, (dataset.root / "templates",), passage, period, **changes)

    return printed


def folders(dataset: Dataset) -> tuple[Path, ...]:
    return (dataset.root / "templates",)


@pytest.mark.parametrize(("expression", "text"), CASES, ids=[case[0] for case in CASES])
def test_what_a_template_prints(say: Say, expression: str, text: str) -> None:
    said = say(f"{{{{ {expression} }}}}")
    assert said.text == text
    assert said.problems == ()


@pytest.mark.parametrize(("expression", "text"), MONTH, ids=[case[0] for case in MONTH])
def test_a_monthly_report(say: Say, expression: str, text: str) -> None:
    said = say(f"{{{{ {expression} }}}}", "thang-2025-07")
    assert (said.text, said.problems) == (text, ())


@pytest.mark.parametrize(("expression", "text"), MID_TERM, ids=[case[0] for case in MID_TERM])
def test_a_mid_term_review(say: Say, expression: str, text: str) -> None:
    said = say(f"{{{{ {expression} }}}}", "giua-ky-2021-2025")
    assert (said.text, said.problems) == (text, ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Số đơn {{ chua_co.dat_kh }}.", "Số đơn […]."),
        ("Đã nhận {{ chua_co.gia_tri }}, {{ chua_co.dat_kh }}, sau.", "Đã nhận […] đơn, sau."),
        ("Đã nhận {{ chua_co.gia_tri }} (bằng {{ chua_co.dat_kh }}).", "Đã nhận […] đơn (bằng […])."),
        ("{% if chua_co.dat_kh %}Có {{ chua_co.dat_kh }}.{% endif %} Hết.", "Hết."),
        ("Nhận {{ chua_co.gia_tri }}, {{ chua_co.dat_kh }} tổng số.", "Nhận […] đơn, […] tổng số."),
        ("Đơn {{ chua_co.dat_kh }}, {{ chua_co.dat_kh }}.", "Đơn […]."),
    ],
)
def test_a_phrase_that_waits_for_its_value_is_a_gap(say: Say, source: str, text: str) -> None:
    """Said once where the sentence needs it, not again behind the value itself."""
    said = say(source)
    assert said.text == text
    assert {problem.severity for problem in said.problems} <= {"warning"}


@pytest.mark.parametrize(("expression", "reason"), ABSENT, ids=[case[0] for case in ABSENT])
def test_an_absent_phrase_takes_its_comma_along_and_is_reported(say: Say, expression: str, reason: str) -> None:
    said = say(f"Trước {{{{ htx.gia_tri }}}}, {{{{ {expression} }}}}, sau.")
    assert said.text == "Trước 04 hợp tác xã, sau."
    [warning] = said.problems
    assert (warning.code, warning.severity) == ("LC120", "warning")
    assert reason in warning.message
    assert "bỏ trống" in warning.message
    assert warning.place.line == 1
    assert warning.place.column == len("Trước {{ htx.gia_tri }}, {{ ") + 1


@pytest.mark.parametrize(("name", "advice"), [("tin", 'Có phải "tinh"?'), ("trung_uong", "Các cấp giao đã khai: giao")])
def test_an_authority_that_nobody_declared_is_a_mistake(say: Say, name: str, advice: str) -> None:
    said = say(f"{{{{ ban_le.dat_kh('{name}') }}}}")
    [problem] = said.problems
    assert (problem.code, problem.severity) == ("LC304", "error")
    assert f'không có cấp giao kế hoạch "{name}"' in problem.message
    assert advice in problem.advice


@pytest.mark.parametrize("unit", ["'ha'", "5"])
def test_money_is_not_printed_in_a_unit_that_is_none(say: Say, unit: str) -> None:
    said = say(f"{{{{ ban_le.tinh_hinh(tien={unit}) }}}}")
    assert set(said.codes) == {"LC304"}


@pytest.mark.parametrize(("expression", "text"), GAPS, ids=[case[0] for case in GAPS])
def test_a_value_not_typed_yet_is_a_gap_and_is_reported(say: Say, expression: str, text: str) -> None:
    said = say(f"{{{{ {expression} }}}}.")
    assert said.text == f"{text}."
    [warning] = said.problems
    assert (warning.code, warning.severity) == ("LC121", "warning")
    assert "data/so-lieu/6-thang-2025.yaml" in warning.advice


def test_a_report_says_how_many_decimals(say: Say) -> None:
    passage = "{{ trong.dat_kh }}; {{ ban_le.so_cung_ky }}; {{ thu_deu.dat_kh }}; {{ khach.so_cung_ky }}"
    assert say(passage, ratio_decimals=2, change_decimals=2).text == (
        "đạt 169,09% kế hoạch giao; tăng 2,06% so với cùng kỳ năm 2024;"
        " đạt 9% kế hoạch tỉnh giao và Nghị quyết HĐND thành phố giao; tăng 30,1% so với cùng kỳ năm 2024"
    )


def test_the_wording_of_the_office_is_used(dataset: Dataset, printer: Say) -> None:
    settings = changed(
        dataset.settings,
        wording={"dat_kh": "bằng {ty_le} {ke_hoach}", "uoc_dat": "dự ước đạt {gia_tri}", "ngan_cach_phan": ", "},
    )
    other = changed(dataset, settings=settings)
    said = printer(other, folders(dataset), "{{ ban_le.uoc_dat }}, {{ ban_le.dat_kh }}, {{ ban_le.trong_do }}")
    assert said.text == (
        "dự ước đạt 2.327 tỷ đồng, bằng 47,6% kế hoạch giao, trong đó: Thương nghiệp 2.173 tỷ đồng, Dịch vụ 154 tỷ đồng"
    )


def test_conditions_ask_whether_a_phrase_can_be_made(say: Say) -> None:
    passage = (
        "{% if chua_co.co %}sai{% else %}chưa có{% endif %};"
        "{% if ban_le.co %} có{% endif %};"
        "{% if thuong_nghiep.dat_kh %} sai{% else %} không kế hoạch{% endif %};"
        "{% if ban_le.dat_kh %} có kế hoạch{% endif %};"
        "{% if ky.so_thang < 12 %} chưa hết năm{% endif %};"
        "{% if ky.loai == '6-thang' %} nửa năm{% endif %}"
    )
    said = say(passage)
    assert said.text == "chưa có; có; không kế hoạch; có kế hoạch; chưa hết năm; nửa năm"
    assert said.problems == ()


def test_the_text_of_the_data_is_never_run_as_a_template(dataset: Dataset, printer: Say) -> None:
    indicator = changed(dataset.catalogue["ban_le"], name="{{ 7 * 7 }} {% raw %} *đậm*")
    other = changed(dataset, catalogue={**dataset.catalogue, "ban_le": indicator})
    assert printer(other, folders(dataset), "{{ ban_le.ten }}").text == "{{ 7 * 7 }} {% raw %} *đậm*"


# Provenance


def span_of(dataset: Dataset, expression: str) -> Span:
    """The one computed text of an expression."""
    session = Session()
    reading = Reading(dataset, parse_period("6-thang-2025"), session, dataset.reports["6-thang-2025"])
    name, _, attribute = expression.partition(".")
    value: Any = indicator_views(reading)[name]
    for part in attribute.split("."):
        value = getattr(value, part)
    str(value)
    [span] = session.spans
    return span


def origin(dataset: Dataset, expression: str) -> Origin:
    found = span_of(dataset, expression).origin
    assert found is not None
    return found


def place_of(line_part: str, value: str) -> Place:
    """Where a value stands in the figures."""
    for number, line in enumerate(FILES[FIGURES].split("\n"), 1):
        if line.strip().startswith(line_part):
            return Place(FIGURES, number, line.index(value) + 1)
    raise AssertionError(line_part)


def test_a_typed_value_leads_back_to_its_line(dataset: Dataset) -> None:
    found = origin(dataset, "vu.gia_tri")
    assert (found.indicator, found.formula) == ("vu", "số liệu nhập")
    [operand] = found.operands
    assert (operand.name, operand.value) == ("Số vụ", "09 vụ")
    assert operand.place == place_of("vu: {gia_tri", "9")


def test_a_percentage_shows_its_sum(dataset: Dataset) -> None:
    found = origin(dataset, "ban_le.dat_kh")
    assert found.formula == "2.327 : 4.889 × 100 = 47,597%"
    assert [(operand.name, operand.value) for operand in found.operands] == [
        ("Tổng mức bán lẻ", "2.327 tỷ đồng"),
        ("kế hoạch giao", "4.889 tỷ đồng"),
    ]
    assert [operand.place for operand in found.operands] == [
        place_of("gia_tri: 2.327", "2.327"),
        Place("data/ke-hoach/2025.yaml", 3, 11),
    ]


def test_a_percentage_names_what_is_left_out_and_what_was_deduced(dataset: Dataset) -> None:
    found = origin(dataset, "thu.dat_kh")
    assert found.formula == (
        "(375.998 − 92.628) : 526.000 × 100 = 53,873%; (375.998 − 92.628) : 530.000 × 100 = 53,466%"
    )
    assert [operand.name for operand in found.operands] == [
        "Tổng thu ngân sách",
        "Loại trừ: Thu chuyển nguồn",
        "kế hoạch tỉnh giao (suy ra)",
        "Nghị quyết HĐND thành phố giao (suy ra)",
    ]


def test_growth_shows_its_sum_and_both_places(dataset: Dataset) -> None:
    found = origin(dataset, "ban_le.so_cung_ky")
    assert found.formula == "(2.327 − 2.280) : 2.280 × 100 = 2,061%"
    assert [operand.place for operand in found.operands] == [
        place_of("gia_tri: 2.327", "2.327"),
        Place("data/so-lieu/6-thang-2024.yaml", 3, 11),
    ]


def test_the_plan_of_the_next_year_names_its_file_and_the_value_it_grows_from(dataset: Dataset) -> None:
    found = origin(dataset, "ban_le.ca_nam.tang_nam_sau")
    assert found.formula == "(5.378 − 4.889) : 4.889 × 100 = 10,002%"
    assert [operand.name for operand in found.operands] == ["Kế hoạch giao 2026", "Tổng mức bán lẻ"]
    assert found.operands[0].place == Place("data/ke-hoach/2026.yaml", 3, 18)


def test_a_report_of_the_year_compares_its_own_value_with_the_plan_of_the_next(dataset: Dataset) -> None:
    reading = Reading(dataset, parse_period("nam-2024"), Session(plain=True))
    assert str(indicator_views(reading)["ban_le"].tang_nam_sau) == "tăng 6% so với năm 2024"
    multi = Reading(dataset, parse_period("giua-ky-2021-2025"), Session(plain=True))
    assert not indicator_views(multi)["ban_le"].ca_nam.tang_nam_sau


def test_last_year_s_file_counts_before_a_base_typed_beside_the_figure(dataset: Dataset) -> None:
    found = origin(dataset, "don.so_cung_ky_so")
    assert [operand.value for operand in found.operands] == ["75 đơn", "40 đơn"]


def test_a_base_typed_beside_the_figure_stands_in(dataset: Dataset, printer: Say) -> None:
    without = {key: value for key, value in dataset.figures.items() if key != "6-thang-2024"}
    other = changed(dataset, figures=without)
    assert printer(other, folders(dataset), "{{ don.so_cung_ky_so }}").text == "tăng 36 đơn so với cùng kỳ năm 2024"


def test_a_breakdown_names_every_part(dataset: Dataset) -> None:
    found = origin(dataset, "ban_le.trong_do")
    assert [operand.value for operand in found.operands] == ["2.173 tỷ đồng", "154 tỷ đồng"]
    assert all(operand.place is not None for operand in found.operands)


def test_a_gap_says_which_value_it_waits_for(dataset: Dataset) -> None:
    gap = span_of(dataset, "chua_co.gia_tri")
    assert (gap.text, gap.gap) == ("[…] đơn", True)
    assert gap.origin is not None
    assert (gap.origin.indicator, gap.origin.formula) == ("chua_co", "chưa có số liệu")


def test_origins_stay_in_the_document(dataset: Dataset) -> None:
    report = dataset.reports["6-thang-2025"]
    rendering = render_document(dataset, changed(report, template="ban-le"), (*folders(dataset), dataset.root / "khac"))
    assert [problem.code for problem in rendering.problems] == ["LC305"]
    (dataset.root / "khac").mkdir(exist_ok=True)
    (dataset.root / "khac" / "ban-le.md.j2").write_text("Đạt {{ ban_le.so }} và **{{ htx.so }}**.\n", encoding="utf-8")
    rendering = render_document(dataset, changed(report, template="ban-le"), (*folders(dataset), dataset.root / "khac"))
    assert rendering.document is not None
    [paragraph] = rendering.document.blocks
    assert isinstance(paragraph, Paragraph)
    spans = [inline for inline in paragraph.inlines if isinstance(inline, Span)]
    assert [span.text for span in spans] == ["2.327"]
    assert spans[0].origin is not None
    assert spans[0].origin.indicator == "ban_le"
    assert rendering.used == {"ban_le", "htx"}


# Every view, whatever it is asked


PHRASES = [name for name, item in vars(IndicatorView).items() if isinstance(item, property)]
PLAIN = [name for name in PHRASES if name not in ("co", "theo_doi", "tinh_hinh", "ca_nam", "trong_ky", "ky_nay")]
NEEDS = {"uoc": "đạt", "so_nam": 2020, "so_nam_so": 2020, "chi_so_nam": 2020, "tang_binh_quan": 2020}


def test_every_attribute_has_a_vietnamese_line_of_help() -> None:
    for kind in (IndicatorView, PeriodView, AgencyView):
        for name, item in vars(kind).items():
            if isinstance(item, property):
                assert item.__doc__, f"{kind.__name__}.{name}"
                assert any(ord(char) > 127 for char in item.__doc__), f"{kind.__name__}.{name}"


def test_an_indicator_is_followed_where_the_figures_have_a_line_for_it(dataset: Dataset) -> None:
    views = indicator_views(Reading(dataset, parse_period("6-thang-2025"), Session()))
    assert views["ban_le"].theo_doi
    assert views["chua_co"].theo_doi, "the line is there, its value is still empty"
    assert not views["chua_co"].co
    month = indicator_views(Reading(dataset, parse_period("thang-2025-07"), Session()))
    assert not month["chua_co"].theo_doi
    assert month["ban_le"].trong_ky.theo_doi
    assert not month["htx"].trong_ky.theo_doi


def test_every_phrase_is_tried_here() -> None:
    tried = {part for case in (*CASES, *MONTH, *MID_TERM) for part in case[0].replace("(", ".").split(".")}
    assert set(PHRASES) - tried <= {"co", "theo_doi"}


@pytest.mark.parametrize("period", ["6-thang-2025", "thang-2025-07", "giua-ky-2021-2025", "nam-2024", "quy-1-2025"])
@pytest.mark.parametrize("name", PLAIN)
def test_every_phrase_of_every_indicator_prints_or_is_reported(dataset: Dataset, period: str, name: str) -> None:
    """No base, no plan, a base of zero: whatever is asked for, a phrase prints clean words or a warning is left."""
    session = Session(plain=True)
    reading = Reading(dataset, parse_period(period), session)
    for view in indicator_views(reading).values():
        for horizon in (view, view.ca_nam, view.trong_ky):
            phrase = getattr(horizon, name)
            assert isinstance(phrase, Phrase)
            known = len(session.problems)
            text = str(phrase(NEEDS[name]) if name in NEEDS else phrase)
            assert text or len(session.problems) > known
            assert "  " not in text
            assert "None" not in text
            assert "tăng 0%" not in text
            assert "giảm 0%" not in text
            assert not any("\ue000" <= char <= "\uf8ff" for char in text)
    assert {problem.code for problem in session.problems} <= {"LC120", "LC121"}
    assert all(problem.severity == "warning" for problem in session.problems)


@given(
    now=st.decimals(0, 10**6, places=2), before=st.decimals(0, 10**6, places=2), plan=st.decimals(0, 10**6, places=2)
)
def test_phrases_follow_the_figures(dataset: Dataset, now: Any, before: Any, plan: Any) -> None:
    def typed(period: str, value: Any) -> views.Figure:
        figure = dataset.figures[period].by_indicator["ban_le"]
        assert figure.main.amount is not None
        amount = changed(figure.main.amount, value=value)
        return changed(figure, main=changed(figure.main, amount=amount))

    figures = dict(dataset.figures)
    for period, value in (("6-thang-2025", now), ("6-thang-2024", before)):
        by_indicator = {**figures[period].by_indicator, "ban_le": typed(period, value)}
        figures[period] = changed(figures[period], by_indicator=by_indicator)
    target = dataset.plans["2025"].targets["ban_le"]
    amount = changed(target.by_authority["giao"], value=plan)
    targets = {**dataset.plans["2025"].targets, "ban_le": changed(target, by_authority={"giao": amount})}
    plans = {**dataset.plans, "2025": changed(dataset.plans["2025"], targets=targets)}
    other = changed(dataset, figures=figures, plans=plans)
    view = indicator_views(Reading(other, parse_period("6-thang-2025"), Session(plain=True)))["ban_le"]
    growth = str(view.so_cung_ky)
    assert growth.startswith(("tăng", "giảm", "bằng")) == (before > 0)
    assert not growth.startswith("tăng" if now <= before else "giảm")
    assert bool(str(view.dat_kh)) == (plan > 0)
    assert bool(view.gap) <= (now > before > 0)


def test_the_cut_off_day_is_that_of_the_figures_or_of_the_calendar(dataset: Dataset) -> None:
    for period, day in (("6-thang-2025", "14/6/2025"), ("9-thang-2025", "14/9/2025")):
        assert period_view(Reading(dataset, parse_period(period), Session())).den_ngay == day
