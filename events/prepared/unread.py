"""What a statement need not bring: half of a wide row's columns are texts that a form or a door says nothing of."""


def unread(own: str = "", **others: str) -> list[str]:
    """For `defer`: columns of the rows themselves, and of those they point to.

        rows.defer(*unread("description audience", event__venue="directions"))

    Whoever reads one all the same asks the database once more for it; in a test that is an error (tests/conftest.py).
    """
    return [*own.split(), *(f"{path}__{name}" for path, names in others.items() for name in names.split())]
