"""Addresses of proposals."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.innovation.proposals.deeds import DEEDS
from gongjiang.web.innovation.proposals.views import (
    assigning,
    capture,
    desk,
    mending,
    mine,
    months,
    one_page,
    posts,
    proposal,
    queue,
    unnamed,
    waiting,
)

app_name = "proposals"

ONE = "proposals/<uuid:public_id>"

urlpatterns = [
    path("propose", capture.capture, name="capture"),
    path("propose/at/<str:token>", capture.capture, name="at"),
    path("proposals", mine.mine, name="mine"),
    path("proposals/assign", assigning.assign, name="assign"),
    path("proposals/code", unnamed.code, name="code"),
    path("proposals/code/claim", unnamed.claim, name="claim"),
    path("proposals/desk", desk.desk, name="desk"),
    path("proposals/months", months.months, name="months"),
    path("proposals/posts", posts.posts, name="posts"),
    path("proposals/posts/<uuid:public_id>", posts.post_sheet, name="post_sheet"),
    path("proposals/review", queue.queue, name="queue"),
    path("proposals/waiting", waiting.waiting, name="waiting"),
    path(ONE, proposal.proposal, name="proposal"),
    path(f"{ONE}/mend", mending.mend, name="mend"),
    path(f"{ONE}/one-page", one_page.one_page, name="one_page"),
    path(f"{ONE}/score", queue.give_marks, name="score"),
    *(path(f"{ONE}/{deed.name}", proposal.view_of(deed), name=deed.name) for deed in DEEDS),
]
