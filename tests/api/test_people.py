"""An organiser's own program: it registers, switches, cancels and invites through everybody's actions."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions.answer_by import ask_by
from events.models import ApiToken, LogEntry, Session, Tour
from registrations.models import Invitation, OutgoingMail, Participation, Person, Registration
from tests import world
from tests.api.cast import Machine
from tests.attendance.cast import comes
from tests.harness.audit import assert_house_is_true
from tests.registrations.asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    return world.coming_tour(cities=("vaasa", "oulu"))


@pytest.fixture
def machine(tour: Tour) -> Machine:
    return Machine(world.machine(tour.organiser))


def body(session: Session, way: str = "in_person", **fields: Any) -> dict[str, Any]:
    who = {"name": "Elle-Máret Näkkäläjärvi", "email": "Elle@Example.org", "language": "fi"}
    return who | {"sessions": [{"session": str(session.uuid), "way": way}]} | fields


def test_a_registration_from_first_to_last(tour: Tour, machine: Machine) -> None:
    afternoon = world.afternoon_of(tour, "vaasa")
    made = machine.post(
        "registrations/", **body(afternoon, organisation="Saamelaiskäräjät", region="pohjanmaa")
    )
    assert (made["event"], made["person"]["email"]) == ("lape-2030-vaasa", "elle@example.org")
    (part,) = made["participations"]
    assert (part["session"], part["mode"], part["status"]) == (str(afternoon.uuid), "in_person", "attending")
    assert machine.get(f"registrations/{made['id']}/") == made
    assert machine.post("registrations/", 409, **body(afternoon))["type"].endswith("alreadyregistered")

    changed = machine.patch(f"registrations/{made['id']}/", job_title="Sihteeri", name="Elle Näkkäläjärvi")
    assert (changed["job_title"], changed["person"]["name"]) == ("Sihteeri", "Elle Näkkäläjärvi")
    assert (changed["organisation"], changed["region"]) == ("Saamelaiskäräjät", "pohjanmaa")
    assert machine.patch(f"participations/{part['id']}/", way="online")["mode"] == "online"
    assert machine.get("participations/", session=afternoon.uuid, mode="online")["results"]
    assert machine.get("participations/", attended="true")["results"] == []
    assert machine.post(f"participations/{part['id']}/cancel/", 200)["status"] == "cancelled"
    assert machine.get("registrations/", cancelled="true")["results"][0]["cancelled_at"]
    again = machine.post("registrations/", **body(afternoon, "online"))
    assert machine.post(f"registrations/{again['id']}/cancel/", 200)["cancelled_at"]
    letters = OutgoingMail.objects.order_by("pk").values_list("kind", flat=True)
    assert list(letters) == ["confirmed", "confirmed", "cancelled", "confirmed", "cancelled"]
    token = str(ApiToken.objects.get().uuid)
    log = LogEntry.objects.filter(actor_kind="api")
    assert {"register", "change details", "switch", "cancel"} == set(log.values_list("verb", flat=True))
    assert all(entry.details["token"] == token for entry in log)
    assert_house_is_true()


def test_a_registration_shows_the_answers_and_may_leave_them_out(tour: Tour, machine: Machine) -> None:
    afternoon = world.afternoon_of(tour, "vaasa")
    hear, which = ask(tour, required=True), ask(afternoon.event, "Which?", "one", ("Work", "Schools"))
    assert machine.post("registrations/", **body(afternoon))["answers"] == []
    comes(afternoon, "Aino", replies={hear: ["Trains"], which: ["work"]}, email="aino@example.org")
    (shown,) = machine.get("registrations/", email="aino@example.org")["results"]
    asked = {hear: {"fi": "What should we hear? fi", "en": "What should we hear?"}}
    first, second = shown["answers"]
    assert first == {
        "question": str(hear.uuid),
        "asked": asked[hear],
        "choice": "",
        "option": {},
        "text": "Trains",
    }
    assert (second["choice"], second["option"]) == ("work", {"fi": "Work fi", "en": "Work"})


def test_an_invitation_is_made_and_sent(tour: Tour, machine: Machine) -> None:
    morning = world.morning_of(tour, "vaasa")
    guest: dict[str, Any] = {
        "name": "Raija Esimerkki",
        "sessions": [str(morning.uuid)],
        "job_title": "Kaupunginjohtaja",
    }
    made = machine.post(
        "invitations/", **guest, letters_to={"name": "Sirpa Sihteeri", "email": "kirjaamo@example.org"}
    )
    assert (made["state"], made["sessions"]) == ("draft", [str(morning.uuid)])
    assert made["answer_by"] is None
    ask_by(world.editor(), morning.event, morning.event.date)
    assert machine.get(f"invitations/{made['id']}/")["answer_by"] == morning.event.date.isoformat()
    assert machine.post(f"invitations/{made['id']}/send/", 200)["state"] == "sent"
    assert OutgoingMail.objects.get().recipient.email == "kirjaamo@example.org"
    assert machine.get("invitations/", state="sent", session=morning.uuid)["results"][0]["id"] == made["id"]
    at_once = machine.post("invitations/", **guest | {"email": "kjell@example.org"}, send=True)
    assert at_once["state"] == "sent"
    Invitation.objects.filter(uuid=made["id"]).update(state="declined")
    machine.post(f"invitations/{made['id']}/send/", 409)
    assert "email" in str(machine.post("invitations/", 400, **guest)["errors"])


def test_a_full_room_and_a_closed_door_are_refused_in_words(tour: Tour, machine: Machine) -> None:
    afternoon, morning = world.afternoon_of(tour, "vaasa"), world.morning_of(tour, "vaasa")
    assert "invitation" in machine.post("registrations/", 409, **body(morning))["detail"]
    Session.objects.filter(pk=afternoon.pk).update(in_person_capacity=0)
    waiting = machine.post("registrations/", **body(afternoon))
    assert waiting["participations"][0]["status"] == "waiting"
    Session.objects.filter(pk=afternoon.pk).update(registration_closes=timezone.now())
    refused = machine.post("registrations/", 409, **body(afternoon, email="other@example.org"))
    assert (refused["type"], refused["status"]) == ("urn:kiertue:refused:closed", 409)
    assert Registration.objects.count() == 1


def test_another_organisers_people_are_not_there(tour: Tour, machine: Machine) -> None:
    afternoon = world.afternoon_of(tour, "vaasa")
    made = machine.post("registrations/", **body(afternoon))
    part, foreign = made["participations"][0]["id"], Machine(world.machine(world.organiser("thl")))
    for kind in ("registrations", "participations", "invitations"):
        assert foreign.get(f"{kind}/") == {"results": [], "next": None}
    foreign.get("registrations/", 400, cursor=made["id"])
    foreign.get(f"registrations/{made['id']}/", 404)
    foreign.patch(f"registrations/{made['id']}/", 404, name="Toinen")
    foreign.post(f"registrations/{made['id']}/cancel/", 404)
    foreign.patch(f"participations/{part}/", 404, way="online")
    told = foreign.post("registrations/", 400, **body(afternoon, email="a@example.org"))
    assert told["errors"] == [{"detail": "There is no such row of yours.", "pointer": "#/sessions/0/session"}]
    foreign.post("participations/", 400, registration=made["id"], session=str(afternoon.uuid), way="online")
    elsewhere = str(world.afternoon_of(tour, "oulu").uuid)
    machine.post("participations/", 400, registration=made["id"], session=elsewhere, way="online")
    assert Participation.objects.get().mode == "in_person"
    assert Person.objects.count() == 1


def test_a_token_does_what_its_scopes_say_and_nothing_once_revoked(tour: Tour) -> None:
    reader, writer = world.machine(None, "read"), world.machine(None, "write")
    sent = body(world.afternoon_of(tour, "vaasa"))
    assert "write" in Machine(reader).post("registrations/", 403, **sent)["detail"]
    Machine(reader).post("check-ins/", 403)
    Machine(writer).get("registrations/", 403)
    made = Machine(writer).post("registrations/", **sent)
    assert Machine(reader).get(f"registrations/{made['id']}/") == made
    reader.refresh_from_db()
    assert reader.last_used_at
    ApiToken.objects.update(revoked_at=timezone.now())
    Machine(reader).get("registrations/", 401)
    Machine(reader).get("tours/", 401)
    assert Machine().client.get("/api/v1/registrations/")["WWW-Authenticate"] == "Bearer"


def test_only_what_is_named_is_taken_in(tour: Tour, machine: Machine) -> None:
    """Mass assignment: no column can be set because it exists."""
    sent = body(world.afternoon_of(tour, "vaasa"))
    for name in ("id", "uuid", "role", "status", "cancelled_at", "organiser", "person", "manage_version"):
        wrong = machine.post("registrations/", 400, **sent | {name: "1"})["errors"]
        assert wrong == [{"detail": "There is no such field.", "pointer": f"#/{name}"}]
    assert not Registration.objects.exists()
    made = machine.post("registrations/", **sent)
    machine.patch(f"registrations/{made['id']}/", 400, email="other@example.org")
    machine.patch(f"participations/{made['participations'][0]['id']}/", 400, status="attending")


@pytest.mark.parametrize("kind", ["registrations", "participations", "invitations"])
def test_a_longer_list_of_people_costs_as_many_statements(kind: str, tour: Tour, machine: Machine) -> None:
    afternoon, morning = world.afternoon_of(tour, "vaasa"), world.morning_of(tour, "vaasa")

    def another(number: int) -> None:
        email = f"guest{number}@example.org"
        machine.post("registrations/", **body(afternoon, email=email))
        machine.post("invitations/", name="Raija", email=email, sessions=[str(morning.uuid)])

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert machine.get(f"{kind}/")["results"]
        return len(asked)

    another(1)
    one = statements()
    another(2)
    another(3)
    assert statements() == one


def test_a_machine_registers_without_answers_and_the_schema_says_so(tour: Tour, machine: Machine) -> None:
    afternoon = world.afternoon_of(tour, "vaasa")
    hear = ask(afternoon.event, required=True)
    machine.post("registrations/", 400, **body(afternoon, answers={str(hear.uuid): "Trains"}))
    assert machine.post("registrations/", **body(afternoon))["answers"] == []
    schema = " ".join(
        machine.client.get("/api/schema/?format=json")
        .json()["paths"]["/api/v1/registrations/"]["post"]["description"]
        .split()
    )
    assert "It takes no answers to the organiser's own questions" in schema
