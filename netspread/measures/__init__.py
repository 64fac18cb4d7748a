"""Measures: one number for each person. One family a file; each takes a network and returns an array (n,)."""
