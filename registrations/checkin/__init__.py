"""The door: a phone without an account, a verdict on everybody who may turn up, and one big button."""
