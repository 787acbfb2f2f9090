"""Tokens for an organiser's own programs: made here, shown once, revoked here."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.actions.api_tokens import make_token, revoke_token
from events.models import ApiToken, Organiser, Tour
from events.organiser.team import TeamRequest, editors_only, editors_post
from venues.fields import in_language
from venues.text import clean_line

SCOPES = {
    ApiToken.Scope.READ: gettext_lazy("Read registrations, invitations and who came"),
    ApiToken.Scope.WRITE: gettext_lazy("Register, change, cancel and invite"),
    ApiToken.Scope.CHECKIN: gettext_lazy("Check people in"),
}


class TokenForm(forms.Form):
    """For whom, by what name, and what it may do."""

    organiser = forms.ModelChoiceField(
        Organiser.objects.none(), label=gettext_lazy("Organiser"), empty_label=None, to_field_name="slug"
    )
    tour = forms.ModelChoiceField(
        Tour.objects.none(),
        label=gettext_lazy("What it opens"),
        empty_label=gettext_lazy("All that the organiser has"),
        to_field_name="slug",
        required=False,
        help_text=gettext_lazy("A program of one tour needs no more than that tour."),
    )
    name = forms.CharField(
        label=gettext_lazy("What the token is for"),
        max_length=100,
        help_text=gettext_lazy("For example “Door of the main hall”. It stands in the list and in the log."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, organisers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organiser"]
        field.queryset = organisers
        language = get_language() or "fi"
        field.label_from_instance = lambda row: in_language(row.name, language)[0]
        field.initial = organisers.first()
        tour: Any = self.fields["tour"]
        tour.queryset = Tour.objects.filter(organiser__in=organisers).order_by("-pk")
        tour.label_from_instance = lambda row: in_language(row.short_title, language)[0]

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write what the token is for."))
        return name

    def clean(self) -> None:
        tour, organiser = self.cleaned_data.get("tour"), self.cleaned_data.get("organiser")
        if tour and organiser and tour.organiser_id != organiser.pk:
            self.add_error("tour", _("This tour belongs to another organiser."))


@editors_only(foreign_editor=200, host=404)
def desk_tokens(request: TeamRequest) -> HttpResponse:
    """The tokens in use, and a form for another; what it made is shown in the answer to the POST and never again."""
    organisers = Organiser.objects.filter(pk__in=request.actor.begins_for)
    if not organisers:
        raise Http404
    form, made = TokenForm(request.POST or None, organisers=organisers), None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        made = make_token(
            request.actor, sent["organiser"], name=sent["name"], scopes=sent["scopes"], tour=sent["tour"]
        )
        form = TokenForm(organisers=organisers)
    tokens = ApiToken.objects.filter(organiser__in=organisers, revoked_at=None)
    tokens = tokens.select_related("organiser", "tour")
    rows = [(token, [SCOPES[ApiToken.Scope(scope)] for scope in token.scopes]) for token in tokens]
    context = {"form": form, "made": made, "rows": rows, "several": len(organisers) > 1}
    return render(request, "organiser/tokens.html", context)


@editors_post()
def desk_token_revoke(request: TeamRequest, uuid: UUID) -> HttpResponse:
    """It opens nothing any more."""
    own = ApiToken.objects.filter(organiser__in=request.actor.begins_for)
    revoke_token(request.actor, get_object_or_404(own, uuid=uuid))
    messages.success(request, _("The token is revoked: it opens nothing any more."))
    return redirect("desk_tokens")
