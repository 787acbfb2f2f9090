"""A change of the tour's day, and what it means at each stop and to whom."""
