"""The continuity picture."""
