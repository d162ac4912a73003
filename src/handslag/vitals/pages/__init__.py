"""What each page of signs of life shows, one noun a file: frozen dataclasses and their builders."""
