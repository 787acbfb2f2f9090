"""Questions from the audience at the desk: the moderator's page during the event, and what was asked, afterwards."""
