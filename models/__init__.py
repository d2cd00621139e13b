"""The data model: tables, their constraints and their migrations."""
