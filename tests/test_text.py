from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcdraft.text import capitalize_first, fold, lower_first, nearest, normalize, strip_marks

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
WORDS = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " -"), max_size=30)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@given(WORDS)
def test_normalize_composes_letters(text: str) -> None:
    assert normalize(nfd(text)) == text
    assert normalize(normalize(text)) == normalize(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("HÒA", "hoà"),
        ("Hoà", "hòa"),
        ("thủy lợi", "thuỷ lợi"),
        ("Ủy ban", "Uỷ ban"),
        ("khỏe", "khoẻ"),
        ("lũy kế", "luỹ kế"),
        ("tạo  việc\tlàm", "tạo việc làm"),
        ("kế hoạch", nfd("kế hoạch")),
        ("ĐẠT KẾ HOẠCH", "đạt kế hoạch"),
    ],
)
def test_fold_takes_spellings_of_one_word_for_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoa"), ("hóa", "hòa"), ("tăng", "tặng"), ("thu", "thư"), ("hoàn", "hòan"), ("đất", "dat")],
)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(WORDS)
def test_fold_is_stable_and_blind_to_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(nfd(text)) == fold(text.upper())
    assert fold(text) == unicodedata.normalize("NFC", fold(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đất ở", "Dat o"), ("Tỷ lệ hộ nghèo", "Ty le ho ngheo"), ("ước đạt", "uoc dat"), ("abc-12", "abc-12")],
)
def test_strip_marks(text: str, expected: str) -> None:
    assert strip_marks(text) == expected


@given(WORDS)
def test_strip_marks_leaves_ascii_of_the_same_length(text: str) -> None:
    assert strip_marks(text).isascii()
    assert len(strip_marks(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "capital", "lower"),
    [
        ("ước đạt", "Ước đạt", "ước đạt"),
        ("Tổng thu", "Tổng thu", "tổng thu"),
        ("UBND xã", "UBND xã", "UBND xã"),
        ("đất ở", "Đất ở", "đất ở"),
        ("OCOP", "OCOP", "OCOP"),
        ("", "", ""),
        ("27 trường", "27 trường", "27 trường"),
    ],
)
def test_first_letters(text: str, capital: str, lower: str) -> None:
    assert capitalize_first(text) == capital
    assert lower_first(text) == lower


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("ban_lee", "ban_le"),
        ("BAN_LE", "ban_le"),
        ("bán-lẻ", "ban_le"),
        ("Bán lẻ", "ban_le"),
        ("thu_nsđp", "thu_nsdp"),
        ("thoi_tiet", None),
        ("", None),
    ],
)
def test_nearest(word: str, found: str | None) -> None:
    assert nearest(word, ["ban_le", "thu_nsdp", "ho_ngheo"]) == found


def test_nearest_takes_the_first_of_names_that_look_the_same() -> None:
    assert nearest("ban le", ["ban_le", "ban-le"]) == "ban_le"


def test_nearest_of_no_names() -> None:
    assert nearest("ban_le", []) is None
