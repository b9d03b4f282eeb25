"""What readers call directions and levels."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from gongjiang.index.rules.normalise import Direction
from gongjiang.kernel.decision import Sentence

DIRECTIONS: Mapping[Direction, Sentence] = {
    Direction.HIGHER: _("higher is better"),
    Direction.LOWER: _("lower is better"),
    Direction.BAND: _("best within a band"),
}
