"""What is personal on this floor, and who sees to it.

Staff and contacts are people at work: their organiser takes them off, not the clock. The log names users by
row only, and forgets them with the row. Notes go with the names of their event (registrations/retention.py).
"""

PERSONAL: tuple[str, ...] = (
    "events.User.email",
    "events.User.name",
    "events.Joining.email",
    "events.Contact.name",
    "events.Contact.email",
    "events.Contact.phone",
    "events.ProgrammeItem.speakers",
    "events.Note.text",
)
