"""Addresses of rules, publicity, appeals, notices and attachments."""

from __future__ import annotations

from django.urls import path

from gongjiang.web.governance.views import appeals, attachments, notices, publicity, rule_sets

app_name = "governance"
urlpatterns = [
    path("rules", rule_sets.rules, name="rules"),
    path("rules/draft/<str:key>", rule_sets.draft, name="draft_rule"),
    path("rules/<uuid:public_id>", rule_sets.rule, name="rule"),
    path("rules/<uuid:public_id>/revise", rule_sets.revise, name="revise_rule"),
    path("rules/<uuid:public_id>/approve", rule_sets.approve, name="approve_rule"),
    path("rules/<uuid:public_id>/publish", rule_sets.publish, name="publish_rule"),
    path("rules/<uuid:public_id>/discard", rule_sets.discard, name="discard_rule"),
    path("rules/<uuid:public_id>/end", rule_sets.end, name="end_rule"),
    path("rules/<uuid:public_id>/files", rule_sets.add_file, name="rule_file"),
    path("publicity", publicity.publicities, name="publicities"),
    path("publicity/<uuid:public_id>", publicity.publicity, name="publicity"),
    path("publicity/<uuid:public_id>/object", publicity.object_to, name="object"),
    path("publicity/<uuid:public_id>/close", publicity.close, name="close_publicity"),
    path("publicity/<uuid:public_id>/files", publicity.add_file, name="publicity_file"),
    path(
        "publicity/<uuid:public_id>/objections/<uuid:objection_id>",
        publicity.answer_objection,
        name="answer_objection",
    ),
    path("appeals", appeals.own, name="appeals"),
    path("appeals/new", appeals.new, name="new_appeal"),
    path("appeals/queue", appeals.queue, name="appeal_queue"),
    path("appeals/<uuid:public_id>", appeals.appeal, name="appeal"),
    path("appeals/<uuid:public_id>/take-up", appeals.take_up, name="take_up_appeal"),
    path("appeals/<uuid:public_id>/decide", appeals.decide, name="decide_appeal"),
    path("appeals/<uuid:public_id>/withdraw", appeals.withdraw, name="withdraw_appeal"),
    path("appeals/<uuid:public_id>/files", appeals.add_file, name="appeal_file"),
    path("notices", notices.notices, name="notices"),
    path("notices/read", notices.read, name="read_notices"),
    path("attachments/<uuid:public_id>", attachments.download, name="attachment"),
]
