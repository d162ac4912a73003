"""Handslag: whether a city's plan for its social workers is alive, and how one knows."""
