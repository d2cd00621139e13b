"""The engine alone, on small arbitrary networks."""
