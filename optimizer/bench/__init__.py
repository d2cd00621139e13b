"""
Benchmarks: the engine and its rivals on the same seeded cases, each run in a process of its own.

``instances`` names the cases, ``worker`` makes one run, ``runner`` makes those that are missing, and
``report`` writes what all stored runs say.
"""
