"""What has been written to people about an event, what became of each letter, and how it reads."""
