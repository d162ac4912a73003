"""The receipt on paper."""
