"""What an organiser writes of one question: its words, how it is answered, and the options."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.organiser.fields import ProseField, SpokenField
from registrations.actions.questions import FACTS, stamp
from registrations.models import Question

Kind = Question.Kind
EMPTY_ROWS, AT_FIRST, MOST = 2, 4, 20
LONGEST_QUESTION, LONGEST_HELP, LONGEST_OPTION = 250, 1000, 150


class QuestionForm(forms.Form):
    """A new question, or one that there is. Options that are left empty are none; a kept one keeps its key."""

    text = SpokenField(label=_("Question"), max_length=LONGEST_QUESTION)
    help_text = ProseField(label=_("Explanation under the question"), max_length=LONGEST_HELP)
    required = forms.BooleanField(
        label=_("Everybody who registers must answer"),
        help_text=_("Require only what you cannot do without: each question makes some turn back."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("How is it answered?"), choices=Kind, initial=Kind.LINE, widget=forms.RadioSelect
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, question: Question | None, required: Iterable[str], now: bool
    ) -> None:
        """`required`: the languages that publication needs; `now`, that the form is public already."""
        super().__init__(data)
        self.question = question
        stored = list(question.options) if question else []
        free = max(EMPTY_ROWS, AT_FIRST - len(stored))
        keys = [option["key"] for option in stored] + [f"new{number}" for number in range(free)]
        self._keys = keys[: max(MOST, len(stored))]
        for number, key in enumerate(self._keys, 1):
            label = gettext("Option %(number)d") % {"number": number}
            self.fields[f"option-{key}"] = SpokenField(label=label, max_length=LONGEST_OPTION, required=False)
        if question:
            self.initial = {name: getattr(question, name) for name in FACTS if name != "options"}
            self.initial |= {f"option-{key}": text for key, text in question.choices.items()}
            self.initial["seen"] = stamp(question)
        self.fields["help_text"].widget.attrs["rows"] = 2
        for name in ("text", "help_text"):
            field: Any = self.fields[name]
            field.ask_for(required, now=now)
        self._must = list(required) if now else []

    def options(self) -> list[forms.BoundField]:
        return [self[f"option-{key}"] for key in self._keys]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") not in Question.LISTED:
            return cleaned
        written = [key for key in self._keys if self._written(key)]
        if len(written) < 2:
            self.add_error(f"option-{self._keys[0]}", gettext("Write at least two options."))
        for key in written:
            if any(not self._written(key).get(language) for language in self._must):
                words = gettext("Write each option in the languages that the form must speak.")
                self.add_error(f"option-{key}", words)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The columns of the question as they were written."""
        cleaned = self.cleaned_data
        written = [(key, words) for key in self._keys if (words := self._written(key))]
        listed = cleaned["kind"] in Question.LISTED
        options = [{"key": _key(key), "text": words} for key, words in written] if listed else []
        return {name: cleaned[name] for name in FACTS if name != "options"} | {"options": options}

    def _written(self, key: str) -> dict[str, str]:
        text = self.cleaned_data.get(f"option-{key}")
        return {code: words for code, words in (getattr(text, "data", None) or {}).items() if words}


def _key(key: str) -> str:
    """The key of an option that there is; a new one gets its own, by which it stays known when its words change."""
    return uuid.uuid4().hex[:8] if key.startswith("new") else key
