"""Tests of the room for follow-up."""
