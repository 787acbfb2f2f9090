"""How much a file may hold before it is no table of this kind: measured, never guessed from its name."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Bounds:
    """`inflated`: bytes of all parts of a workbook; `part`: of one that is no sheet, for texts and styles are held in
    memory whole; `row`: of one row of a sheet, which is too. The sentences say that there is more.
    """

    bytes: int
    rows: int
    inflated: int
    part: int
    row: int
    too_much: str | Promise
    swollen: str | Promise


TOUR = Bounds(
    bytes=2_000_000,
    rows=400,
    inflated=2_000_000,  # twenty times what a tour needs, and what the parser swells to a hundred megabytes
    part=400_000,
    row=2_000_000,
    too_much=_("This is far more than a tour. Keep the table of stops only."),
    swollen=_("This workbook holds far more than a tour. Keep the table of stops only."),
)
