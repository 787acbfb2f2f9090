"""The machine's door to people: registrations, participations, invitations, check-ins of one organiser."""
