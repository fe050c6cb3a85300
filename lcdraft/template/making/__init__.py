"""How each phrase of a template is made: which numbers it takes from the dataset, and why it says what it says.

One class, built up over four modules by family of phrase; `Maker` is the whole of it.
"""

from lcdraft.template.making.base import Horizon, Reading, full_year, main_value, single
from lcdraft.template.making.counts import Maker

__all__ = ["Horizon", "Maker", "Reading", "full_year", "main_value", "single"]
