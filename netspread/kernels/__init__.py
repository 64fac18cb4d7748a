"""Kernels: compiled loops over flat arrays.

They import numpy and numba, nothing of ours, and check nothing: the caller checks once.
"""
