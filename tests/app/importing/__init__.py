"""Tests of the import: cells, headings, files, preview and commit."""
