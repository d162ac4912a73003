"""Tests of the room for signals."""
