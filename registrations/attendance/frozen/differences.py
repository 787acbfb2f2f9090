"""What one version of a list says that the one before did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from registrations.attendance.frozen.content import Record


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who stands in both, and what of them is another: column → before and now."""

    name: str
    columns: dict[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Differences:
    """From version `since` to the next."""

    since: int
    added: list[Record]
    removed: list[Record]
    changed: list[Change]
    facts: dict[str, tuple[object, object]]

    def as_data(self) -> Record:
        """For the machine-readable file."""
        return {
            "since_version": self.since,
            "added": [row["id"] for row in self.added],
            "removed": self.removed,
            "changed": [
                {"name": each.name, "was": _side(each.columns, 0), "is": _side(each.columns, 1)}
                for each in self.changed
            ],
            "facts": {"was": _side(self.facts, 0), "is": _side(self.facts, 1)},
        }


def differences(
    since: int, before: Sequence[Record], after: Sequence[Record], facts_before: Record, facts_after: Record
) -> Differences:
    """People are known by their participation's id, not by their name."""
    old, new = {row["id"]: row for row in before}, {row["id"]: row for row in after}
    both = [(old[key], row) for key, row in new.items() if key in old]
    return Differences(
        since=since,
        added=[row for key, row in new.items() if key not in old],
        removed=[row for key, row in old.items() if key not in new],
        changed=[Change(now["name"], _differing(was, now)) for was, now in both if was != now],
        facts=_differing(facts_before, facts_after),
    )


def _differing(was: Record, now: Record) -> dict[str, tuple[object, object]]:
    names = dict.fromkeys([*was, *now])
    return {name: (was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name)}


def _side(columns: dict[str, tuple[object, object]], side: int) -> Record:
    return {name: pair[side] for name, pair in columns.items()}
