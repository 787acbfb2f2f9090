"""What people have told in confidence or agreed to is theirs: told anew, taken back, and then of no use to anybody."""

import datetime

import time_machine
from django.test import Client

from events.actors import ANYONE
from events.models import Event, LogEntry, Session
from registrations.actions import by_hand, manage
from registrations.actions.by_hand import Seat
from registrations.actions.details import Way
from registrations.models import Consent, Person, Registration, SensitiveAnswer
from tests import world
from tests.desk.filled import opened, send
from tests.registrations.conftest import Fill

NEWS, LIST = Consent.Purpose.NEWS.value, Consent.Purpose.LIST.value
FORGET = "Remove what I have told in confidence"


def details(registration: Registration) -> str:
    return f"/en/my/{registration.manage_token}/details/"


def at_desk(registration: Registration) -> str:
    return f"/organiser/registrations/{registration.uuid}/edit/"


def told() -> dict[str, str]:
    return dict(SensitiveAnswer.objects.order_by("kind").values_list("kind", "text"))


def agreed() -> list[str]:
    return sorted(Consent.objects.filter(withdrawn_at=None).values_list("purpose", flat=True))


def verbs() -> list[str]:
    return list(LogEntry.objects.filter(target="registration").order_by("pk").values_list("verb", flat=True))


def test_a_consent_is_taken_back_where_it_was_given_and_stays_on_record(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon, consents=[LIST, NEWS])
    path = details(Registration.objects.get())
    form = opened(client, path)
    assert form["consents"] == [LIST, NEWS], "the page shows what holds"
    send(client, path, form)
    assert verbs() == ["register"], "what is not changed is not written"
    send(client, path, form | {"consents": [NEWS]})
    assert agreed() == [NEWS]
    assert Consent.objects.get(purpose=LIST).withdrawn_at
    send(client, path, form | {"consents": [LIST, NEWS]})
    assert agreed() == [NEWS], "a page from before it was taken back does not give it again"
    send(client, path, opened(client, path) | {"consents": [LIST]})
    assert agreed() == [LIST]
    assert Consent.objects.count() == 3, "given, taken back and given again are three facts"
    assert verbs()[1:] == ["withdraw consent", "withdraw consent", "give consent"]


def test_a_diet_is_replaced_or_removed_and_never_shown_behind_the_link(
    dinner: Session, fill: Fill, client: Client
) -> None:
    fill(dinner, diet="No nuts", assistant="on")
    path = details(Registration.objects.get())
    page = client.get(path).content.decode()
    assert FORGET in page
    assert "No nuts" not in page
    form = opened(client, path)
    assert "assistant" not in form, "the letter with the link may have been passed on"
    send(client, path, form)
    assert told() == {"assistant": "", "diet": "No nuts"}, "an empty field leaves what was told"
    send(client, path, form | {"diet": "No nuts, no milk"})
    assert told() == {"assistant": "", "diet": "No nuts, no milk"}
    send(client, path, form | {"forget": "on", "diet": "No milk"})
    assert told() == {"diet": "No milk"}
    send(client, path, form | {"forget": "on"})
    assert told() == {}
    assert FORGET not in client.get(path).content.decode()
    assert verbs()[1:] == ["change confidences"] * 3
    assert not any("milk" in str(row.details) for row in LogEntry.objects.all())


def test_it_is_asked_only_while_it_can_be_of_use(afternoon: Session, fill: Fill, client: Client) -> None:
    fill(afternoon)
    registration = Registration.objects.get()
    assert "diet" not in opened(client, details(registration)), "no food"
    Event.objects.filter(pk=afternoon.event_id).update(serves_food=True)
    assert "diet" in opened(client, details(registration))
    with time_machine.travel(
        registration.event.at(datetime.time(12)) + datetime.timedelta(days=2), tick=False
    ):
        page = client.get(details(registration))
        assert not {"diet", "assistant"} & page.context["form"].fields.keys(), "it is over"
        assert "consents" in page.context["form"].fields


def test_an_editor_puts_it_right_for_somebody_who_calls(dinner: Session, fill: Fill, editor: Client) -> None:
    fill(dinner, diet="No nuts", consents=[LIST, NEWS])
    path = at_desk(Registration.objects.get())
    form = opened(editor, path)
    assert form["diet"] == "No nuts"
    send(editor, path, form)
    assert verbs() == ["register"]
    send(editor, path, form, diet="", assistant="on", taken_back=[LIST])
    assert told() == {"assistant": ""}
    assert agreed() == [NEWS]
    assert verbs()[1:] == ["change confidences", "withdraw consent"]


def test_an_old_page_of_the_desk_gives_no_consent_back(
    afternoon: Session, fill: Fill, client: Client, editor: Client
) -> None:
    fill(afternoon, consents=[LIST])
    registration = Registration.objects.get()
    old = opened(editor, at_desk(registration))
    send(client, details(registration), opened(client, details(registration)) | {"consents": [NEWS]})
    send(editor, at_desk(registration), old, job_title="Rehtori")
    assert agreed() == [NEWS]


def test_nor_does_it_undo_what_the_person_has_removed_or_told_meanwhile(
    dinner: Session, fill: Fill, client: Client, editor: Client
) -> None:
    fill(dinner, diet="No nuts", assistant="on")
    registration = Registration.objects.get()
    old = opened(editor, at_desk(registration))
    send(client, details(registration), opened(client, details(registration)) | {"forget": "on"})
    send(editor, at_desk(registration), old, job_title="Rehtori")
    assert told() == {}
    empty = opened(editor, at_desk(registration))
    send(client, details(registration), opened(client, details(registration)) | {"diet": "No milk"})
    send(editor, at_desk(registration), empty, job_title="Opettaja")
    assert told() == {"diet": "No milk"}


def test_whoever_reads_the_letters_of_another_takes_back_and_gives_nothing(
    afternoon: Session, fill: Fill, client: Client
) -> None:
    fill(afternoon, consents=[LIST])
    registration = Registration.objects.get()
    reader = Person.objects.create(organiser=registration.person.organiser, name="R", email="r@example.org")
    Registration.objects.filter(pk=registration.pk).update(letters_to=reader)
    form = opened(client, details(registration))
    assert client.post(details(registration), form | {"consents": [LIST, NEWS]}).status_code == 422
    send(client, details(registration), form | {"consents": []})
    assert agreed() == []
    assert "consents" not in opened(client, details(registration))


def test_the_list_for_the_others_holds_those_who_agreed_to_it(
    afternoon: Session, fill: Fill, client: Client, editor: Client
) -> None:
    for name, consents in (("Aino", [LIST]), ("Bertil", [NEWS]), ("Cecilia", []), ("Dag", [LIST, NEWS])):
        fill(afternoon, name=name, email=f"{name.lower()}@example.org", consents=consents)
    dag = Registration.objects.get(person__name="Dag")
    send(client, details(dag), opened(client, details(dag)) | {"consents": [NEWS]})
    at = f"/organiser/events/{afternoon.event.slug}/participants"
    shown = editor.get(f"{at}/?agreed={LIST}")
    assert [line.name for line in shown.context["page"].lines] == ["Aino"]
    assert shown.context["page"].found == "1"
    assert [line.name for line in editor.get(f"{at}/?agreed={NEWS}").context["page"].lines] == [
        "Bertil",
        "Dag",
    ]


def test_the_file_for_the_others_names_those_who_agreed_and_tells_no_more(
    afternoon: Session, morning: Session, fill: Fill, editor: Client
) -> None:
    for name, consents in (("Aino", [LIST]), ("Bertil", [NEWS]), ("Cecilia", [LIST])):
        fill(afternoon, name=name, email=f"{name.lower()}@example.org", consents=consents)
    aino, cecilia = (Registration.objects.get(person__name=name) for name in ("Aino", "Cecilia"))
    by_hand.put(world.editor(), aino, Seat(morning, Way.IN_PERSON, ""), notify=False)
    manage.leave_all(ANYONE, cecilia)
    at = f"/organiser/events/{afternoon.event.slug}/participants/export/?state=all&q=nobody&came=no&columns=email"
    file = editor.post(at, {"kind": "csv", "purpose": "others"})
    rows = b"".join(file).decode("utf-8-sig").splitlines()
    assert rows == ["Name;Organisation", "Aino;Vaasan kaupunki"]
    assert LogEntry.objects.get(verb="export").details["purpose"] == "others"
    assert (
        "For the other participants"
        in editor.get(f"/organiser/events/{afternoon.event.slug}/log/").content.decode()
    )
    attendance = editor.get(f"/organiser/sessions/{afternoon.uuid}/attendance/").content.decode()
    assert "For the other participants" not in attendance, "it names everybody"
