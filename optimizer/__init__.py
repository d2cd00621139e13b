"""The planner of rotations: a case goes in, a verified plan with its proven bound comes out."""
