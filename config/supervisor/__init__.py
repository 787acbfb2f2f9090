"""Keeps the web and the worker alive, and lets none of their processes outlive us.

group.py      a command with all its descendants, on a leash
child.py      one that is started again when it is not well
web.py        gunicorn behind a socket that stays open
worker.py     the queue's cluster, well only while it answers
pulse.py      asks the queue for signs of life and listens for them
watch.py      the loop: tend the children, pass the signal on, wait, make sure
preflight.py  what must hold before anything starts
"""
