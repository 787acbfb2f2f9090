"""The regions and the cities of the tour."""

import json
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from venues.models import Municipality, Region, Venue
from venues.text import fold

DATA = Path(__file__).parent / "data"
BILINGUAL = {"091", "853", "905"}


def read(name: str) -> Any:
    """A file of data/, parsed."""
    return json.loads((DATA / name).read_text())


def load_regions() -> None:
    """The 19 regions, with the codes of Statistics Finland and ISO 3166-2."""
    for row in read("regions.json")["regions"]:
        Region.objects.create(
            code=row["code_statfi"],
            iso_code=row["iso_3166_2"],
            slug=slugify(fold(row["fi"])),
            name={language: row[language] for language in ("fi", "sv", "en")},
        )


def venue_of(stop: dict[str, Any]) -> Venue:
    """The stop's venue; hall, address and accessibility are unknown and stay empty."""
    seed, added = stop["seed"], stop["added"]
    code = added["municipality_code"]
    municipality, _created = Municipality.objects.get_or_create(
        code=code,
        defaults={
            "name": added["city"],
            "region": Region.objects.get(kind=Region.Kind.REGION, code=added["region_code_statfi"]),
            "languages": ["fi", "sv"] if code in BILINGUAL else ["fi"],
        },
    )
    return Venue.objects.create(
        name={"fi": added["venue"]["fi"], "sv": seed["venue_as_written"], "en": added["venue"]["en"]},
        municipality=municipality,
        latitude=added["city_centre_approx"]["lat"],
        longitude=added["city_centre_approx"]["lon"],
        timezone=added["timezone"],
    )
