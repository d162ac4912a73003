"""How texts become words that can be looked up, how a query is read, and how what is found is put in order."""
