"""Wordings counted and followed over the years."""
