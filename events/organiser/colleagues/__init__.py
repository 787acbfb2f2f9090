"""The team's pages, for its administrators: who is in it, who is asked to join, and what each may do."""
