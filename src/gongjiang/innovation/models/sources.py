"""What an innovation can be, named by kind and id where several kinds meet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Innovation(models.TextChoices):
    """The kinds of innovation (创新) of the closed loop; with its id it names one of them."""

    PROPOSAL = "PROPOSAL", pgettext_lazy("innovation", "proposal")
    PROJECT = "PROJECT", _("technical innovation project")
    FIVE_SMALL = "FIVE_SMALL", _("five-small item")
    PATENT = "PATENT", _("patent")
