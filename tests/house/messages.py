"""Every text of ours that is marked for translation, read from the source without gettext's tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.source import FLOORS, files, nodes, product, text

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\({STRING}(?:, {STRING})?(?:, {STRING})?")


@dataclass(frozen=True)
class Message:
    msgid: str
    plural: str = ""
    context: str = ""


def marked() -> dict[Message, str]:
    """Message → where it stands first."""
    found: dict[Message, str] = {}
    for where, message in [*in_python(), *in_templates()]:
        found.setdefault(message, where)
    return found


def in_python() -> Iterator[tuple[str, Message]]:
    for where, node in nodes(product(), ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if message := _message(name, [text for text in texts if isinstance(text, str)]):
            yield where, message


def in_templates() -> Iterator[tuple[str, Message]]:
    for pattern in ("*.html", "*.txt"):
        for path in files(FLOORS, pattern):
            if "templates" in path.parts:
                yield from ((str(path), message) for message in _in_template(path))


def _in_template(path: Path) -> Iterator[Message]:
    for call in CALL.finditer(templatize(text(path), str(path))):
        texts = [ast.literal_eval(string) for string in call.groups()[1:] if string is not None]
        if message := _message(call[1], texts):
            yield message


def _message(name: str, texts: list[str]) -> Message | None:
    if name in PLAIN and len(texts) == 1:
        return Message(texts[0])
    if name in PLURAL and len(texts) == 2:
        return Message(texts[0], plural=texts[1])
    if name in CONTEXT and len(texts) == 2:
        return Message(texts[1], context=texts[0])
    if name in CONTEXT_PLURAL and len(texts) == 3:
        return Message(texts[1], plural=texts[2], context=texts[0])
    return None
