"""Why computed figures changed: which value of the data is another, and all figures that follow from it.

Both drafts have to be reports of ours, so that every computed figure names the numbers it was made from. A figure made
of the very same numbers changed because a template, the catalogue or a narrative did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lcdraft.dataset import Indicator
from lcdraft.diff.drafts import Draft
from lcdraft.diff.figures import Found, Origins
from lcdraft.diff.model import Cause, CauseKind, FigureChange
from lcdraft.diff.values import Key, Value, Values
from lcdraft.document import Origin
from lcdraft.errors import Place
from lcdraft.units import joined

__all__ = ["causes_of"]


def causes_of(found: Found, old: Draft, new: Draft) -> tuple[tuple[FigureChange, ...], tuple[Cause, ...]]:
    """The figures, each with its causes, and the causes; a value that changed and shows nowhere has no figures.

    Without the data of both drafts there are none.
    """
    if old.workspace is None or new.workspace is None:
        return found.figures, ()
    finder = _Finder(old, new)
    if finder.same_period:
        for index, origins in enumerate(found.origins):
            finder.explain(index, found.figures[index], origins)
        finder.add_unseen(found.others)
    else:
        for index, origins in enumerate(found.origins):
            finder.gather(index, origins)
    causes = tuple(finder.causes())
    of_figure: dict[int, list[int]] = {}
    for number, cause in enumerate(causes):
        for index in cause.figures:
            of_figure.setdefault(index, []).append(number)
    figures = (replace(figure, causes=tuple(of_figure.get(index, ()))) for index, figure in enumerate(found.figures))
    return tuple(figures), causes


class _Finder:
    def __init__(self, old: Draft, new: Draft) -> None:
        assert old.workspace is not None
        assert new.workspace is not None
        self._old, self._new = old, new
        self._was = Values(old.workspace.dataset, old.workspace.report(old.report).period)
        self._is = Values(new.workspace.dataset, new.workspace.report(new.report).period)
        self.same_period = self._was.period == self._is.period
        self._by_key: dict[Key, list[int]] = {}
        self._by_wording: dict[str, list[int]] = {}
        self._printed: dict[str, tuple[str, str]] = {}
        self._by_indicator: dict[str, list[int]] = {}

    def explain(self, index: int, figure: FigureChange, origins: Origins) -> None:
        """Find what made one figure change; nothing where it was typed into the text of both drafts."""
        if origins == (None, None):
            return
        keys = dict.fromkeys((*_keys(origins[0], self._was), *_keys(origins[1], self._is)))
        changed = [key for key in keys if self._has_changed(key)]
        for key in changed:
            self._by_key.setdefault(key, []).append(index)
        if not changed:
            indicator = figure.indicator
            self._by_wording.setdefault(indicator, []).append(index)
            self._printed.setdefault(indicator, _printed(figure))

    def gather(self, index: int, origins: Origins) -> None:
        """Put a figure of drafts of different periods to those of its indicator: there all values are others."""
        if all(origins):
            for indicator in dict.fromkeys(origin.indicator for origin in origins if origin is not None):
                self._by_indicator.setdefault(indicator, []).append(index)

    def add_unseen(self, others: tuple[Sequence[Origin], Sequence[Origin]]) -> None:
        """Values that were typed anew though no line shows it; ``others`` is what the changed lines were made of."""
        shown = {key for origin in others[0] for key in _keys(origin, self._was)}
        shown |= {key for origin in others[1] for key in _keys(origin, self._is)}
        was, now = self._was.of_report(), self._is.of_report()
        for key in dict.fromkeys((*now, *was)):
            if key not in shown and self._has_changed(key):
                self._by_key.setdefault(key, [])

    def causes(self) -> Iterator[Cause]:
        """The causes in the order of the first figure that follows from each; those that show nowhere come last."""
        made = [
            *(self._of_value(key, figures) for key, figures in self._by_key.items()),
            *(self._of_wording(name, figures) for name, figures in self._by_wording.items()),
            *(self._of_indicator(name, figures) for name, figures in self._by_indicator.items()),
        ]
        return iter(sorted(made, key=lambda cause: (not cause.figures, cause.figures[:1])))

    def _has_changed(self, key: Key) -> bool:
        was, now = self._was.by_key.get(key), self._is.by_key.get(key)
        if was is None or now is None:
            return was is not now
        return (was.amount.value, was.text) != (now.amount.value, now.text)

    def _of_value(self, key: Key, figures: Sequence[int]) -> Cause:
        return self._cause(key[0], self._was.by_key.get(key), self._is.by_key.get(key), figures)

    def _of_indicator(self, name: str, figures: Sequence[int]) -> Cause:
        key = (name, "now", "gia_tri")
        was, now = self._was.by_key.get(key), self._is.by_key.get(key)
        if was is None and now is None:
            indicator = self._is.dataset.catalogue.get(name) or self._was.dataset.catalogue.get(name)
            called = indicator.name if indicator is not None else name
            return Cause(CauseKind.INPUT, name, called, "", "", figures=tuple(figures))
        return self._cause(name, was, now, figures)

    def _cause(self, name: str, was: Value | None, now: Value | None, figures: Sequence[int]) -> Cause:
        shown = now or was
        assert shown is not None
        return Cause(
            shown.kind,
            name,
            shown.name,
            was.text if was is not None else "",
            now.text if now is not None else "",
            _placed(was.amount.place, self._old) if was is not None else None,
            _placed(now.amount.place, self._new) if now is not None else None,
            tuple(figures),
        )

    def _of_wording(self, name: str, figures: Sequence[int]) -> Cause:
        """Same numbers, printed differently; the catalogue is named where it says something else of the indicator."""
        was, now = self._was.dataset.catalogue.get(name), self._is.dataset.catalogue.get(name)
        old_place = new_place = None
        if was is not None and now is not None and _without_place(was) != _without_place(now):
            old_place, new_place = _placed(was.place, self._old), _placed(now.place, self._new)
        known = now or was
        called = known.name if known is not None else name
        old, new = self._printed[name]
        return Cause(CauseKind.TEMPLATE, name, called, old, new, old_place, new_place, tuple(figures))


def _keys(origin: Origin | None, values: Values) -> Iterable[Key]:
    """What the numbers are for that a figure was made of; of a sum without places, all that may be in it."""
    if origin is None:
        return ()
    keys: dict[Key, None] = {}
    for operand in origin.operands:
        value = values.by_place.get(operand.place) if operand.place is not None else None
        if value is not None:
            keys[value.key] = None
        elif operand.place is None:
            names = values.parts(origin.indicator)
            keys |= dict.fromkeys(key for key in values.of_report() if key[0] in names)
    return keys


def _printed(figure: FigureChange) -> tuple[str, str]:
    return joined(figure.old, figure.unit), joined(figure.new, figure.unit)


def _placed(place: Place, draft: Draft) -> Place:
    return replace(place, path=f"{draft.revision}:{place.path}") if draft.revision else place


def _without_place(indicator: Indicator) -> Mapping[str, object]:
    return {name: value for name, value in indicator._asdict().items() if name not in ("place", "denominator")}
