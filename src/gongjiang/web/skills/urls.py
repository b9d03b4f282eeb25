"""Addresses of the pages of what people can do."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.skills.views import (
    assessments,
    lists,
    matrix,
    mine,
    occupations,
    person,
    posts,
    verify,
    zone,
)

app_name = "skills"
urlpatterns = [
    path("skills/mine", mine.mine, name="mine"),
    path("skills/mine/bridge", mine.apply_over_bridge, name="bridge"),
    path("skills/mine/bridge/<uuid:public_id>/withdraw", mine.withdraw, name="withdraw"),
    path("skills/mine/enrol/<uuid:public_id>", mine.enrol, name="enrol"),
    path("skills/certificates", lists.certificates, name="certificates"),
    path("skills/expiring", lists.expiring, name="expiring"),
    path("skills/applications", lists.applications, name="applications"),
    path("skills/applications/<uuid:public_id>/forward", lists.forward, name="forward"),
    path("skills/applications/<uuid:public_id>/<str:answer>", lists.decide, name="decide"),
    path("skills/people/<uuid:public_id>", person.person, name="person"),
    path("skills/people/<uuid:public_id>/record/<str:what>", person.record, name="record"),
    path("skills/people/<uuid:public_id>/may/<uuid:requirement_id>", person.may, name="may"),
    path("skills/certificates/<uuid:public_id>/revoke", person.revoke, name="revoke"),
    path("skills/terms/<uuid:public_id>/end", person.end_term, name="end_term"),
    path("skills/operation/<uuid:public_id>/<str:what>", person.operation, name="operation"),
    path("skills/matrices", matrix.matrices, name="matrices"),
    path("skills/matrices/<uuid:public_id>", matrix.matrix, name="matrix"),
    path("skills/matrices/<uuid:public_id>/skill", matrix.new_skill, name="new_skill"),
    path("skills/skill/<uuid:public_id>/<uuid:person_id>", matrix.assess, name="assess"),
    path("skills/posts", posts.posts, name="posts"),
    path("skills/posts/new", posts.new, name="new_post"),
    path("skills/posts/<uuid:public_id>", posts.post, name="post"),
    path("skills/posts/<uuid:public_id>/ask", posts.ask, name="ask"),
    path("skills/posts/<uuid:public_id>/end", posts.end, name="end_post"),
    path("skills/posts/<uuid:public_id>/off/<uuid:person_id>", posts.off, name="off_post"),
    path("skills/assessments", assessments.assessments, name="assessments"),
    path("skills/assessments/new", assessments.new, name="new_assessment"),
    path("skills/assessments/<uuid:public_id>", assessments.assessment, name="assessment"),
    path("skills/assessments/<uuid:public_id>/step", assessments.step, name="step"),
    path("skills/occupations", occupations.occupations, name="occupations"),
    path("skills/occupations/new", occupations.new_occupation, name="new_occupation"),
    path("skills/post-occupations", occupations.post_occupations, name="post_occupations"),
    path("skills/post-occupations/name", occupations.name_post, name="name_post"),
    path("skills/titles/<uuid:public_id>/withdraw", person.withdraw_title, name="withdraw_title"),
    path("skills/zone", zone.zone, name="zone"),
    path("skills/verify", verify.verify, name="verify"),
]
