"""Complexity and relatedness over places, for research; never for a single park.

Every index here compares places. On one park there is nothing to compare: each link of it would be as rare as any other.
"""
