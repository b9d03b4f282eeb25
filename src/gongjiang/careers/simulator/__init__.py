"""What a change of the ladder would have meant: five years replayed, month by month.

It is a replay of recorded facts under another rule, and no forecast: people would have acted
otherwise had they known it.
"""
