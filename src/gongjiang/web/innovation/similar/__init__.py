"""Proposals that are alike: shown while somebody writes, and linked by those concerned."""
