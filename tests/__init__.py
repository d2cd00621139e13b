"""Tests of Tuntas. This file keeps `import models` from finding tests/models instead of models."""
