"""
Other methods for the same case: one HiGHS model, one CP-SAT model, greedy assignment.

They see the same candidate nodes and the same rules as the engine, and their plans go through the same
verifier. They exist to be compared with.
"""
