"""The shapes of countries and of Finland's regions, small enough to be drawn by the server."""
