"""What organisers do: publish, repeat, and the verbs that change a session people rely on."""
