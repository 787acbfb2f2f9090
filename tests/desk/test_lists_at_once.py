"""Two at one contact list at the same moment: nobody is overwritten unseen, and what has gone is said."""

from types import ModuleType
from typing import Any

import pytest

from events.refusals import NotAllowed
from registrations.actions import entries, lists
from registrations.models import ContactList
from tests.desk.conftest import SignIn
from tests.desk.filled import filled, opened, refused
from tests.desk.filled import send as sent
from tests.desk.test_lists import LISTS, at, leaders, listed

__all__ = ["leaders"]


def test_two_who_put_somebody_right_at_once_see_what_the_other_has_written(
    leaders: ContactList, sign_in: SignIn
) -> None:
    entry, client = listed(leaders, organisation_text="Kela"), sign_in()
    page = f"{LISTS}people/{entry.uuid}/"
    mine = opened(client, page)
    sent(client, page, opened(client, page), organisation_text="Theirs", dated="2026-01-02")
    sent(client, page, opened(client, page))
    answer = client.post(page, mine | {"job_title": "Mine"})
    for told in ("Somebody has changed this", "By now it says: Theirs", "By now it says: 2.1.2026"):
        assert told in answer.content.decode(), told
    entry.refresh_from_db()
    assert (entry.organisation_text, entry.job_title) == ("Theirs", "")
    again = filled(answer.context["form"])
    for _time in range(2):
        sent(client, page, again)
    entry.refresh_from_db()
    assert (entry.organisation_text, entry.job_title) == ("Kela", "Mine"), "seen, and chosen"


@pytest.mark.parametrize(
    ("module", "action", "page"),
    [
        (entries, "change", "person"),
        (entries, "add", "add/"),
        (entries, "confirm", "act/"),
        (lists, "put_away", "archive/"),
        (lists, "remove_list", "remove/"),
    ],
)
def test_a_list_that_goes_between_the_look_and_the_click_is_no_error(
    leaders: ContactList,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    action: str,
    page: str,
) -> None:
    entry, client = listed(leaders), sign_in()
    path = f"{LISTS}people/{entry.uuid}/" if page == "person" else at(leaders, page)
    fields = {"do": "confirm", "rows": str(entry.uuid), "name": "Bo", "email": "b@example.org", "source": "x"}
    act = getattr(module, action)

    def gone(*args: Any, **more: Any) -> Any:
        leaders.entries.all().delete()
        ContactList.objects.all().delete()
        return act(*args, **more)

    monkeypatch.setattr(module, action, gone)
    fields |= {"dated": "2026-01-02"}
    answer = client.post(path, fields)
    page = client.get(LISTS).content.decode() if answer.status_code == 302 else answer.content.decode()
    assert "The list has been removed in the meantime." in page


def test_somebody_taken_off_while_they_are_put_right_is_no_error(
    leaders: ContactList, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, client, change = listed(leaders), sign_in(), entries.change
    path = f"{LISTS}people/{entry.uuid}/"
    form = opened(client, path)

    def gone(*args: Any, **more: Any) -> Any:
        leaders.entries.all().delete()
        return change(*args, **more)

    monkeypatch.setattr(entries, "change", gone)
    assert "This person is not on the list any more." in refused(client, path, form)


def test_who_may_no_longer_is_told_and_nothing_is_done(
    leaders: ContactList, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, client = listed(leaders), sign_in()

    def refuses(*_args: Any) -> int:
        raise NotAllowed

    monkeypatch.setattr(entries, "confirm", refuses)
    page = client.post(at(leaders, "act/"), {"do": "confirm", "rows": str(entry.uuid)}, follow=True)
    assert "You are not allowed to do this." in page.content.decode()
