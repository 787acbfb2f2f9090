"""What is the same on every page of a language: written once a process."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class Once(template.Node):
    """Its contents in each language, as they came out the first time: nothing in them may depend on the page."""

    def __init__(self, contents: NodeList) -> None:
        self.contents = contents
        self.written: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.written:
            self.written[language] = self.contents.render(context)
        return self.written[language]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """{% once %}…{% endonce %}"""
    contents = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(contents)
