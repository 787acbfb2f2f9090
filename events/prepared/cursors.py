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
    here.ensure_connection()
    kept = vars(here).get(KEPT)
    if kept is None or kept.cursor.connection is not here.connection:
        with here.wrap_database_errors:
            kept = vars(here)[KEPT] = here.make_cursor(_driver_cursor(here))
    return kept


def _driver_cursor(here: Any) -> Any:
    """PostgreSQL's pool lends a connection to one request after another; its cursor goes with it."""
    try:
        lent = vars(here.connection)
    except TypeError:  # SQLite's has none, and stays with its thread
        return here.create_cursor()
    if KEPT not in lent:
        lent[KEPT] = here.create_cursor()
    return lent[KEPT]
