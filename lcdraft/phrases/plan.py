"""A value measured against its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lcdraft.dataset import Authority, Direction
from lcdraft.numbers import format_number, round_half_up, share
from lcdraft.phrases.values import NoPhraseError, Quantity, percent_text, quantity_text
from lcdraft.phrases.wording import Wording
from lcdraft.units import is_rate, joined

__all__ = [
    "PlanRatio",
    "excess_phrase",
    "exclusion_phrase",
    "plan_bracket",
    "plan_ratio_phrase",
    "plan_value_phrase",
    "plan_words_phrase",
    "ratio",
]


@dataclass(frozen=True, slots=True)
class PlanRatio:
    """One value, one plan. ``excluded`` is left out of the value (revenue carried over from last year);
    ``inverse`` divides the plan by the value, as some offices do where less is better."""

    value: Decimal
    plan: Decimal
    authority: Authority
    excluded: Decimal = Decimal(0)
    inverse: bool = False


def ratio(comparison: PlanRatio) -> Decimal:
    """The completion of the plan in per cent, unrounded.

    Raises:
        NoPhraseError: where the divisor is zero or a side is negative, which has no meaning as completion.
    """
    value = comparison.value - comparison.excluded
    over, under = (comparison.plan, value) if comparison.inverse else (value, comparison.plan)
    if under == 0:
        raise NoPhraseError("kế hoạch bằng 0" if not comparison.inverse else "giá trị thực hiện bằng 0")
    if over < 0 or under < 0:
        raise NoPhraseError("giá trị hoặc kế hoạch là số âm")
    return share(over, under)


def plan_ratio_phrase(
    comparisons: Sequence[PlanRatio], decimals: int, wording: Wording, *, verb: str = "dat_kh", short: bool = False
) -> str:
    """Completion against one authority or several.

    Two authorities with the same printed percentage share it. ``verb`` is ``dat_kh`` or ``bang_kh``.

    >>> giao = Authority("giao", "kế hoạch giao", "KH giao")
    >>> plan_ratio_phrase([PlanRatio(Decimal(2327), Decimal(4889), giao)], 1, Wording())
    'đạt 47,6% kế hoạch giao'
    """
    if not comparisons:
        raise NoPhraseError("chưa có kế hoạch")
    percentages = [percent_text(ratio(comparison), decimals) for comparison in comparisons]
    names = [_name(comparison.authority, short) for comparison in comparisons]
    if len(comparisons) > 1 and len(set(percentages)) == 1:
        return wording(verb, ty_le=percentages[0], ke_hoach=_chain(names, wording, "va"))
    clauses = [
        wording(
            verb,
            ty_le=percentage,
            ke_hoach=wording("so_voi", goc=name) if comparison.authority.compared and not short else name,
        )
        for percentage, name, comparison in zip(percentages, names, comparisons, strict=True)
    ]
    return _chain(clauses, wording, "va_dat")


def plan_value_phrase(
    comparison: PlanRatio, plan: Quantity, decimals: int, wording: Wording, *, verb: str = "bang_kh"
) -> str:
    """Completion with the plan itself in brackets, as reviews of a plan of several years print it.

    >>> gd = Authority("giai_doan", "kế hoạch giai đoạn", "KH giai đoạn", basis="KHGĐ")
    >>> plan_value_phrase(PlanRatio(Decimal(1046), Decimal(2226), gd), Quantity(Decimal(2226), "tỷ đồng"), 0, Wording())
    'bằng 47% KH giai đoạn (KHGĐ là 2.226 tỷ đồng)'
    """
    clause = plan_ratio_phrase([comparison], decimals, wording, verb=verb, short=True)
    basis = comparison.authority.basis or comparison.authority.short_name
    return wording("ke_hoach_kem_gia_tri", cum_tu=clause, goc=basis, gia_tri=quantity_text(plan))


def plan_bracket(authority: Authority, plan: Quantity, wording: Wording) -> str:
    """The plan value in brackets: ``(kế hoạch giao 67,9%)``."""
    return wording("ngoac_ke_hoach", goc=authority.basis or authority.name, gia_tri=quantity_text(plan))


def excess_phrase(
    comparison: PlanRatio, unit: str, direction: Direction, decimals: int, wording: Wording, *, short: bool = False
) -> str:
    """By how much the plan is passed: in points for a rate, else in per cent of the plan.

    "Passed" follows the direction of the indicator: 8,16‰ against a plan of 9,56‰ is ``vượt 1,4‰`` where
    less is better. A value short of the plan is worded as such, never as a negative excess.

    >>> nam = Authority("nam", "kế hoạch", "KH")
    >>> excess_phrase(
    ...     PlanRatio(Decimal("8.16"), Decimal("9.56"), nam), "‰", Direction.LOWER_IS_BETTER, 1, Wording()
    ... )
    'vượt 1,4‰ kế hoạch'
    """
    name = _name(comparison.authority, short)
    value = comparison.value - comparison.excluded
    if is_rate(unit):
        difference = round_half_up(value - comparison.plan, decimals)
        amount = joined(format_number(abs(difference)), unit)
    else:
        if comparison.plan <= 0:
            raise NoPhraseError("kế hoạch bằng 0 hoặc âm")
        difference = round_half_up(share(value - comparison.plan, comparison.plan), decimals)
        amount = f"{format_number(abs(difference))}%"
    if difference == 0:
        return wording("dat_du_kh", ke_hoach=name)
    if (difference > 0) == (direction is not Direction.LOWER_IS_BETTER):
        return wording("vuot_ty_le", muc=amount, ke_hoach=name)
    return wording("cao_hon_kh" if difference > 0 else "thap_hon_kh", muc=amount, ke_hoach=name)


def plan_words_phrase(
    comparison: PlanRatio, direction: Direction, wording: Wording, *, plan: Quantity | None = None, short: bool = False
) -> str:
    """Reached, passed or not reached, in words; with ``plan`` the plan value follows in brackets.

    >>> giao = Authority("giao", "kế hoạch giao", "KH giao")
    >>> plan_words_phrase(PlanRatio(Decimal(65), Decimal(65), giao), Direction.HIGHER_IS_BETTER, Wording())
    'đạt kế hoạch giao'
    """
    value = comparison.value - comparison.excluded
    ahead = comparison.plan - value if direction is Direction.LOWER_IS_BETTER else value - comparison.plan
    key = "dat_du_kh" if ahead == 0 else "vuot_kh" if ahead > 0 else "chua_dat_kh"
    words = wording(key, ke_hoach=_name(comparison.authority, short))
    return f"{words} {plan_bracket(comparison.authority, plan, wording)}" if plan is not None else words


def exclusion_phrase(name: str, excluded: Quantity, wording: Wording) -> str:
    """What a plan percentage leaves out; ``name`` may be empty where only the amount is known.

    >>> exclusion_phrase("thu chuyển nguồn", Quantity(Decimal(92628), "triệu đồng"), Wording())
    'đã loại trừ thu chuyển nguồn (92.628 triệu đồng)'
    """
    amount = quantity_text(excluded)
    return wording("da_loai_tru", phan=wording("phan_loai_tru", ten=name, gia_tri=amount) if name else amount)


def _name(authority: Authority, short: bool) -> str:
    return authority.short_name if short else authority.name


def _chain(parts: Sequence[str], wording: Wording, key: str) -> str:
    """``a``, ``a và b``, ``a, b và c``."""
    if len(parts) == 1:
        return parts[0]
    return wording(key, truoc=", ".join(parts[:-1]), sau=parts[-1])
