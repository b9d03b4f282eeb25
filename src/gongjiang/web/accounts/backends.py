"""How an account is found again at each request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from gongjiang.governance.queries.notices import unread_beside
from gongjiang.people.models import Account


class AccountBackend(AuthenticationBackend):
    """allauth's backend; the account comes with its person, in one query.

    And with `unread`, how many notices wait for that person: every page says so.
    """

    def get_user(self, user_id: int) -> Account | None:
        accounts = Account.objects.select_related("person")
        told = accounts.annotate(unread=unread_beside("person_id"))
        account = told.filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None
