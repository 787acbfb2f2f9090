"""The organisers' desk: what they see of who comes, and the verbs that change a session people rely on."""
