"""Swedish as a language: words, stems, compounds, and a list of words with how common they are."""
