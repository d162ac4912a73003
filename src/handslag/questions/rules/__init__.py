"""What the room knows without a database: states, topics, days to answer by, the half-yearly table."""
