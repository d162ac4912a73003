"""What the pages of users and accounts show."""
