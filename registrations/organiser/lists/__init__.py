"""The workspace's contact lists: for those who may change all that the organiser has."""
