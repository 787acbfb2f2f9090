"""The machine's door: JSON for other programs, with an organiser's token or, of what everybody may see, without one."""
