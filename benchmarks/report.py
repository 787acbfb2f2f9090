"""How much of everything is measured, and how it is said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The full counts, or those of QUICK=1."""

    attempts: int
    places: int
    web_kills: int
    lock_kills: int
    cluster_kills: int
    people: int
    seconds_away: float
    seconds_a_round: float
    goes: int


FULL = Size(2000, 100, 20, 10, 5, 100_000, 10, 10, 3)
QUICK = Size(200, 10, 2, 1, 1, 4_000, 3, 0.9, 1)


class Report:
    """Lines of database, figure and target; `missed` when one is not met."""

    def __init__(self, database: str) -> None:
        self.database, self.missed = database, False

    def say(self, what: str, figure: object, target: str, *, met: bool) -> None:
        self.missed |= not met
        print(
            f"{'ok  ' if met else 'MISS'}  {self.database}, {what}: {figure}  (target: {target})", flush=True
        )

    def at_most(self, what: str, figure: float, limit: float, unit: str) -> None:
        self.say(what, f"{figure:.3g} {unit}", f"at most {limit:g} {unit}", met=figure <= limit)
