"""Statements of the hot paths, written once a process: Django puts the same SQL together anew for every request.

    in_tour = Prepared(lambda: Session.objects.filter(event__tour__slug=Slot("slug", CharField())))
    in_tour(slug="lape-2027")

A slot stands where a value comes later (never None: that is other SQL). The answer is always the database's.
"""

from events.prepared.statements import Prepared, PreparedUpdate, Slot
from events.prepared.unread import unread
from events.prepared.writing import insert, insert_together, insert_unless_there

__all__ = ["Prepared", "PreparedUpdate", "Slot", "insert", "insert_together", "insert_unless_there", "unread"]
