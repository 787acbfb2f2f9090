"""Lists of people whom an organiser invites again: how long they stand there, and how they stand to a table or an event.

    lifetime.of(organiser)          →  until when somebody stays who is added, used or confirmed today
    merging.of(contact_list, rows)  →  row of a table → new, known, here already, and what it would change
    standing.of(event, entries)     →  entry → to be invited, registered, taken back, invited already, substituted,
                                       wants no letters, no address
    said.of(entry), said.stamp(entry)  →  what its form shows, and a digest of it

Nothing here writes; registrations/actions/lists.py, entries.py, listed.py, from_list.py and kept.py do.
"""
