"""The main job as its people live it: the product as it is served, real letters, a real browser."""
