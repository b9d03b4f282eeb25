"""How rows of this room are named by publicities, appeals and attachments about them."""

from __future__ import annotations

PROMOTION = "careers.promotion"
MEASURE = "careers.measure"
MERIT = "careers.merit"
