"""The indicators: one file each where they are derived, and those that wait for their room."""

from gongjiang.index.indicators.base import LEVEL_OF, Definition, Indicator, Level
from gongjiang.index.indicators.catalogue import DEFINITIONS, INDICATORS

__all__ = ["DEFINITIONS", "INDICATORS", "LEVEL_OF", "Definition", "Indicator", "Level"]
