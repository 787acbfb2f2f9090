"""Tables that come in with a form: the file, its sheet, and the job that the same form has made already."""

import json
from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import work
from events.memo import filed
from events.memo.bounds import Bounds
from events.memo.filed import Sheet
from events.memo.mistakes import Unreadable
from events.models import Job
from events.organiser.team import TeamRequest


class TableFile(forms.FileField):
    """A table as a file; its rows come into the form's box."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Or a file"),
            required=False,
            allow_empty_file=True,
            help_text=gettext_lazy("XLSX or CSV, at most 2 MB. Its rows come into the box above."),
            widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        )


def mark(form: forms.Form, boxes: Iterable[str]) -> None:
    """Frame the boxes of these names, which hold something that cannot be read."""
    for name in boxes:
        form.fields[name].widget.attrs["aria-invalid"] = "true"


def made_before(request: TeamRequest) -> Job | None:
    """The job of this form, if it was sent already: a double click, or a way back."""
    key = _uuid(request.POST.get("submission", "")) if "create" in request.POST else None
    return work.known(request.actor, key) if key else None


def mended(request: TeamRequest, kind: str) -> Job | None:
    """The job of the actor's that came to nothing, to which the address says that this page goes back."""
    key = _uuid(request.GET.get("again", ""))
    job = Job.objects.visible_to(request.actor).filter(uuid=key, kind=kind).first() if key else None
    return job if job and job.wanted else None


def left_out(request: TeamRequest) -> bool:
    """Whether a file came along that is larger than what the server takes in."""
    sent = request.headers.get("Content-Length", "")
    large = sent.isdecimal() and int(sent) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    return large and request.method == "POST" and not request.FILES


def sheets(request: TeamRequest, form: forms.Form, bounds: Bounds) -> list[Sheet]:
    """The tables of the form's `file`, or the one that was chosen of them, fit for its `lines`. Raises Unreadable."""
    if file := form.cleaned_data["file"]:
        return filed.sheets(file.read(), bounds)
    if "sheet" in request.POST:
        return [_chosen(form, request.POST["sheet"], request.POST.get("sheets", ""))]
    return []


def kept(found: list[Sheet]) -> str:
    """The tables on their way through the page, until one is chosen."""
    return json.dumps([[each.name, each.text] for each in found])


def _chosen(form: forms.Form, number: str, kept: str) -> Sheet:
    """The table goes through what the box asks of every text: it comes from the page, and may be anything."""
    try:
        name, text = json.loads(kept)[int(number)]
        sent = str(text).encode(errors="replace").decode()
        return Sheet(str(name), form.fields["lines"].clean(sent))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Unreadable(_("Choose the file once more.")) from error
    except ValidationError as error:
        raise Unreadable(" ".join(error.messages)) from error


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
