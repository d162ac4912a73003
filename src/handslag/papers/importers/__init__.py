"""Files in: a paper's file is read by core, which gives its pages."""

from handslag.core.reading import ReadFile, ReadPage, read_file

__all__ = ["ReadFile", "ReadPage", "read_file"]
