"""What can be done on an item's page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.services import five_small as deeds
from gongjiang.innovation.services.project_files import add_file
from gongjiang.kernel.decision import Decision
from gongjiang.web.innovation.projects.deeds.deed import ConfirmForm, Deed, plain
from gongjiang.web.innovation.projects.forms.items import RefuseForm
from gongjiang.web.innovation.projects.forms.projects import FileForm
from gongjiang.web.innovation.projects.seen import SeenItem

State = FiveSmall.State


def _waits(seen: SeenItem) -> bool:
    return seen.item.state == State.DECLARED


def _adds_files(seen: SeenItem) -> Decision:
    return seen.writes() if seen.is_author else seen.decides()


def _given(seen: SeenItem, at: datetime) -> dict[str, Any]:
    return {"item_id": seen.item.id, "actor": seen.reader, "at": at}


DEEDS: tuple[Deed[SeenItem], ...] = (
    Deed(
        name="accept",
        label=_("Accept"),
        said=_("Accepted."),
        main=True,
        may=SeenItem.decides,
        offered=_waits,
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: deeds.accept_five_small(**_given(seen, at)),
    ),
    Deed(
        name="refuse",
        label=_("Do not accept"),
        said=_("Its authors are told why."),
        may=SeenItem.decides,
        offered=_waits,
        form=plain(RefuseForm),
        perform=lambda seen, data, at: deeds.refuse_five_small(
            reason=data["reason"], excluded_reason=data["excluded"], **_given(seen, at)
        ),
    ),
    Deed(
        name="file",
        label=_("Add a photo or document"),
        said=_("Added."),
        may=_adds_files,
        offered=_waits,
        form=plain(FileForm),
        perform=lambda seen, data, at: add_file(
            seen.item, name=data["file"].name, content=data["file"].file, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="withdraw",
        label=_("Take it back"),
        said=_("Taken back."),
        may=SeenItem.writes,
        offered=_waits,
        form=plain(ConfirmForm),
        perform=lambda seen, _data, at: deeds.withdraw_five_small(**_given(seen, at)),
    ),
)
