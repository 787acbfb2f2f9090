"""What tests stand on: databases, browser, camera, mail server, and the product as users start it."""
