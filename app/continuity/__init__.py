"""The continuity picture: all systems on one time axis, and the systems most at risk."""
