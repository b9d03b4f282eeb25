"""A workbook is brought, checked, applied whole, and taken back: what all kinds of it share.

A room that imports something writes a `Kind` and registers it; bytes, states, jobs, pages and
the command are the same for all of them. The roster is one of them.
"""
