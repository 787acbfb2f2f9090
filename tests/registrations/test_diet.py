"""Diets and allergies: asked where food is served, counted for the kitchen, seen by nobody else."""

from django.test import Client

from events.actions.repeating import repeat_tour
from events.models import Event, Session
from registrations.actions.invite import invite, person_at, send
from registrations.models import Participation, SensitiveAnswer
from registrations.organiser.day import diets
from tests import world
from tests.desk.filled import opened
from tests.desk.filled import send as send_form
from tests.registrations.conftest import Fill, signed_in

ASKED = "Diet or allergies"


def told() -> list[str]:
    return list(SensitiveAnswer.objects.filter(kind="diet").order_by("pk").values_list("text", flat=True))


def test_it_is_asked_only_where_food_is_served(dinner: Session, fill: Fill, client: Client) -> None:
    tour, elsewhere = dinner.event.tour, world.afternoon_of(world.coming_tour(), "oulu")
    assert tour
    page = client.get(f"/en/events/{dinner.event.slug}/register/").content.decode()
    assert ASKED in page
    assert "without your name" in page
    assert ASKED in client.get(f"/en/tours/{tour.slug}/register/").content.decode()
    assert ASKED not in client.get(f"/en/events/{elsewhere.event.slug}/register/").content.decode()
    fill(elsewhere, diet="Nuts", email="a@example.org")
    assert told() == []
    Session.objects.filter(event=dinner.event).update(attendance="online", in_person_capacity=None)
    assert ASKED not in client.get(f"/en/events/{dinner.event.slug}/register/").content.decode()


def test_the_kitchen_gets_the_texts_of_those_who_come_and_no_names(
    dinner: Session, fill: Fill, editor: Client
) -> None:
    for number, text in enumerate(["Gluten-free", "gluten-FREE", "No nuts", "", "Nothing"]):
        way = "online" if text == "Nothing" else "in_person"
        fill(dinner, diet=text, way=way, email=f"eater{number}@example.org", name=f"Eater {number}")
    assert told() == ["Gluten-free", "gluten-FREE", "No nuts", "Nothing"]
    assert [(text.casefold(), count) for text, count in diets(dinner.event)] == [
        ("gluten-free", 2),
        ("no nuts", 1),
    ]
    for page in ("plan", "run-sheet"):
        shown = editor.get(f"/organiser/events/{dinner.event.slug}/{page}/").content.decode()
        assert "1 × No nuts" in shown
        assert "2 × " in shown
        assert "Eater" not in shown


def test_nobody_else_reads_it(dinner: Session, fill: Fill, editor: Client) -> None:
    fill(dinner, diet="No nuts")
    part = Participation.objects.get()
    assert "diet or allergies: No nuts" in panel(editor, part)
    viewer = signed_in("viewer")
    at = f"/organiser/events/{dinner.event.slug}"
    lists = [f"/organiser/sessions/{dinner.uuid}/attendance{end}" for end in ("/", ".csv")]
    for page in (f"{at}/plan/", f"{at}/run-sheet/", f"{at}/participants/", f"{at}/log/", *lists):
        assert "No nuts" not in viewer.get(page).content.decode()
    assert "No nuts" not in panel(viewer, part)
    assert "No nuts" not in "".join(str(row) for row in part.letters.values())


def panel(client: Client, part: Participation) -> str:
    return client.get(f"/organiser/registrations/{part.registration.uuid}/").content.decode()


def test_an_invited_guest_or_the_substitute_says_it_with_the_answer(dinner: Session, client: Client) -> None:
    morning = world.morning_of(world.coming_tour())
    organiser = morning.event.organiser
    person = person_at(organiser, name="Raija Esimerkki", email="raija@example.org")
    row = invite(world.editor(), event=morning.event, sessions=[morning], person=person)
    send(world.editor(), row)
    at, sent = (
        f"/en/invitation/{row.token}/",
        {"answer": "attends", "answered_by": "invitee", f"session-{dinner.uuid}": "no"},
    )
    assert ASKED in client.get(at).content.decode()
    for diet in ("Vegan", "Vegan, no soy", ""):
        client.post(at, sent | {"diet": diet})
    assert told() == ["Vegan, no soy"], "an empty answer leaves what was told"
    instead = {"answer": "substitute", "substitute_name": "Tuomas", "substitute_email": "t@example.org"}
    client.post(at, sent | instead | {"diet": "No milk"})
    assert [text for text, _count in diets(dinner.event)] == ["No milk"], "who does not come does not eat"


def test_an_editor_says_where_food_is_served_and_writes_it_down_for_others(
    afternoon: Session, editor: Client
) -> None:
    stop = afternoon.event
    at = f"/organiser/events/{stop.slug}"
    send_form(editor, f"{at}/edit/", opened(editor, f"{at}/edit/"), serves_food="on")
    assert Event.objects.get(pk=stop.pk).serves_food
    assert ASKED in editor.get(f"{at}/participants/add/").content.decode()
    party = "/organiser/tours/lape-2030/party/"
    kaisa = {"name": "Kaisa Kiertäjä", "email": "kaisa@example.org", "role": "staff", "language": "fi"}
    submission = "00000000-0000-4000-8000-000000000001"
    editor.post(party, kaisa | {"diet": "Laktoositon", "submission": submission})
    assert told() == ["Laktoositon"], "at the one stop where food is served"
    assert stop.tour
    copy = repeat_tour(world.editor(), stop.tour, first_day=stop.date.replace(year=stop.date.year + 1))
    assert [event.serves_food for event in copy.stops.order_by("date")] == [True, False, False]
