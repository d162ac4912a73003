"""What leaves the room as files: lists as CSV and JSON, the difference between two revisions as Word."""

from handslag.plan.exporters.lists import measures_csv, measures_json, table_csv, table_json
from handslag.plan.exporters.word import WORD, word_of

__all__ = ["WORD", "measures_csv", "measures_json", "table_csv", "table_json", "word_of"]
