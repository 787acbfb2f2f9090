"""Whom a tour reached: people, not places taken; and the picture, the tables and the report made of it."""
