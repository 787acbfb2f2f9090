"""An organiser's team, and how its people sign in."""
