"""Files are added to what a page shows, and opened."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gongjiang.governance import files
from gongjiang.governance.file_types import IMAGES, TEXT
from gongjiang.governance.models import Appeal, Attachment, Publicity, RuleSet
from gongjiang.governance.queries.attachments import is_visible_to, subject_of
from gongjiang.governance.services.attachments import attach
from gongjiang.kernel.periods import now
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.requests import PersonRequest, person_required

NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
@person_required
def download(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """A file's bytes, as the type it was found to be; only pictures are shown in place."""
    attachment = get_object_or_404(Attachment, public_id=public_id)
    if not is_visible_to(reach_for(request), attachment):
        raise Http404
    kind = attachment.content_type
    response = FileResponse(
        files.path_of(attachment.sha256).open("rb"),
        as_attachment=kind not in IMAGES,
        filename=attachment.name,
        content_type=f"{kind}; charset=utf-8" if kind in TEXT else kind,
        status=HTTPStatus.OK,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


def add(request: PersonRequest, form: forms.Form, row: RuleSet | Publicity | Appeal) -> None:
    """Attach the file a valid form carries.

    Raises:
        Refused: the file is not taken.
    """
    upload = form.cleaned_data["file"]
    attach(
        subject=subject_of(row),
        name=upload.name,
        content=upload.file,
        uploaded_by=request.person,
        at=now(),
    )
