"""An answer that came by telephone or in a letter, written down at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from events.organiser.team import TeamRequest, editable_event, editors_only
from events.refusals import Refused
from registrations.actions.answer import answer
from registrations.forms.answer import AnswerForm
from registrations.models import Invitation
from registrations.organiser.invitations.one import can_be_answered, row_of


@editors_only()
def write_down(request: TeamRequest, slug: str, uuid: UUID) -> HttpResponse:
    """/organiser/events/<event>/invitations/<invitation>/answer/"""
    row = row_of(editable_event(request.actor, slug), uuid)
    if not can_be_answered(row):
        return redirect("desk_invitation", slug=slug, uuid=uuid)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, invitation=row, by_organiser=True)
    if form.is_valid() and _written(request, row, form):
        messages.success(request, _("The answer is written down."))
        return redirect("desk_invitation", slug=slug, uuid=uuid)
    page = {"event": row.event, "invitation": row, "form": form}
    return render(request, "organiser/invitation_answer.html", page, status=422 if form.errors else 200)


def _written(request: TeamRequest, row: Invitation, form: AnswerForm) -> bool:
    """Whether it could be; the letters are in the language of whoever reads them, not in the desk's."""
    try:
        answer(
            request.actor,
            row,
            answered_by=Invitation.AnsweredBy.ORGANISER,
            language=row.addressee.language,
            **form.given(),
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
