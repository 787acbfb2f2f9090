"""The organiser's own questions at the desk: what is asked, and what was answered."""
