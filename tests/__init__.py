"""Tests: a folder for each room, house rules in `house`, stories in a browser in `journeys`."""
