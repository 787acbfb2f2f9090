"""The doors for everybody: pages and calendars. Who looks is always ANYONE, so what is shown may be cached."""
