"""One cursor for all the prepared statements of a connection."""

from typing import Any

KEPT = "_cursor_of_prepared_statements"


def cursor_of(here: Any) -> Any:
    """The connection's own, made once: a registration has nine such statements, and each cursor learns types anew.

    Whoever executes fetches everything at once, so nobody takes another's rows. Where statements are looked at (a log
    of queries, a wrapper) each has a cursor as Django makes it.
    """
    if here.queries_logged or here.execute_wrappers:
        return here.cursor()
    here.close_if_health_check_failed()
    kept = vars(here).get(KEPT)
    if kept is None or kept.cursor.connection is not here.connection:
        kept = vars(here)[KEPT] = here.cursor()
    return kept
