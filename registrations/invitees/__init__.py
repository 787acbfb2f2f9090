"""People to invite, as an organiser has them in a table: read, and held against who is known and invited already.

    reading.read(text)                     →  Reading: rows with a name and an address; mistakes by row and column
    standing.of(actor, event, reading)     →  row → new, known, invited already, twice here, known by another name

Nothing here writes; registrations/actions/imported.py does.
"""
