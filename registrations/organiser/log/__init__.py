"""Who did what, when, on one event: the log in sentences, with names as they are known today."""
