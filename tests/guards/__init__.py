"""What every door has in common: who may come through, what it never tells, what it survives, how it reads."""
