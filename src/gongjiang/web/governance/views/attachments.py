"""Files are added to what a page shows, and opened."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance import files
from gongjiang.governance.file_types import IMAGES, TEXT
from gongjiang.governance.models import Attachment
from gongjiang.governance.queries.attachments import is_visible_to, subject_of
from gongjiang.governance.services.attachments import attach
from gongjiang.kernel.periods import now
from gongjiang.web.governance.forms.answers import FileForm
from gongjiang.web.governance.reading import Row, Sent, answer, reach_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once

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


def keeper_of_files(
    find: Callable[[PersonRequest, UUID], Row],
    address_of: Callable[[Row], str],
    page: Callable[[PersonRequest, Row, Sent | None], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """The view that attaches the file that was sent to what a page shows, and goes back to it.

    Args:
        find: what the address means, as far as the reader may add to it; else refused or 404.
        page: shows it again, with what is wrong with the file.
    """

    @require_POST
    @person_required
    @answered_once
    def add_file(request: PersonRequest, public_id: UUID) -> HttpResponse:
        seen, form = find(request, public_id), FileForm(request.POST, request.FILES)

        def deed() -> str:
            upload = form.cleaned_data["file"]
            attach(
                subject=subject_of(seen),
                name=upload.name,
                content=upload.file,
                uploaded_by=request.person,
                at=now(),
            )
            return address_of(seen)

        return answer(request, seen, "file", form, deed, said=_("The file is kept."), page=page)

    return add_file
