"""Whom a tour reached, at the desk: the page, its files, and the organisations to tidy."""
