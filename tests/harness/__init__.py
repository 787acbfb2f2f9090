"""What tests stand on: databases, a browser, a camera, a mail server, and the product itself as users start it."""
