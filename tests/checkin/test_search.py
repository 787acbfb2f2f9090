"""Finding people by name at the door."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Session
from registrations.checkin import search
from registrations.models import Invitation
from tests.checkin import cast


def found(session: Session, typed: str) -> list[str]:
    words = search.words_of(typed)
    return [hit.name for hit in search.find(session, words)[0]] if words else []


@pytest.mark.parametrize(
    "typed",
    ["näkkäläjärvi", "nakkalajarvi", "NÄKK", "maret", "elle nakk", "Näkkäläjärvi, Elle", " Elle-Máret "],
)
def test_accents_case_and_order_do_not_matter(afternoon: Session, typed: str) -> None:
    cast.registered(afternoon)
    cast.registered(afternoon, "Åke Öberg")
    assert found(afternoon, typed) == ["Elle-Máret Näkkäläjärvi"]


def test_a_name_of_two_letters_comes_before_the_names_that_begin_with_it(afternoon: Session) -> None:
    for number in range(25):
        cast.registered(afternoon, f"Aino Lilja{number:02}")
    cast.registered(afternoon, "Bo Li")
    hits, more = search.find(afternoon, search.words_of("li"))
    assert hits[0].name == "Bo Li"
    assert (len(hits), more) == (20, True)


@pytest.mark.parametrize("typed", ["", " ", "a", "%", "_", "%%%", "--", "🙂", "'"])
def test_everybody_is_never_listed(afternoon: Session, phone: cast.Phone, typed: str) -> None:
    cast.registered(afternoon, "Aino Aalto")
    assert found(afternoon, typed) == []
    page = phone.post(f"/checkin/{afternoon.uuid}/found/", name=typed)
    assert page.status_code == 200
    assert "Aino" not in page.content.decode()


def test_one_person_is_one_hit(afternoon: Session, morning: Session) -> None:
    part = cast.registered(afternoon, "Åke Öberg", status="cancelled")
    part.registration.cancelled_at = afternoon.starts_at
    part.registration.save()
    new = cast.registered(afternoon, "Somebody")
    new.registration.person = part.registration.person
    new.registration.save()
    invitation = cast.invited(morning, "Åke Öberg")
    Invitation.objects.filter(pk=invitation.pk).update(person=part.registration.person)
    assert found(afternoon, "oberg") == ["Åke Öberg"]
    hit = search.find(morning, ["oberg"])[0][0]
    assert (hit.registration, hit.kind) == (new.registration.uuid, "invited")


def test_the_invited_are_found_with_what_they_answered(morning: Session, phone: cast.Phone) -> None:
    cast.invited(morning, "Liisa Li")
    cast.invited(morning, "Liisa Luonnos", state=Invitation.State.DRAFT)
    page = phone.post(f"/checkin/{morning.uuid}/found/", name="liisa").content.decode()
    assert "Invited, has not answered" in page
    assert "Luonnos" not in page


def test_other_events_are_not_searched(afternoon: Session) -> None:
    cast.registered(cast.afternoon(cast.stop(city="oulu")), "Åke Öberg")
    assert found(afternoon, "öberg") == []


def test_three_hits_cost_as_many_queries_as_one(afternoon: Session, morning: Session) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            found(afternoon, "lilja")
        return len(queries)

    cast.registered(afternoon, "Aino Lilja")
    cast.invited(morning, "Aimo Lilja")
    one = cost()
    for number in range(2):
        cast.registered(afternoon, f"Anna Lilja{number}")
        cast.invited(morning, f"Arvo Lilja{number}")
    assert cost() == one
