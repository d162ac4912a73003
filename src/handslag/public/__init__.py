"""What everyone may read without logging in: the plan, the signs as of the last closed period, open data."""
