"""The two organisers of the example and their teams."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from events.actors import Actor, Membership
from events.models import ApiToken, Event, Organiser, TeamMember, User

SLUGS = ("stm", "perheverkosto")
HOST, READER = "muutosagentti", "tietosuoja"


@dataclass(frozen=True)
class Team:
    """An organiser and the editor who acts for it in the example."""

    organiser: Organiser
    actor: Actor


def password_for(slug: str) -> str:
    """Made from the key, so that a second call prints the same and no other installation has it."""
    mac = hmac.new(settings.TOKEN_KEY.encode(), f"example password {slug}".encode(), hashlib.sha256).digest()
    return base64.b32encode(mac).decode()[:16].lower()


def email_for(slug: str) -> str:
    return f"{slug}@example.org"


def make_team(slug: str, name: dict[str, str], required: list[str]) -> Team:
    """An organiser with one administrator and one key to the API."""
    organiser = Organiser.objects.create(
        slug=slug,
        name=name,
        mailbox="kiertue@example.org",
        phone="+358 00 000 0000",
        required_languages=required,
        accessibility_contact="kiertue@example.org",
    )
    user = User.objects.create_user(email_for(slug), password_for(slug), name=name["fi"], language="fi")
    TeamMember.objects.create(user=user, organiser=organiser, role=TeamMember.Role.ADMIN)
    ApiToken.objects.create(organiser=organiser, name="example", scopes=ApiToken.Scope.values)
    return Team(organiser, Actor(kind="user", user=user, team=(Membership(organiser.pk, "admin"),)))


def add_members(team: Team, stop: Event) -> None:
    """The host of one stop, who sees no other; and whoever looks after data protection, who changes nothing."""
    host = _member(team, HOST, "Muutosagentti", TeamMember.Role.EDITOR)
    host.events.add(stop)
    host.limited = True
    host.save(update_fields=["limited"])
    _member(team, READER, "Tietosuojavastaava", TeamMember.Role.VIEWER)


def _member(team: Team, slug: str, name: str, role: str) -> TeamMember:
    user = User.objects.create_user(email_for(slug), password_for(slug), name=name, language="fi")
    return TeamMember.objects.create(user=user, organiser=team.organiser, role=role)


def make_teams() -> tuple[Team, Team]:
    """The ministry, and a network of NGOs that sees nothing of the ministry's people."""
    ministry = make_team(
        SLUGS[0],
        {
            "fi": "Sosiaali- ja terveysministeriö",
            "sv": "Social- och hälsovårdsministeriet",
            "en": "Ministry of Social Affairs and Health",
        },
        ["fi", "sv"],
    )
    network = make_team(
        SLUGS[1],
        {
            "fi": "Perheverkosto (esimerkki)",
            "sv": "Familjenätverket (exempel)",
            "en": "Family Network (example)",
        },
        ["fi"],
    )
    return ministry, network
