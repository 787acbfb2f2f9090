"""What the tabs of an event tell of its invited."""

from django import template
from django.template.context import Context

from registrations import silent as unanswered

register = template.Library()


@register.simple_tag(takes_context=True)
def silent(context: Context) -> int:
    """How many of the invited have not answered; a page that knows it already says so itself."""
    known = context.get("silent")
    return known if isinstance(known, int) else unanswered.number(context["event"])
