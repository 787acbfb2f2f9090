"""Doors for participants: register, answer an invitation, manage, the links again, the personal calendar."""
