"""What is kept of ideas and of what comes of them."""

from gongjiang.innovation.models.processes import Process, UnitProcess

__all__ = ["Process", "UnitProcess"]
