"""Pages of ways in, of one's own account, and of the administrator's users."""
