"""What the room's pages, actions and neighbours read of papers."""
