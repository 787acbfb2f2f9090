"""What is held about one person: shown, given as a copy, erased when they ask."""
