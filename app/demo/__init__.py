"""
The demo city: a seeded generator that writes the spreadsheets of a city and lets them come in by the import.

Names, numbers and people are made up; shape and frequencies follow what Indonesian cities report.
"""
