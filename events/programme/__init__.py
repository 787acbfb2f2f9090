"""The tour's day and what its stops have of it: resolved for a day and a place, compared, told in words."""
