"""What the example is, as one JSON object: made from the rows and the keys, so that each call says the same."""

from typing import Any

from django.conf import settings

from config.example.organisers import SLUGS, email_for, password_for
from events import tokens
from events.actors import SYSTEM
from events.models import ApiToken, Event, Organiser, Session, Tour
from events.tokens import Purpose
from registrations.checkin.devices import create_claim
from registrations.models import Invitation


def report() -> dict[str, Any]:
    """site, tours, meetings, organisers, invitations (session id → link), device_claims (event slug → fresh link)."""
    coming = Event.objects.upcoming().filter(organiser__slug__in=SLUGS, tour__repeats__isnull=False)
    return {
        "site": settings.SITE_URL,
        "tours": [_tour(tour) for tour in Tour.objects.order_by("pk")],
        "meetings": [_event(event) for event in Event.objects.filter(tour=None)],
        "organisers": [_organiser(organiser) for organiser in Organiser.objects.order_by("pk")],
        "invitations": {str(session.uuid): _invitation(session) for session in _mornings()},
        "device_claims": {event.slug: _claim(event) for event in coming},
    }


def _tour(tour: Tour) -> dict[str, Any]:
    return {
        "slug": tour.slug,
        "organiser": tour.organiser.slug,
        "stops": [_event(stop) for stop in tour.stops.all()],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "date": event.date.isoformat(),
        "sessions": [
            {
                "id": str(session.uuid),
                "admission": session.admission,
                "mode": session.attendance,
                "listing": session.listing,
                "starts_at": session.starts_at.isoformat() if session.starts_at else None,
            }
            for session in event.sessions.all()
        ],
    }


def _organiser(organiser: Organiser) -> dict[str, Any]:
    key = ApiToken.objects.filter(organiser=organiser, revoked_at=None).first()
    return {
        "slug": organiser.slug,
        "login": {"email": email_for(organiser.slug), "password": password_for(organiser.slug)},
        "api_token": tokens.token_of(Purpose.API, key) if key else None,
    }


def _mornings() -> list[Session]:
    rows = Session.objects.coming().filter(admission=Session.Admission.INVITATION, invited__isnull=False)
    return list(rows.distinct())


def _invitation(session: Session) -> str:
    """The link of the morning's guest who has an own address."""
    rows = Invitation.objects.filter(sessions=session, letters_to=None, substitute_for=None)
    return f"{settings.SITE_URL}/fi/invitation/{rows.earliest('pk').token}/"


def _claim(event: Event) -> str:
    claim = create_claim(SYSTEM, event=event, name="Ovi 1", minutes=24 * 60)
    return f"{settings.SITE_URL}/checkin/claim/{claim.token}/"
