"""Who is in the team; invite, change, remove."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions import colleagues
from events.actors import Actor
from events.models import Event, Joining, Organiser, TeamMember, Tour
from events.organiser.colleagues import letter
from events.organiser.colleagues.forms import InviteForm, PartForm, extent_of
from events.organiser.editing import answer, posted
from events.organiser.team import TeamRequest, admins_only, admins_read, editors_post
from events.refusals import Refused


@admins_read()
def desk_team(request: TeamRequest) -> HttpResponse:
    """The teams that the actor looks after, and who has not answered yet."""
    if not request.actor.administers:
        raise Http404
    members, waiting = _members(request.actor), _joinings(request.actor)
    safe = set(Authenticator.objects.filter(user__memberships__in=members).values_list("user_id", flat=True))
    groups = [
        {
            "organiser": organiser,
            "members": [
                (row, extent_of(row), row.user_id in safe)
                for row in members
                if row.organiser_id == organiser.pk
            ],
            "waiting": [(row, extent_of(row)) for row in waiting if row.organiser_id == organiser.pk],
        }
        for organiser in _organisers(request.actor)
    ]
    page = {"groups": groups, "several": len(groups) > 1, "here": "team"}
    return render(request, "organiser/team/list.html", page)


@admins_only()
def desk_team_invite(request: TeamRequest, slug: str) -> HttpResponse:
    organiser = get_object_or_404(_organisers(request.actor), slug=slug)
    form = InviteForm(posted(request), organiser=organiser)

    def act() -> str:
        given = form.cleaned_data
        joining = colleagues.invite_colleague(
            request.actor, organiser, email=given["email"], language=given["language"], part=form.part
        )
        _send(request, joining)
        return reverse("desk_team")

    page = {"organiser": organiser, "here": "team"}
    return answer(request, "organiser/team/invite.html", form, act, _("The colleague is invited."), **page)


@admins_only()
def desk_team_member(request: TeamRequest, uuid: UUID) -> HttpResponse:
    member = get_object_or_404(_members(request.actor), uuid=uuid)
    form = PartForm(posted(request), organiser=member.organiser, row=member)

    def act() -> str:
        colleagues.change_part(request.actor, member, form.part)
        return reverse("desk_team")

    tokens = member.organiser.api_tokens.filter(revoked_at=None)
    page = {"member": member, "tokens": tokens, "here": "team"}
    return answer(request, "organiser/team/member.html", form, act, _("The change is saved."), **page)


@editors_post()
def desk_team_remove(request: TeamRequest, uuid: UUID) -> HttpResponse:
    member = get_object_or_404(_members(request.actor), uuid=uuid)
    try:
        colleagues.remove_colleague(request.actor, member)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_team_member", uuid=uuid)
    messages.success(request, _("%(name)s is no longer in the team.") % {"name": member.user})
    return redirect("desk_team")


@editors_post()
def desk_team_again(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """Send the letter once more, with a new link."""
    joining = get_object_or_404(_joinings(request.actor), uuid=uuid)
    _send(request, colleagues.invite_again(request.actor, joining))
    return redirect("desk_team")


@editors_post()
def desk_team_withdraw(request: TeamRequest, uuid: UUID) -> HttpResponse:
    joining = get_object_or_404(_joinings(request.actor), uuid=uuid)
    colleagues.take_invitation_back(request.actor, joining)
    messages.success(request, _("The invitation is taken back: its link opens nothing any more."))
    return redirect("desk_team")


UNSENT = gettext_lazy("The letter could not be sent just now. Send it again in a few minutes.")


def _send(request: TeamRequest, joining: Joining) -> None:
    if letter.send(joining):
        messages.success(request, _("The letter to %(email)s has left.") % {"email": joining.email})
    else:
        messages.error(request, str(UNSENT))


def _organisers(actor: Actor) -> QuerySet[Organiser]:
    return Organiser.objects.filter(pk__in=actor.administers)


def _members(actor: Actor) -> QuerySet[TeamMember]:
    rows = TeamMember.objects.filter(organiser__in=actor.administers).select_related("user", "organiser")
    return rows.prefetch_related(_tours(), _events()).order_by("user__name", "pk")


def _joinings(actor: Actor) -> QuerySet[Joining]:
    rows = Joining.objects.filter(organiser__in=actor.administers).select_related("organiser", "invited_by")
    return rows.prefetch_related(_tours(), _events())


def _tours() -> Any:
    return Prefetch("tours", Tour.objects.dated())


def _events() -> Any:
    return Prefetch("events", Event.objects.select_related("tour"))
