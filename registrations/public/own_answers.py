"""One's own answers to the organiser's questions: seen on one's page, changed until the event begins."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.declared import for_token
from events.refusals import Refused
from registrations.actions.replies import change_own, may_change
from registrations.forms.questions import AnswersForm
from registrations.models import Registration
from registrations.public.bearer import registration_of
from registrations.questions.asking import heard_from, said


def shown(registration: Registration) -> dict[str, Any]:
    """What one's own page says of them."""
    heard, language = heard_from(registration), get_language() or "fi"
    asked = any(question.closed_at is None for question, _rows in heard)
    return {
        "replies": [(question, said(question, rows, language)) for question, rows in heard],
        "may_answer": asked and may_change(registration),
    }


@for_token("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """/<lang>/my/<token>/answers/ — back to one's page when there is nothing to answer, or it is too late."""
    actor, registration = registration_of(request, token)
    heard = [each for each in heard_from(registration) if each[0].closed_at is None]
    if not heard or not may_change(registration):
        return redirect("manage", token)
    switched = "switch" in request.POST
    data = request.POST if request.method == "POST" and not switched else None
    form = AnswersForm(data, heard=heard, written=request.POST if switched else None)
    if form.is_bound and form.is_valid():
        try:
            change_own(actor, registration, form.asked.given())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your answers are saved."))
            return redirect("manage", token)
    return _show(request, registration, form)


def _show(request: HttpRequest, registration: Registration, form: forms.Form) -> HttpResponse:
    context = {
        "registration": registration,
        "event": registration.event,
        "organiser": registration.event.organiser,
        "token": registration.manage_token,
        "form": form,
        "switch_form": "answers",
    }
    return render(request, "registrations/answers.html", context, status=422 if form.errors else 200)
