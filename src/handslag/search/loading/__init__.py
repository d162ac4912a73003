"""What is indexed and how it is found again, read from the database."""

from handslag.search.loading.searching import DATE, RELEVANCE, Results, search, together
from handslag.search.rules.filters import Filters

__all__ = ["DATE", "RELEVANCE", "Filters", "Results", "search", "together"]
