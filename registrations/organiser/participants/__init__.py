"""A stop's people: the table, one person's page, and what an organiser does for them."""
