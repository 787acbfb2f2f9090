"""The organiser's questions on a form of ours: a field for each, in the reader's language where it speaks it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from events import stamps, when
from events.models import Event
from registrations.models import Question
from registrations.questions.asking import Heard, Replies, replies_in
from venues.templatetags.words import plain, say
from venues.text import clean_line, clean_text

Kind = Question.Kind
LONGEST_LINE, LONGEST_TEXT = 300, 2000


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under the name of their stop; those for all without a name."""

    title: str
    fields: list[forms.BoundField]


class Asked:
    """The questions of a form: adds their fields to it, and reads what was answered. `form.asked` for the template."""

    def __init__(
        self,
        form: forms.Form,
        questions: Iterable[Question],
        events: Mapping[int, Event] | None = None,
        *,
        must: bool = True,
    ) -> None:
        """`events`: the stops of a form of several, by key. Without `must` every answer may be left out."""
        self._form, self._stops = form, events if events and len(events) > 1 else {}
        self._questions = {name_of(each): each for each in questions}
        for name, question in self._questions.items():
            known = form.data if form.is_bound else form.initial
            form.fields[name] = field_of(
                question, required=must and question.required, answered=bool(known.get(name))
            )

    def groups(self) -> list[Group]:
        stops: dict[int, list[forms.BoundField]] = {}
        for name, question in self._questions.items():
            key = question.event_id if question.event_id in self._stops else 0
            stops.setdefault(key or 0, []).append(self._form[name])
        return [Group(_name_of(self._stops[key]) if key else "", fields) for key, fields in stops.items()]

    def only_at(self, events: Collection[int]) -> None:
        """Ask nothing about a stop that was not chosen: neither its errors nor its answers count."""
        self.forget(
            name for name, each in self._questions.items() if each.event_id and each.event_id not in events
        )

    def forget(self, names: Iterable[str] | None = None) -> None:
        """As if these, or all, had not been asked."""
        for name in list(self._questions if names is None else names):
            self._form.errors.pop(name, None)
            self._form.cleaned_data.pop(name, None)

    def given(self) -> Replies:
        cleaned = self._form.cleaned_data
        return {
            question: _listed(cleaned[name]) for name, question in self._questions.items() if name in cleaned
        }

    def given_anew(self, shown_before: str) -> Replies:
        """What was answered otherwise than the form had it at first; something that it showed may be taken back."""
        before = dict(each.split("=", 1) for each in shown_before.split() if "=" in each)
        nothing = _digest([])
        return {
            question: said
            for question, said in self.given().items()
            if _digest(said) != before.get(str(question.uuid), nothing)
        }


class AnswersForm(forms.Form):
    """One registration's answers, as they are now; or as a half-filled form had them `written`."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        heard: Sequence[Heard],
        must: bool = True,
        written: QueryDict | None = None,
    ) -> None:
        questions = [question for question, _answers in heard]
        super().__init__(data, initial=carried(written, questions) if written else shown(replies_in(heard)))
        self.asked = Asked(self, questions, must=must)


class WordsField(forms.CharField):
    """Words, made clean: one line or several."""

    def __init__(self, clean_words: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.clean_words = clean_words

    def to_python(self, value: Any) -> str:
        return self.clean_words(str(super().to_python(value) or ""))


def name_of(question: Question) -> str:
    return f"question-{question.uuid}"


def field_of(question: Question, *, required: bool, answered: bool) -> forms.Field:
    """`answered`: of several ways one is chosen already, which may be taken back where it is not `required`."""
    missing = _("Answer the question “%(question)s”.") % {"question": plain(question.text)}
    about: dict[str, Any] = {
        "label": say(question.text),
        "help_text": say(question.help_text),
        "required": required,
        "error_messages": {"required": missing, "invalid_choice": _("Choose among these.")},
    }
    options = [(key, say(text)) for key, text in question.choices.items()]
    if question.kind == Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **about)
    if question.is_written:
        return _written(question, about)
    nothing = [("", _("No answer"))] if answered and not required else []
    return forms.ChoiceField(choices=[*options, *nothing], widget=forms.RadioSelect, **about)


def _written(question: Question, about: dict[str, Any]) -> forms.Field:
    del about["error_messages"]["invalid_choice"]
    if question.kind == Kind.LINE:
        return WordsField(clean_line, max_length=LONGEST_LINE, **about)
    box = forms.Textarea(attrs={"rows": 4})
    return WordsField(clean_text, max_length=LONGEST_TEXT, widget=box, **about)


def shown(replies: Replies) -> dict[str, Any]:
    """What the fields show at first of what has been said."""
    return {
        name_of(question): list(said) if question.kind == Kind.SEVERAL else "".join(said[:1])
        for question, said in replies.items()
    }


def digests_of(replies: Replies) -> str:
    """What a form shows at first, for it to bring back: the questions with a digest of what was said to them."""
    return " ".join(f"{question.uuid}={_digest(said)}" for question, said in replies.items() if said)


def carried(sent: QueryDict, questions: Sequence[Question]) -> dict[str, Any]:
    """What a form that is shown again has of them; of others than these a single value is enough."""
    return shown({question: sent.getlist(name_of(question)) for question in questions})


def _digest(said: Iterable[str]) -> str:
    return stamps.short(sorted(said))


def _listed(value: Any) -> list[str]:
    """The same thing sent twice is said once."""
    if isinstance(value, list):
        return list(dict.fromkeys(value))
    return [value] if value else []


def _name_of(event: Event) -> str:
    """'Vaasa 4.6.'"""
    return f"{plain(event.city or event.title)} {when.day(event.date, short=True)}"
