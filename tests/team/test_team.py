"""A colleague is invited, joins, gets another part, leaves; and the team is never without an administrator."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from events.actions.colleagues import (
    LastAdministrator,
    Part,
    change_part,
    invite_colleague,
    remove_colleague,
    sweep,
)
from events.actors import Actor, Membership
from events.models import Joining, LogEntry, Organiser, TeamMember, User
from events.refusals import NotAllowed
from tests import world

Letters = list[EmailMessage]
PASSWORD = "monta sanaa peräkkäin"


def invite(boss: Client, **more: Any) -> Any:
    sent = {"email": "Uusi@example.org", "language": "sv", "role": "editor", "extent": "all"} | more
    return boss.post("/organiser/team/invite/stm/", sent, follow=True)


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"/sv/join/[A-Z2-7]{26}/", str(letter.body))
    assert found
    return found[0]


def joins(letter: EmailMessage, **more: str) -> Any:
    answer = {"name": "Ulla Uusi", "password": PASSWORD, "again": PASSWORD} | more
    return Client().post(link_in(letter), answer)


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_colleague_is_invited_in_her_own_language_and_joins(boss: Client, mailoutbox: Letters) -> None:
    page = invite(boss)
    assert b"uusi@example.org" in page.content
    [letter] = mailoutbox
    assert (letter.to, letter.reply_to) == (["uusi@example.org"], ["stm@example.org"])
    assert "Ministeriet stm" in letter.subject
    browser = Client()
    assert browser.get(link_in(letter)).status_code == 200
    assert not User.objects.filter(email="uusi@example.org").exists(), "reading it joins nobody"
    answer = browser.post(link_in(letter), {"name": "Ulla Uusi", "password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/organiser/"
    assert browser.get("/organiser/new/tour/").status_code == 200
    member = TeamMember.objects.get(user__email="uusi@example.org")
    assert (member.role, member.limited, member.user.name, member.user.language) == (
        "editor", False, "Ulla Uusi", "sv",
    )  # fmt: skip
    assert member.user.check_password(PASSWORD)
    assert browser.get(link_in(letter)).status_code == 404
    assert joins(letter).status_code == 404
    assert verbs() == ["invite colleague", "join"]


def test_a_link_is_open_for_a_week_and_the_newest_alone_opens(boss: Client, mailoutbox: Letters) -> None:
    invite(boss)
    Joining.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert joins(mailoutbox[0]).status_code == 404
    joining = Joining.objects.get()
    boss.post(f"/organiser/team/invited/{joining.uuid}/again/")
    old, new = map(link_in, mailoutbox)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    boss.post(f"/organiser/team/invited/{joining.uuid}/withdraw/")
    assert Client().get(new).status_code == 404
    assert verbs() == ["invite colleague", "invite colleague again", "take back"]


@pytest.mark.parametrize("mistake", [
    {"name": " "}, {"password": "short", "again": "short"}, {"again": "something else"}, {"password": "password12345"},
])  # fmt: skip
def test_who_joins_is_told_what_is_missing(
    boss: Client, mailoutbox: Letters, mistake: dict[str, str]
) -> None:
    invite(boss)
    answer = joins(mailoutbox[0], **mistake)
    assert answer.status_code == 200
    assert b'class="note error"' in answer.content
    assert not TeamMember.objects.filter(user__email="uusi@example.org").exists()


def test_who_has_an_account_joins_with_it_and_signs_in_as_ever(boss: Client, mailoutbox: Letters) -> None:
    known = world.member(world.organiser("thl"))
    invite(boss, email=known.email)
    answer = Client().post(link_in(mailoutbox[0]))
    assert answer["Location"] == "/accounts/login/"
    known.refresh_from_db()
    assert known.check_password(world.PASSWORD)
    assert set(known.memberships.values_list("organiser__slug", flat=True)) == {"stm", "thl"}


def test_a_letter_that_does_not_leave_is_said_and_can_be_sent_again(
    boss: Client, settings: Settings, mailoutbox: Letters
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert b"could not be sent" in invite(boss).content
    assert Joining.objects.get().sent_at is None


@pytest.mark.parametrize("wrong", [
    {"email": "editor@stm.example.org"}, {"email": "nobody"}, {"role": "king"}, {"extent": "chosen"},
    {"extent": "chosen", "role": "admin", "events": "lape-2030-vaasa"},
    {"extent": "chosen", "events": "foreign"}, {"extent": "chosen", "tours": "\x00"},
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(boss: Client, wrong: dict[str, str], mailoutbox: Letters) -> None:
    world.coming_tour(cities=("vaasa",))
    world.member(world.organiser())
    world.event("foreign", timezone.localdate(), organiser=world.organiser("thl"))
    page = invite(boss, **wrong)
    assert b'class="note error"' in page.content
    assert not Joining.objects.exists()
    assert not mailoutbox


def test_twice_invited_is_one_invitation(boss: Client, mailoutbox: Letters) -> None:
    invite(boss)
    assert b"has been invited already" in invite(boss, email="uusi@EXAMPLE.org").content
    assert len(mailoutbox) == 1


def test_a_host_of_one_stop_has_it_alone_even_when_it_is_no_more(boss: Client, mailoutbox: Letters) -> None:
    tour = world.draft_tour("lape-2030", timezone.localdate() + timedelta(days=30), cities=("oulu", "vaasa"))
    invite(boss, extent="chosen", events="lape-2030-vaasa")
    joins(mailoutbox[0])
    host = Client()
    member = TeamMember.objects.get(user__email="uusi@example.org")
    host.force_login(member.user)
    page = host.get("/organiser/").content.decode()
    assert "lape-2030-vaasa" in page
    assert "lape-2030-oulu" not in page
    vaasa = world.stop_of(tour, "vaasa")
    vaasa.sessions.all().delete()
    vaasa.delete()
    assert "lape-2030-oulu" not in host.get("/organiser/").content.decode()
    assert host.get("/organiser/new/tour/").status_code == 404
    assert "Nothing any more" in boss.get("/organiser/team/").content.decode()


def test_a_part_is_changed_and_somebody_removed_at_once(boss: Client) -> None:
    world.coming_tour(cities=("vaasa",))
    who = world.member(world.organiser())
    theirs = Client()
    theirs.force_login(who)
    member = TeamMember.objects.get(user=who)
    path = f"/organiser/team/{member.uuid}/"
    chosen = {"role": "viewer", "extent": "chosen", "tours": "lape-2030"}
    assert boss.post(path, chosen)["Location"] == "/organiser/team/"
    assert theirs.get("/organiser/events/lape-2030-vaasa/edit/").status_code == 404
    assert theirs.get("/organiser/events/lape-2030-vaasa/").status_code == 200
    assert b'value="lape-2030" id="id_tours_0" checked' in boss.get(path).content
    boss.post(f"{path}remove/")
    assert theirs.get("/organiser/events/lape-2030-vaasa/").status_code == 404
    assert verbs()[-2:] == ["change part", "remove colleague"]
    log = boss.get("/organiser/log/").content.decode()
    assert "editor → viewer, not for everything" in log
    assert "A colleague was removed from the team" in log


def test_the_last_administrator_stays(boss: Client, organiser: Organiser) -> None:
    actor = world.editor(organiser, "admin")
    alone = TeamMember.objects.get(role="admin")
    page = boss.post(f"/organiser/team/{alone.uuid}/remove/", follow=True)
    assert "Make somebody else an administrator first" in page.content.decode()
    page = boss.post(f"/organiser/team/{alone.uuid}/", {"role": "editor", "extent": "all"})
    assert b'class="note error"' in page.content
    gone = world.user("gone@example.org", is_active=False)
    TeamMember.objects.create(user=gone, organiser=organiser, role="admin")
    with pytest.raises(LastAdministrator):
        remove_colleague(actor, alone)
    second = world.user("second@example.org")
    TeamMember.objects.create(user=second, organiser=organiser, role="admin")
    change_part(actor, alone, Part(role="viewer"))
    assert boss.get("/organiser/team/").status_code == 404


@pytest.mark.parametrize("role", ["viewer", "door", "editor"])
def test_only_administrators_look_after_the_team(organiser: Organiser, role: str) -> None:
    member = TeamMember.objects.get(user=world.member(organiser, "editor"))
    actor = world.editor(organiser, role)
    with pytest.raises(NotAllowed):
        remove_colleague(actor, member)
    with pytest.raises(NotAllowed):
        change_part(actor, member, Part(role="viewer"))
    with pytest.raises(NotAllowed):
        invite_colleague(actor, organiser, email="x@example.org", language="fi", part=Part(role="viewer"))
    assert not Membership(organiser.pk, "admin", limited=True).whole


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_takes_the_same_statements_however_many_are_in_the_team(
    boss: Client, organiser: Organiser, more: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    tour = world.coming_tour(cities=("vaasa",))
    for number in range(more + 1):
        who = world.user(f"{number}@example.org")
        member = TeamMember.objects.create(user=who, organiser=organiser, role="viewer", limited=True)
        member.tours.add(tour)
        member.events.add(world.stop_of(tour, "vaasa"))
    invite(boss, extent="chosen", events="lape-2030-vaasa", tours="lape-2030")
    for number in range(more):
        invite(boss, email=f"new{number}@example.org", extent="chosen", events="lape-2030-vaasa")
    boss.get("/organiser/team/")
    with django_assert_num_queries(
        13
    ):  # session, user, team (3), members (3), invited (3), two steps, organisers
        boss.get("/organiser/team/")


@pytest.mark.parametrize("change", ["remove/", ""])
def test_who_is_administrator_no_more_leaves_no_way_back_in(
    boss: Client, organiser: Organiser, change: str, mailoutbox: Letters
) -> None:
    second = TeamMember.objects.create(user=world.user("2@example.org"), organiser=organiser, role="admin")
    theirs, mine = (
        Actor("user", second.user, team=(Membership(organiser.pk, "admin"),)),
        world.editor(role="admin"),
    )
    for who, email in ((theirs, "back@example.org"), (mine, "new@example.org")):
        invite_colleague(who, organiser, email=email, language="fi", part=Part(role="admin"))
    token = world.machine(organiser)
    page = boss.get(f"/organiser/team/{second.uuid}/").content.decode()
    assert f'In force: {token.name}. <a href="/organiser/tokens/">' in page
    boss.post(f"/organiser/team/{second.uuid}/{change}", {"role": "viewer", "extent": "all"})
    assert [joining.email for joining in Joining.objects.all()] == ["new@example.org"]
    assert verbs().count("take back") == 1


def test_a_changed_part_is_logged_with_its_tours_and_stops(boss: Client) -> None:
    tour = world.coming_tour(cities=("vaasa",))
    member = TeamMember.objects.get(user=world.member(world.organiser()))
    chosen = {"role": "viewer", "extent": "chosen", "tours": tour.slug, "events": "lape-2030-vaasa"}
    boss.post(f"/organiser/team/{member.uuid}/", chosen)
    details = LogEntry.objects.get(verb="change part").details
    assert (details["tours"], details["events"]) == (
        [str(tour.uuid)],
        [str(world.stop_of(tour, "vaasa").uuid)],
    )


def test_an_invitation_does_not_rewrite_the_part_of_who_is_in_the_team(
    boss: Client, mailoutbox: Letters
) -> None:
    tour = world.draft_tour("lape-2030", timezone.localdate() + timedelta(days=30), cities=("oulu", "vaasa"))
    who = world.user("uusi@example.org")
    invite(boss, extent="chosen", events="lape-2030-vaasa")
    member = TeamMember.objects.create(user=who, organiser=tour.organiser, role="viewer", limited=True)
    member.events.add(world.stop_of(tour, "oulu"))
    joins(mailoutbox[0])
    member.refresh_from_db()
    assert (member.role, [stop.slug for stop in member.events.all()]) == ("viewer", ["lape-2030-oulu"])
    assert not Joining.objects.exists()


def test_only_a_whole_administrator_is_another(organiser: Organiser) -> None:
    actor, alone = world.editor(organiser, "admin"), TeamMember.objects.get(role="admin")
    second = TeamMember.objects.create(user=world.user("2@example.org"), organiser=organiser, role="admin")
    second.tours.add(world.coming_tour(cities=("vaasa",)))
    with pytest.raises(LastAdministrator):
        remove_colleague(actor, alone)


def test_who_never_answers_is_forgotten_a_month_after_the_link_ended(
    boss: Client, mailoutbox: Letters
) -> None:
    for number, days in enumerate((29, 31)):
        invite(boss, email=f"{number}@example.org")
        ended = timezone.now() - timedelta(days=days)
        Joining.objects.filter(email=f"{number}@example.org").update(expires_at=ended)
    sweep()
    assert [joining.email for joining in Joining.objects.all()] == ["0@example.org"]
    call_command("erase", "0@example.org", verbosity=0)
    assert not Joining.objects.exists()
    with pytest.raises(CommandError):
        call_command("erase", "0@example.org", verbosity=0)
