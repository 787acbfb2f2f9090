"""Who may come through which door. A view without a declaration fails the build (tests/guards/test_routes.py).

A declaration maps each role to the status that a GET of the route answers for that role's own objects; for
`foreign_editor`, an editor of another organiser, it is the status with somebody else's objects, and so it is for
`host`, the regional host: an editor of one other stop of the same tour. Unless a view says otherwise an `admin` gets
what an editor gets, and a host what a stranger's editor gets. `machine` bears a token of the organiser with every
scope, `foreign_machine` one of another organiser.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField
from django.http import HttpRequest, HttpResponseBase

from events import second_factor
from events.actors import ANYONE, Actor, Membership
from events.models import TeamMember, User
from events.prepared import Prepared, Slot

STAFF = ("viewer", "door", "editor", "admin", "host", "foreign_editor")
PEOPLE = ("anonymous", "participant", "invited", "device", "viewer", "door", "admin", "foreign_editor")
"""Who between them see every page: an administrator sees all that an editor does."""
ROLES = (*PEOPLE, "editor", "host", "machine", "foreign_machine")
ATTRIBUTE = "declared"

View = TypeVar("View", bound=Callable[..., Any])


def declared(otherwise: int, **statuses: int) -> Callable[[View], View]:
    """Declare a route: the status for each named role, and for all the others."""
    unknown = set(statuses) - set(ROLES)
    if unknown:
        raise ValueError(f"No such roles: {unknown}")

    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, {role: statuses.get(role, otherwise) for role in ROLES})
        return view

    return mark


public = declared(200)
post_only = declared(405)


def by_account(*, signed_in: int, otherwise: int) -> Callable[[View], View]:
    """A page about the account itself, which asks only whether somebody has signed in."""
    return declared(otherwise, **dict.fromkeys(STAFF, signed_in))


def for_token(*bearers: str) -> Callable[[View], View]:
    """Open to who bears the token in the path; to anybody else it is not there."""
    return declared(404, **dict.fromkeys(bearers, 200))


for_device = declared(403, device=200)
for_machine = declared(401, machine=200, foreign_machine=200)
for_own_machine = declared(401, machine=200, foreign_machine=404)
posted_by_machine = declared(401, machine=405, foreign_machine=405)


def for_team(
    *,
    viewer: int = 200,
    door: int = 200,
    editor: int = 200,
    foreign_editor: int = 404,
    admin: int | None = None,
    host: int | None = None,
) -> Callable[[View], Any]:
    """For signed-in staff; the view finds in `request.actor` what its rows may be asked for."""
    own = {"viewer": viewer, "door": door, "editor": editor, "admin": editor if admin is None else admin}
    others = {"foreign_editor": foreign_editor, "host": foreign_editor if host is None else host}

    def wrap(view: Callable[..., HttpResponseBase]) -> Any:
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = _actor_of(request)
            if second_factor.wanting(actor):
                return second_factor.lead_to_it(request)
            request.actor = actor  # type: ignore[attr-defined]  # read by the views of this decorator only
            return view(request, *args, **kwargs)

        return declared(302, **own, **others)(login_required(wrapped))

    return wrap


def _actor_of(request: HttpRequest) -> Actor:
    return actor_of(request.user)


def actor_of(user: User | AnonymousUser) -> Actor:
    """The signed-in user with the team rows; anybody else is ANYONE."""
    if not user.is_authenticated:
        return ANYONE
    tours, events = _chosen(_tours(user=user.pk)), _chosen(_events(user=user.pk))
    team = (
        Membership(organiser, role, tours.get(member, frozenset()), events.get(member, frozenset()), limited)
        for member, organiser, role, limited in _members(user=user.pk)
    )
    return Actor(kind="user", user=user, team=tuple(team))


def _chosen(rows: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """What each member is limited to, by the member's key."""
    chosen: dict[int, set[int]] = {}
    for member, row in rows:
        chosen.setdefault(member, set()).add(row)
    return {member: frozenset(rows) for member, rows in chosen.items()}


# Every page of signed-in staff asks these.
_USER = Slot("user", BigIntegerField())
_members = Prepared(
    lambda: (
        TeamMember.objects.filter(user=_USER).order_by("pk").values_list("pk", "organiser", "role", "limited")
    )
)
_tours = Prepared(
    lambda: TeamMember.tours.through.objects.filter(teammember__user=_USER).values_list("teammember", "tour")
)
_events = Prepared(
    lambda: TeamMember.events.through.objects.filter(teammember__user=_USER).values_list(
        "teammember", "event"
    )
)
