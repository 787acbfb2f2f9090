from django.db import models


class Row(models.Model):
    """A bare table."""

    text = models.CharField(max_length=200)
