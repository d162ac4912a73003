"""What leaves the room as files: lists as CSV and JSON, the difference between two revisions as Word."""

from handslag.plan.exporters.lists import measures_csv, measures_json, table_csv, table_json

__all__ = ["measures_csv", "measures_json", "table_csv", "table_json"]
