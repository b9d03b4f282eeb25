"""What can have happened to what people can do, each as a sentence for its person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.ledger.facts import skills as facts
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told
from gongjiang.skills.models import (
    AppointmentEnd,
    BridgeDirection,
    DiplomaLevel,
    IssuerKind,
    RefusalCause,
    ReleaseReason,
    RevocationReason,
    SkillLevel,
    SkillRank,
    TitleField,
    TitleLevel,
    WithdrawalReason,
)

Tell = Callable[[Any, Recorded, Names], Told]


def _certified(fact: facts.SkillCertified, _entry: Recorded, names: Names) -> Told:
    said = {"rank": SkillRank(fact.rank).label, "occupation": _occupation(fact, names)}
    title = _("Certified as %(rank)s: %(occupation)s") % said
    return Told(title, str(IssuerKind(fact.issuer_kind).label))


def _revoked(fact: facts.SkillCertificateRevoked, _entry: Recorded, _names: Names) -> Told:
    return Told(_("A skill certificate was revoked"), str(RevocationReason(fact.reason).label))


def _appointed(fact: facts.SkillAppointed, _entry: Recorded, names: Names) -> Told:
    said = {"rank": SkillRank(fact.rank).label, "occupation": _occupation(fact, names)}
    title = _("Appointed %(rank)s: %(occupation)s") % said
    return Told(title, _("until %(day)s") % {"day": fact.until})


def _term_ended(fact: facts.SkillAppointmentEnded, _entry: Recorded, _names: Names) -> Told:
    title = _("The appointment as a technician ended")
    return Told(title, str(AppointmentEnd(fact.reason).label))


def _titled(fact: facts.TitleConferred, _entry: Recorded, _names: Names) -> Told:
    title = _("Professional title conferred: %(level)s") % {"level": TitleLevel(fact.level).label}
    return Told(title, str(TitleField(fact.field).label))


def _title_withdrawn(fact: facts.TitleWithdrawn, _entry: Recorded, _names: Names) -> Told:
    title = _("A professional title was withdrawn")
    return Told(title, str(WithdrawalReason(fact.reason).label))


def _bridge_applied(fact: facts.BridgeApplied, _entry: Recorded, _names: Names) -> Told:
    to_title = fact.direction == BridgeDirection.TO_TITLE
    target = TitleLevel(fact.target).label if to_title else SkillRank(fact.target).label
    title = _("Applied over the bridge for: %(target)s") % {"target": target}
    return Told(title, str(BridgeDirection(fact.direction).label))


def _bridge_decided(fact: facts.BridgeDecided, _entry: Recorded, _names: Names) -> Told:
    title = (
        _("The application over the bridge was granted")
        if fact.granted
        else _("The application over the bridge was declined")
    )
    return Told(title)


def _operation(said: str) -> Tell:
    """Sentences that name the kind of an operation certificate, and until when it is valid."""

    def tell(fact: Any, _entry: Recorded, names: Names) -> Told:
        kind = names.certificate_kinds.get(fact.kind_code, fact.kind_code)
        until = min(fact.valid_until, fact.review_due or fact.valid_until)
        return Told(_(said) % {"kind": kind}, _("until %(day)s") % {"day": until})

    return tell


def _on_post(said: str, reason: Callable[[Any], str]) -> Tell:
    """Sentences that name the kind of certificate a post needs, with a reason."""

    def tell(fact: Any, _entry: Recorded, names: Names) -> Told:
        kind = names.certificate_kinds.get(fact.kind_code, fact.kind_code)
        return Told(_(said) % {"kind": kind}, reason(fact))

    return tell


def _assigned(fact: facts.PostAssigned) -> str:
    return _("certificate shown") if fact.admitted else _("found working there")


def _level(fact: facts.SkillAssessed, _entry: Recorded, _names: Names) -> Told:
    said = {"level": fact.level, "label": SkillLevel(fact.level).label}
    return Told(_("Assessed in a skill: %(level)s, %(label)s") % said)


def _experience(fact: facts.ExperienceRecorded, _entry: Recorded, names: Names) -> Told:
    title = _("Began to work elsewhere as %(occupation)s")
    return Told(title % {"occupation": _occupation(fact, names)})


def _diploma(fact: facts.DiplomaRecorded, _entry: Recorded, _names: Names) -> Told:
    return Told(_("Diploma: %(level)s") % {"level": DiplomaLevel(fact.level).label})


def _checked(fact: facts.CandidateChecked, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("Admitted to a skill-level assessment")
        if fact.qualified
        else _("Not admitted to a skill-level assessment: prerequisites not met")
    )


def _marked(fact: facts.CandidateMarked, _entry: Recorded, _names: Names) -> Told:
    return Told(
        _("Passed a skill-level assessment")
        if fact.passed
        else _("Did not pass a skill-level assessment")
    )


def _plainly(said: str) -> Tell:
    """A sentence without particulars."""

    def tell(_fact: Any, _entry: Recorded, _names: Names) -> Told:
        return Told(_(said))

    return tell


def _occupation(fact: Any, names: Names) -> str:
    return names.occupations.get(fact.occupation, fact.occupation)


SKILLS: dict[type[Fact], Tell] = {
    facts.SkillCertified: _certified,
    facts.SkillCertificateRevoked: _revoked,
    facts.SkillAppointed: _appointed,
    facts.SkillAppointmentEnded: _term_ended,
    facts.TitleConferred: _titled,
    facts.TitleWithdrawn: _title_withdrawn,
    facts.BridgeApplied: _bridge_applied,
    facts.BridgeForwarded: _plainly(gettext_noop("The employer passed the application on")),
    facts.BridgeDecided: _bridge_decided,
    facts.BridgeWithdrawn: _plainly(gettext_noop("Took the application over the bridge back")),
    facts.OperationCertified: _operation(gettext_noop("Certified for %(kind)s")),
    facts.OperationReviewed: _operation(gettext_noop("Certificate reviewed: %(kind)s")),
    facts.OperationSuspended: _operation(gettext_noop("Certificate suspended: %(kind)s")),
    facts.OperationRestored: _operation(gettext_noop("Certificate restored: %(kind)s")),
    facts.PostRequired: _plainly(gettext_noop("A post needs an operation certificate")),
    facts.PostRequirementEnded: _plainly(gettext_noop("A post needs the certificate no longer")),
    facts.PostAssigned: _on_post(gettext_noop("Came to a post that needs: %(kind)s"), _assigned),
    facts.PostReleased: _on_post(
        gettext_noop("Left a post that needs: %(kind)s"),
        lambda fact: str(ReleaseReason(fact.reason).label),
    ),
    facts.PostRefused: _on_post(
        gettext_noop("Refused for a post that needs: %(kind)s"),
        lambda fact: str(RefusalCause(fact.because).label),
    ),
    facts.SkillAssessed: _level,
    facts.OccupationChanged: _plainly(gettext_noop("Occupations of posts were put in order")),
    facts.ExperienceRecorded: _experience,
    facts.DiplomaRecorded: _diploma,
    facts.PlanFiled: _plainly(gettext_noop("The plan of an assessment was filed")),
    facts.EnrolmentOpened: _plainly(gettext_noop("Enrolment for an assessment was opened")),
    facts.CandidatesQualified: _plainly(gettext_noop("The candidates' prerequisites were checked")),
    facts.TheoryHeld: _plainly(gettext_noop("The theory part was held")),
    facts.PracticalHeld: _plainly(gettext_noop("The practical part was held")),
    facts.OverallReviewHeld: _plainly(gettext_noop("The overall review was held")),
    facts.ResultsMadePublic: _plainly(gettext_noop("The results were made public")),
    facts.ResultsFiled: _plainly(gettext_noop("The results were filed")),
    facts.CertificatesIssued: _plainly(gettext_noop("The certificates were issued")),
    facts.AssessmentRevoked: _plainly(gettext_noop("The assessment was declared void")),
    facts.CandidateEnrolled: _plainly(gettext_noop("Enrolled for a skill-level assessment")),
    facts.CandidateChecked: _checked,
    facts.CandidateMarked: _marked,
}
