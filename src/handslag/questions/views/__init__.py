"""The room's pages and what is asked of them."""
