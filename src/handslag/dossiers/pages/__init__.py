"""What each page of dossiers shows, and the answer as a paper: frozen dataclasses and their builders."""
