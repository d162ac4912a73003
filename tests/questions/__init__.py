"""Tests of the register of questions and commitments."""
