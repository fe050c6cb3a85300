"""Phrases of a whole and its parts; with them the maker of all phrases is complete."""

from __future__ import annotations

from lcdraft.dataset import Amount
from lcdraft.document import Origin
from lcdraft.numbers import format_number
from lcdraft.phrases import counts, values
from lcdraft.phrases.values import NoPhraseError, Quantity
from lcdraft.template.making.growth import ChangeMaker
from lcdraft.template.session import Made
from lcdraft.text import capitalize_first

__all__ = ["Maker"]


class Maker(ChangeMaker):
    """Makes every phrase of one indicator."""

    __slots__ = ()

    def whole(self) -> Amount:
        """The denominator of n/N: of the figure, or of the catalogue; an id stands for its value."""
        figure = self.figure()
        whole = figure.denominator if figure is not None else None
        if whole is None:
            whole = self.indicator.denominator
        if isinstance(whole, str):
            other = self.other(whole, self.horizon)
            whole = (other if other.amount() is not None else self.other(whole)).known()
        if whole is None:
            raise NoPhraseError("chưa khai mẫu số (mau_so)")
        return whole

    def part_of_whole(self) -> tuple[Quantity, Quantity, Origin]:
        self.known()
        whole, part = self.whole(), self.quantity()
        assert part is not None
        formula = f"{format_number(part.value)} : {format_number(whole.value)} × 100"
        origin = self.origin(formula, self.own_operand(), ("Mẫu số", self.text(whole.value), whole))
        return part, self.measured(whole.value), origin

    def fraction(self) -> Made:
        part, whole, origin = self.part_of_whole()
        return Made(counts.fraction_phrase(part, whole, self.reading.wording), origin)

    def fraction_share(self, so_le: int | None = None) -> Made:
        part, whole, origin = self.part_of_whole()
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        return Made(counts.fraction_share_phrase(part, whole, decimals, self.reading.wording), origin)

    def share(self, so_le: int | None = None) -> Made:
        part, whole, origin = self.part_of_whole()
        decimals = self.reading.ratio_decimals(self.indicator) if so_le is None else so_le
        return Made(values.percent_text(counts.share_of(part.value, whole.value), decimals), origin)

    def takes(self, so_le: int | None = None) -> Made:
        made = self.share(so_le)
        return Made(self.reading.wording("chiem", ty_le=made.text), made.origin)

    def parts(self) -> tuple[str, ...]:
        """What the total is made of: as the figure says, else as the catalogue does."""
        figure = self.figure()
        if figure is not None and figure.parts is not None:
            return figure.parts
        return (*self.indicator.parts, *self.indicator.partial_parts)

    def breakdown(self, hoa: bool = False, so_truoc: bool = False) -> Made:
        parts: list[tuple[str, Quantity]] = []
        operands: list[tuple[str, str, Amount | None]] = []
        for key in self.parts():
            view = self.other(key, self.horizon)
            quantity = view.quantity()
            if quantity is None:
                raise NoPhraseError(f'thành phần "{key}" chưa có số liệu')
            parts.append((view.indicator.short_name or view.indicator.name, quantity))
            operands.append(view.own_operand())
        text = counts.breakdown_phrase(parts, self.reading.wording, number_first=so_truoc)
        origin = self.origin("các thành phần", *operands)
        return Made(capitalize_first(text) if hoa else text, origin)
