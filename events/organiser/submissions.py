"""A form's own key: what it makes carries it, so that a form sent twice makes one row."""

from uuid import UUID, uuid4

from django.http import HttpRequest


def submission_of(request: HttpRequest) -> UUID:
    """As it came with the form, however often that is sent; a new one for a new form."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()
