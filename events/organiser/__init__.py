"""The organisers' desk, as far as it is about what they organise; what is about people stands a floor above."""
