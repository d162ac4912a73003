"""The answer printed: PDF and Word in processes of their own, HTML and JSON here. Nothing here asks the database."""
