"""Organisations to tidy: texts become bodies, remember it, and let go of it again."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from events.actors import SYSTEM, Actor, Membership
from events.models import LogEntry, TeamMember, Tour
from events.refusals import NotAllowed
from registrations.actions.details import Details
from registrations.actions.manage import change_details
from registrations.actions.tidy import NewBody, NothingChosen, match, set_aside, take_back
from registrations.models import Organisation, OrganisationAlias, Registration
from registrations.models.organisation import alias_key
from registrations.organisations.matching import sweep
from registrations.organisations.waiting import groups_of, suggest
from tests import world
from tests.desk.conftest import SignIn
from tests.desk.picture import in_role, takes_part
from tests.desk.test_desk import shown
from tests.guards.house import build

PAGE = "/organiser/tours/lape-2030/organisations/"
FULL, SHORT = "Vasa församling", "Vasa förs."


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    cache.clear()


def says(tour: Tour, *texts: str) -> None:
    """Somebody at Vaasa's afternoon for each text."""
    session = world.afternoon_of(tour, "vaasa")
    for text in texts:
        takes_part(session, f"somebody{Registration.objects.count()}", organisation_text=text)


def waiting(tour: Tour) -> dict[str, int]:
    return {group.text: group.number for group in groups_of(list(tour.stops.all()), tour.organiser_id)}


def sent(client: Client, **fields: Any) -> str:
    answer = client.post(PAGE, fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def test_two_spellings_become_one_new_body_and_the_next_registration_matches_by_itself(
    tour: Tour, sign_in: SignIn
) -> None:
    says(tour, FULL, FULL, "VASA FÖRSAMLING", SHORT, "Folkhälsan")
    assert waiting(tour) == {FULL: 3, SHORT: 1, "Folkhälsan": 1}
    client = sign_in()
    assert "also: VASA FÖRSAMLING" in shown(client, PAGE)
    ticked = [alias_key(FULL), alias_key(SHORT)]
    page = sent(client, text=ticked, name_1=FULL, kind="parish", match="1")
    assert f"Now known as: {FULL}" in page
    body = Organisation.objects.get(kind="parish")
    assert (body.registrations.count(), body.organiser) == (4, tour.organiser)
    assert waiting(tour) == {"Folkhälsan": 1}
    says(tour, "vasa FÖRS")
    assert sweep() == 1
    assert body.registrations.count() == 5
    assert "1 text is not matched" in shown(client, "/organiser/tours/lape-2030/reach/")
    entries = LogEntry.objects.filter(verb="match", target="organisationalias")
    assert {(entry.user_id is None, entry.details["count"]) for entry in entries} == {(False, 4)}


def test_a_body_that_is_known_takes_the_text_with_one_press_and_no_second_is_made(
    tour: Tour, sign_in: SignIn
) -> None:
    known = Organisation.objects.create(name={"fi": "Vaasan seurakunta", "sv": FULL}, kind="parish")
    says(tour, SHORT, SHORT)
    client = sign_in()
    assert f'name="same" value="{known.pk}:{alias_key(SHORT)}"' in shown(client, PAGE)
    sent(client, same=f"{known.pk}:{alias_key(SHORT)}")
    assert known.registrations.count() == 2
    says(tour, "Wasa forsamling")
    sent(client, text=alias_key("Wasa forsamling"), name_1="vasa Församling", kind="ngo", match="1")
    assert known.registrations.count() == 3
    assert Organisation.objects.get() == known


def test_a_decision_is_taken_back_and_what_was_made_for_it_goes(tour: Tour, sign_in: SignIn) -> None:
    says(tour, SHORT, SHORT)
    client = sign_in()
    sent(client, text=alias_key(SHORT), name_0=FULL, kind="parish", match="1")
    decided = OrganisationAlias.objects.get()
    assert "The text waits again" in sent(client, back=str(decided.uuid))
    assert waiting(tour) == {SHORT: 2}
    assert sweep() == 0
    assert not Organisation.objects.exists()
    assert not OrganisationAlias.objects.exists()
    assert LogEntry.objects.filter(verb="take back", target_uuid=decided.uuid).count() == 1


def test_what_is_no_organisation_is_set_aside(tour: Tour, sign_in: SignIn) -> None:
    says(tour, "ei mikään", "-")
    client = sign_in()
    assert waiting(tour) == {"ei mikään": 1}
    sent(client, text=alias_key("ei mikään"), aside="1")
    assert waiting(tour) == {}
    assert "Everything is tidy" in shown(client, PAGE)
    assert Registration.objects.filter(organisation=None).count() == 2


def test_a_text_that_is_a_bodys_own_name_needs_nobody_and_a_corrected_text_lets_go(tour: Tour) -> None:
    body = Organisation.objects.create(
        name={"fi": "Oulun kaupunki", "sv": "Uleåborgs stad"}, aliases="Oulu, City of Oulu"
    )
    says(tour, "ULEÅBORGS STAD", "City of Oulu", "Kemi")
    assert sweep() == 2
    registration = body.registrations.first()
    assert registration
    change_details(SYSTEM, registration, details=Details("Somebody", "fi", organisation_text="Kemi"))
    assert Registration.objects.get(pk=registration.pk).organisation is None
    assert (sweep(), body.registrations.count(), waiting(tour)) == (0, 1, {"Kemi": 2})


def test_another_organisers_texts_and_bodies_stay_apart(tour: Tour, sign_in: SignIn) -> None:
    other = world.organiser("thl")
    theirs = Organisation.objects.create(organiser=other, name={"fi": "Toisten oma"})
    says(tour, "Toisten oma", SHORT)
    elsewhere = world.published(world.draft_tour("theirs", tour.stops.all()[0].date, cities=("oulu",)))
    Tour.objects.filter(pk=elsewhere.pk).update(organiser=other)
    elsewhere.stops.update(organiser=other)
    takes_part(world.afternoon_of(elsewhere, "oulu"), "theirs", organisation_text="Kolmas")
    match(SYSTEM, Tour.objects.get(pk=elsewhere.pk), texts=[SHORT], body=NewBody({"fi": "Muu"}, "other"))
    assert sweep() == 0
    assert waiting(tour) == {"Toisten oma": 1, SHORT: 1}
    page = shown(sign_in(), PAGE)
    assert "Muu" not in page
    assert f'<option value="{theirs.pk}">' not in page
    decided = OrganisationAlias.objects.get()
    client = sign_in()
    assert client.post(PAGE, {"back": str(decided.uuid)}).status_code == 404
    assert client.post(PAGE, {"same": f"{theirs.pk}:{alias_key(SHORT)}"}).status_code == 200
    assert OrganisationAlias.objects.get() == decided


def test_who_may_edit_one_stop_only_or_nothing_finds_no_such_page(tour: Tour, sign_in: SignIn) -> None:
    says(tour, SHORT)
    for role in ("viewer", "door"):
        assert sign_in(role).get(PAGE).status_code == 404
    client = sign_in("editor")
    member = TeamMember.objects.get(role="editor")
    member.events.add(world.stop_of(tour, "vaasa"))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"text": alias_key(SHORT), "aside": "1"}).status_code == 404
    with pytest.raises(NotAllowed):
        set_aside(world.editor(role="viewer"), tour, texts=[SHORT])
    assert not OrganisationAlias.objects.exists()


def test_who_edits_one_tour_sees_and_undoes_what_stands_there_and_nowhere_else(
    tour: Tour, sign_in: SignIn
) -> None:
    says(tour, "Vain meillä", "Kummallakin")
    other = world.published(world.draft_tour("other-2030", tour.stops.all()[0].date, cities=("oulu",)))
    says_at = world.afternoon_of(other, "oulu")
    for text in ("Vain muualla", "Kummallakin"):
        takes_part(says_at, text.replace(" ", "").lower(), organisation_text=text)
    match(SYSTEM, tour, texts=["Vain meillä", "Kummallakin"], body=NewBody({"fi": "Yhteinen"}, "ngo"))
    set_aside(SYSTEM, other, texts=["Vain muualla"])
    client = sign_in("editor")
    texts = ("Vain meillä", "Kummallakin", "Vain muualla")
    assert [text in shown(client, PAGE) for text in texts] == [True, True, True]
    member = TeamMember.objects.get(role="editor")
    member.tours.add(tour)
    assert [text in shown(client, PAGE) for text in texts] == [True, False, False]
    for text in texts[1:]:
        decided = OrganisationAlias.objects.get(text=text)
        assert client.post(PAGE, {"back": str(decided.uuid)}).status_code == 404
        with pytest.raises(NotAllowed):
            take_back(limited_to(tour), tour, decided)
    sent(client, back=str(OrganisationAlias.objects.get(text=texts[0]).uuid))
    assert OrganisationAlias.objects.count() == 2


def limited_to(tour: Tour) -> Actor:
    user = world.member(tour.organiser)
    return Actor("user", user, team=(Membership(tour.organiser_id, "editor", frozenset({tour.pk})),))


@pytest.mark.parametrize(
    "fields",
    [
        {"match": "1"},
        {"text": "vasa fors", "match": "1"},
        {"text": "\0", "aside": "1"},
        {"text": "nothing that waits", "name_0": "x", "match": "1"},
        {"text": "vasa fors", "name_0": "x" * 300, "match": "1"},
        {"text": "vasa fors", "organisation": "999999999999999999999", "match": "1"},
        {"text": "vasa fors", "name_0": "x", "kind": "circus", "match": "1"},
        {"same": "nonsense"},
        {"same": "9" * 400 + ":vasa fors"},
    ],
)
def test_a_wrong_form_says_why_keeps_the_ticks_and_writes_nothing(
    tour: Tour, sign_in: SignIn, fields: dict[str, str]
) -> None:
    says(tour, SHORT)
    answer = sign_in().post(PAGE, fields)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'class="note error" role="alert"' in page
    assert ('value="vasa fors" checked' in page) == (fields.get("text") == "vasa fors")
    assert not OrganisationAlias.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("back", ["", "\0", "x" * 500, "00000000-0000-0000-0000-000000000000"])
def test_taking_back_what_is_not_there_is_not_found(tour: Tour, sign_in: SignIn, back: str) -> None:
    assert sign_in().post(PAGE, {"back": back}).status_code == 404


def test_the_same_texts_decided_again_mean_the_latest(tour: Tour) -> None:
    says(tour, SHORT)
    first = match(SYSTEM, tour, texts=[SHORT], body=NewBody({"fi": "Eka"}, "other"))
    match(SYSTEM, tour, texts=[SHORT], body=NewBody({"fi": "Toka"}, "parish"))
    assert OrganisationAlias.objects.get().organisation != first
    with pytest.raises(NothingChosen):
        match(SYSTEM, tour, texts=["–"], body=first)


def test_speakers_and_staff_leave_nothing_to_tidy(tour: Tour) -> None:
    part = takes_part(world.afternoon_of(tour, "vaasa"), "speaker", organisation_text=SHORT)
    in_role(part, "speaker")
    assert waiting(tour) == {}


def test_what_is_alike_is_suggested_and_what_only_shares_a_common_word_is_not(tour: Tour) -> None:
    says(tour, "Vasa försam", "Mannerheimin Lastensuojeluliitto ry", "Turun kaupunki", "Kela")
    bodies = [
        Organisation.objects.create(name={"fi": name})
        for name in (FULL, "Mannerheimin Lastensuojeluliitto", "Oulun kaupunki")
    ]
    groups = groups_of(list(tour.stops.all()), tour.organiser_id)
    suggest(groups, bodies, {})
    assert {group.text: [str(body) for body in group.suggested] for group in groups} == {
        "Kela": [],
        "Mannerheimin Lastensuojeluliitto ry": ["Mannerheimin Lastensuojeluliitto"],
        "Turun kaupunki": [],
        "Vasa försam": [FULL],
    }


def test_a_new_body_is_suggested_by_its_own_organisers_form_alone(client: Client) -> None:
    house = build()
    match(SYSTEM, house.tour, texts=[SHORT], body=NewBody({"fi": "Meidän väki"}, "ngo"))
    assert "Meidän väki" in client.get(f"/fi/events/{house.stop.slug}/register/").content.decode()
    assert "Meidän väki" not in client.get(f"/fi/events/{house.foreign.slug}/register/").content.decode()
