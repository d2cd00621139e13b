"""
Import of the spreadsheets that SIASN, SIMPEG and the departments export.

Reading (gate, child, parse) knows no database; staging and writing (stage, changes, commit) know no
file format. Nothing is written before a preview has been confirmed.
"""
