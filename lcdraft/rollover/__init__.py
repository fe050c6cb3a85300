"""The narrative of one report made ready for the next: period labels found, judged and moved. No I/O."""

from lcdraft.rollover.case import Verdict
from lcdraft.rollover.roll import RolledLabel, RolledText, roll_text

__all__ = ["RolledLabel", "RolledText", "Verdict", "roll_text"]
