"""The organiser's pages of a session's webcast, for editors only: they open what viewers may open only in time."""
