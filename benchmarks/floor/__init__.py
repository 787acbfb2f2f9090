"""What Django and gunicorn alone can do on this machine: the floor that the product's rates stand on."""
