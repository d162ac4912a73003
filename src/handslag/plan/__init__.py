"""Plans, their revisions, focus areas and measures, and the decisions on them."""
