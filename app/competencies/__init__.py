"""The catalogue of competencies: searched in free words, each level explained."""
