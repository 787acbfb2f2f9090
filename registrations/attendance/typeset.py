"""A paper: JSON on stdin, the template's path as argument, PDF on stdout. A program of its own, which sheet.py starts.

Typst takes memory and holds the interpreter while it works, so it never runs in a web worker. It needs
neither Django nor settings, sees an empty folder as its root, and writes with the fonts in fonts/ only.
"""

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

import typst

HERE = Path(__file__).parent
UNKNOWN = "□"
MOST_PROBES = 500
_COMPLAINT = re.compile(r'the text `"(.+)"` could not be displayed')
_PROBE = b"""
#set document(title: "-")
#set text(font: ("Public Sans", "DejaVu Sans"))
#for character in json(bytes(sys.inputs.sheet)) { box(character); [ ] }
"""


class Press:
    """Typst with our fonts, and an empty folder for all it can see."""

    def __init__(self, empty: str) -> None:
        self.root = empty
        self.fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
        )

    def pdf(self, source: bytes, data: Any, standard: Literal["ua-1"] | None) -> bytes:
        """The document as PDF, tagged. TypstError when the standard is not met."""
        inputs = {"sheet": json.dumps(data)}
        return typst.compile(  # type: ignore[type-var]  # the stubs want root to be bytes as the source is
            source, root=self.root, font_paths=self.fonts, sys_inputs=inputs, pdf_standards=standard
        )

    def unwritable(self, doubtful: set[str]) -> set[str]:
        """Those that no font has: Typst names one at a time, in tiny documents of 4 ms."""
        missing: set[str] = set()
        for _probe in range(MOST_PROBES):
            try:
                self.pdf(_PROBE, sorted(doubtful - missing), "ua-1")
            except typst.TypstError as error:
                named = _COMPLAINT.search(str(error))
                if not named or named[1] not in doubtful:
                    break
                missing.add(named[1])
            else:
                break
        return missing


def typeset(sheet: Any, template: bytes) -> bytes:
    """The sheet as PDF/UA-1; what no font has becomes "□". At worst tagged, without the promise of UA-1."""
    with tempfile.TemporaryDirectory() as empty:
        press = Press(empty)
        beyond_latin = {sign for sign in json.dumps(sheet, ensure_ascii=False) if ord(sign) > 0x24F}
        if missing := press.unwritable(beyond_latin):
            sheet = replaced(sheet, str.maketrans(dict.fromkeys(missing, UNKNOWN)))
        try:
            return press.pdf(template, sheet, "ua-1")
        except typst.TypstError:
            return press.pdf(template, sheet, None)


def replaced(data: Any, characters: dict[int, str]) -> Any:
    """The same data with characters replaced in every text."""
    if isinstance(data, str):
        return data.translate(characters)
    if isinstance(data, list):
        return [replaced(each, characters) for each in data]
    return {key: replaced(each, characters) for key, each in data.items()} if isinstance(data, dict) else data


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin), Path(sys.argv[1]).read_bytes()))
