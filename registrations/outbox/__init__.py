"""Letters as rows: written with what they tell, sent by whoever claims them."""
