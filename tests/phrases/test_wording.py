from __future__ import annotations

import unicodedata
from string import Formatter

import pytest

from lcdraft.phrases.wording import DEFAULT, Wording, WordingError, check_entry


@pytest.mark.parametrize("key", DEFAULT)
def test_every_entry_is_clean_text(key: str) -> None:
    text = DEFAULT[key]
    assert text == unicodedata.normalize("NFC", text)
    assert "  " not in text
    assert key == "ngan_cach_phan" or text == text.strip()


@pytest.mark.parametrize("key", DEFAULT)
def test_every_entry_can_be_filled(key: str) -> None:
    slots = {name: f"<{name}>" for _, name, _, _ in Formatter().parse(DEFAULT[key]) if name}
    filled = Wording()(key, **slots)
    assert "{" not in filled
    for value in slots.values():
        assert filled.count(value) == 1


def test_an_office_words_a_phrase_its_own_way() -> None:
    wording = Wording({"dat_kh": "bằng {ty_le} so với {ke_hoach}", "uoc": "dự ước"})
    assert wording("dat_kh", ty_le="47,6%", ke_hoach="kế hoạch") == "bằng 47,6% so với kế hoạch"
    assert wording("uoc") == "dự ước"
    assert wording("bang_kh", ty_le="47,6%", ke_hoach="kế hoạch") == "bằng 47,6% kế hoạch"


def test_slots_may_change_their_order() -> None:
    assert Wording({"phan_ten_truoc": "{gia_tri} {ten}"})("phan_ten_truoc", ten="lúa", gia_tri="5 ha") == "5 ha lúa"


def test_what_fills_a_slot_is_not_filled_again() -> None:
    assert Wording()("la", gia_tri="{gia_tri} {khac}") == "là {gia_tri} {khac}"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        pytest.param("dat_kh", "đạt {ty_le}", id="slot left out"),
        pytest.param("dat_kh", "đạt {ty_le} {ke_hoach} {nam}", id="slot too many"),
        pytest.param("dat_kh", "đạt {ty_le} {ty_le} {ke_hoach}", id="slot twice"),
        pytest.param("dat_kh", "đạt {tyle} {ke_hoach}", id="slot misspelt"),
        pytest.param("dat_kh", "đạt {} {ke_hoach}", id="slot without name"),
        pytest.param("dat_kh", "đạt {0} {ke_hoach}", id="slot by number"),
        pytest.param("dat_kh", "đạt {ty_le {ke_hoach}", id="brace not closed"),
        pytest.param("dat_kh", "đạt ty_le} {ke_hoach}", id="brace not opened"),
        pytest.param("dat_kh", "đạt {ty_le.__class__} {ke_hoach}", id="attribute"),
        pytest.param("dat_kh", "đạt {ty_le[0]} {ke_hoach}", id="item"),
        pytest.param("dat_kh", "đạt {ty_le!r} {ke_hoach}", id="conversion"),
        pytest.param("dat_kh", "đạt {ty_le:>999999999} {ke_hoach}", id="width bomb"),
        pytest.param("uoc", "ước {gia_tri}", id="slot where there is none"),
    ],
)
def test_a_replacement_with_other_slots_is_refused(key: str, text: str) -> None:
    with pytest.raises(WordingError, match="phải có đúng các ô"):
        check_entry(key, text)
    with pytest.raises(WordingError):
        Wording({key: text})
