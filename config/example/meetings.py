"""The northern work meetings of 2020: one hidden and without known times, one online for four regions."""

import datetime
from typing import Any

from config.example.organisers import Team
from config.example.places import read
from events.actions.publishing import publish_event
from events.models import Contact, Event, Session
from venues.models import Region

PUBLISHED_2020 = datetime.datetime.fromisoformat("2020-04-01T12:00:00+03:00")


def load_2020(team: Team) -> list[Event]:
    """27.4. (hidden, no times) and 20.5. (8–10, online), the second preceded by the first."""
    data = read("meetings_2020.json")
    regions = Region.objects.filter(
        code__in=[row["code_statfi"] for row in data["series"]["added"]["regions"]]
    )
    meetings: list[Event] = []
    for row in data["meetings"]:
        event = Event.objects.create(
            organiser=team.organiser,
            slug=f"tyokokous-{row['derived']['date']}",
            title=data["series"]["added"]["title"],
            date=datetime.date.fromisoformat(row["derived"]["date"]),
            languages=["fi"],
            preceded_by=meetings[-1] if meetings else None,
        )
        event.regions.set(regions)
        _load_session(event, row)
        contact = data["contacts"][0]
        role = {"fi": contact["seed"]["title_fi"], **contact["added"]["role"]}
        Contact.objects.create(
            event=event, name=contact["seed"]["name"], role=role, email=contact["added"]["email"]
        )
        meetings.append(publish_event(team.actor, event, at=PUBLISHED_2020))
    return meetings


def _load_session(event: Event, row: dict[str, Any]) -> None:
    seed, derived, added = row["seed"], row["derived"], row["added"]
    title = {
        "fi": _capital(seed["name_fi"]),
        **{code: _capital(text) for code, text in added["name"].items()},
    }
    invited = derived.get("access") == "invite_only"
    groups = added.get("audience_groups", [])
    starts, ends = derived.get("start_utc"), derived.get("end_utc")
    Session.objects.create(
        event=event,
        title=title,
        short_title=title,
        description=added.get("description", ""),
        audience={
            language: "\n".join(group[language] for group in groups) for language in ("fi", "sv", "en")
        },
        starts_at=datetime.datetime.fromisoformat(starts) if starts else None,
        ends_at=datetime.datetime.fromisoformat(ends) if ends else None,
        admission=Session.Admission.INVITATION if invited else Session.Admission.OPEN,
        listing=Session.Listing.HIDDEN if invited else Session.Listing.OUTLINE,
        attendance=Session.Attendance.ONLINE,
        spoken_languages=["fi"],
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
