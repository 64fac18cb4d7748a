"""Spread: what happens if these people start."""
