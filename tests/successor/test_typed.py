"""Numbers that stand in a text and in the data."""

from __future__ import annotations

import pytest

from lcdraft.dataset import Dataset
from lcdraft.successor.typed import known_values, typed_figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đã đón 158.727 lượt khách.", ["158.727 lượt khách"]),
        ("Đã đón 158.727\nlượt khách.", ["158.727 lượt khách"]),
        ("Đã đón 158.727 lượt người.", []),
        ("Đã đón {{ luot_khach_du_lich.gia_tri }}, 158.728 lượt khách.", []),
        ("{{ x('158.727 lượt khách') }}", []),
        ("doanh thu 260,9 tỷ đồng", ["260,9 tỷ đồng"]),
        ("doanh thu 260,9% tỷ đồng", []),
        ("Tiếp 27 lượt công dân; 28 người.", ["27 lượt", "28 người"]),
        ("Có 28 người dự họp.", []),
        ("Quyết định số 158.727/QĐ", []),
        ("Ước cả năm giải quyết việc làm cho 970 người", ["970 người"]),
    ],
)
def test_numbers_of_indicators(sample: Dataset, text: str, found: list[str]) -> None:
    known = known_values(sample.figures["6-thang-2025"], sample.catalogue)
    assert [typed.words for typed in typed_figures(text, known)] == found


def test_the_expression_names_the_value(sample: Dataset) -> None:
    known = known_values(sample.figures["6-thang-2025"], sample.catalogue)
    (typed,) = typed_figures("Ước cả năm giải quyết việc làm cho 970 người", known)
    assert typed.instead == ("{{ viec_lam_moi.ca_nam.gia_tri }}",)
