"""Which body somebody's text means: what waits to be tidied, and the sweep that applies what was decided."""
