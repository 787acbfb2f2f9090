"""What people do that touches several rows."""
