"""The organisers' own questions: where which are asked, what was said, and how often."""
