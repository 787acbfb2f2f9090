"""Changes that people rely on hearing of: what one means and who is told, shown before anything is done."""
