"""The PDF proves itself, and carries the record it shows."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjiang.kernel.keyring import Keyring
from gongjiang.reports.growth_file.canonical import as_file
from gongjiang.reports.growth_file.pdf import as_pdf
from gongjiang.reports.growth_file.seal import MARK, attachment_of, sealed
from gongjiang.reports.growth_file.verdict import Outcome, verdict_on
from reports.growth_file.conftest import AT, Issued


@pytest.fixture(params=["zh-hans", "en"])
def pdf(issued: Issued, request: pytest.FixtureRequest) -> bytes:
    with translation.override(request.param):
        return as_pdf(issued.growth, issued.bundle, keyring=issued.keyring, at=AT)


def test_a_pdf_as_issued_holds(pdf: bytes, issued: Issued):
    verdict = verdict_on(pdf, trusted=[issued.keyring.public_key()])

    assert verdict.outcome is Outcome.HOLDS
    assert verdict.document == issued.bundle


def test_a_pdf_carries_the_signed_record(pdf: bytes, issued: Issued):
    assert attachment_of(pdf) == as_file(issued.bundle)


def test_the_same_growth_is_the_same_pdf(issued: Issued):
    pages = {as_pdf(issued.growth, issued.bundle, keyring=issued.keyring, at=AT) for _ in range(2)}

    assert len(pages) == 1


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_bit_of_a_pdf_can_be_flipped(pdf: bytes, where: int, bit: int):
    file = bytearray(pdf)
    file[where % len(file)] ^= 1 << bit

    assert not verdict_on(bytes(file)).holds


def test_no_bit_of_the_seal_can_be_flipped(pdf: bytes):
    start = pdf.rindex(MARK)
    for where in range(start, len(pdf)):
        file = bytearray(pdf)
        file[where] ^= 1
        assert not verdict_on(bytes(file)).holds, where


def test_a_pdf_without_its_seal_does_not_hold(pdf: bytes):
    verdict = verdict_on(pdf[: pdf.rindex(MARK)])

    assert verdict.outcome is Outcome.FAILS


def test_a_pdf_continued_behind_its_seal_does_not_hold(pdf: bytes):
    assert not verdict_on(pdf + b"1 0 obj\n<<>>\nendobj\n").holds


def test_a_record_cannot_be_put_into_somebody_elses_pdf(pdf: bytes, issued: Issued):
    """The page says another thing, sealed by another key; the record inside is the issuer's."""
    page = pdf[: pdf.rindex(MARK)]
    forged = sealed(page.replace(b"/Title", b"/Titel", 1), keyring=Keyring.generate())

    assert verdict_on(forged).outcome is Outcome.FAILS
