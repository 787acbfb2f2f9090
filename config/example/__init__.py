"""The example: the 2016 tour and the 2020 meetings as they were, and the tour's repeat, open for registration.

data/ holds committed copies of the real input; what is not in the sources is marked `added` there.
"""
