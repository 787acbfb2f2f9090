"""Who is invited to an event: the list, one invitation with its letters, and the letters that are still to leave."""
