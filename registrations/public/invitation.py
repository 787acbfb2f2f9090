"""Answering an invitation. GET shows, POST answers; the answer may be changed until the invited part begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from events import limits
from events.actors import Actor
from events.declared import for_token
from events.models import Session
from events.public.listing import papers_of_the_day
from events.refusals import Refused
from events.tokens import Purpose
from registrations.actions.answer import answer
from registrations.actions.both_ways import part_of
from registrations.forms.answer import AnswerForm
from registrations.forms.traps import press_once_more
from registrations.letters.facts import standing
from registrations.models import Invitation
from registrations.public.bearer import opened_by


@for_token("invited")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """/<lang>/invitation/<token>/"""
    rows = Invitation.objects.whole().filter(person__erased_at=None)
    row = opened_by(request, rows, Purpose.INVITATION, token)
    sessions = list(Session.objects.whole().filter(invited__invitation=row))
    context = {
        "invitation": row,
        "event": row.event,
        "organiser": row.event.organiser,
        "sessions": sessions,
        "over": all(session.is_over for session in sessions),
        "called_off": all(session.is_cancelled for session in sessions),
        "documents": papers_of_the_day(row.event, invited=True),
    }
    if context["over"] or context["called_off"] or row.state == Invitation.State.EXPIRED:
        return render(request, "registrations/invitation_closed.html", context)
    form = _form(request, row)
    if form.is_bound and form.is_valid() and (seated := _answered(request, row, form)):
        row.refresh_from_db()
        part = part_of(seated)
        context |= {"answer": form.decided(), "form": form, "part": part}
        context["waits"] = standing(part) if part and part.waiting_since else ""
        return render(request, "registrations/invitation_done.html", context)
    context |= {"form": form, "switch_form": "answer"}
    return render(request, "registrations/invitation.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, row: Invitation) -> AnswerForm:
    if request.method != "POST":
        return AnswerForm(invitation=row)
    if "switch" in request.POST:
        return AnswerForm(invitation=row, written=request.POST)
    return AnswerForm(request.POST, invitation=row)


def _answered(request: HttpRequest, row: Invitation, form: AnswerForm) -> Invitation | None:
    """The invitation that seats somebody; None, with the reason in the form, when it could not be done."""
    if not limits.allow("answer", limits.address_of(request)):
        form.add_error(None, press_once_more())
        return None
    sessions = frozenset(row.opens.values_list("session_id", flat=True))
    try:
        return answer(
            Actor(session_ids=sessions),
            row,
            answered_by=form.cleaned_data["answered_by"],
            language=(get_language() or "fi")[:2],
            **form.given(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
