"""A copy of everything, and the way back.

taking.py      one file that is whole or not there
restoring.py   load, bring up to date, forget again, recount; only then does it take the old one's place
sqlite.py      } how each database is dumped, and loaded beside what there is
postgresql.py  }
programs.py    finds pg_dump and pg_restore
keys.py        without TOKEN_KEY no printed code and no mailed link works: is it the right one?
"""
