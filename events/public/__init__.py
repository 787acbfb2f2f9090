"""The doors for everybody: pages and calendars. Who looks is always ANYONE, so caches may keep them."""
