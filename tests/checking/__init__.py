"""Tests of the use cases over rules."""
