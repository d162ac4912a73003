"""Files in, by hand: upload, preview, mapping of unknown words, confirm."""
