"""Logging in and out, own sessions, and the own password."""
