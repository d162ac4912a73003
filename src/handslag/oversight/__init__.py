"""Reports to committees: what the signs of life say, as a paper that can be made again."""
