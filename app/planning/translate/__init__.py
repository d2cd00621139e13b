"""
Between the database and the optimizer: rows become a case, a verified plan becomes moves, chains and figures.

Beside the solver's own process this is the only part of the program that knows the optimizer.
"""
