"""The attendance list as a document: what it says, what has changed since, and its two files."""
