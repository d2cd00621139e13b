"""Forecasts: histories are gathered, models trained, and what they say of systems and departures is shown."""
