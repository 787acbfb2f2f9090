"""One box for everything that the reader may see: tours, stops, sessions, places and people, in any language."""
