"""The 28 numbers of the source article, derived from records or honestly waiting for their room."""

from gongjiang.reports.figures.base import Definition, Figure, Groups, Value, Waiting
from gongjiang.reports.figures.register import FIGURES, figure

__all__ = ["FIGURES", "Definition", "Figure", "Groups", "Value", "Waiting", "figure"]
