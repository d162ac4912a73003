"""The paper printed: PDF and Word in a process of their own, HTML here. Nothing here asks the database."""
