"""What administrations answered, listed, did and reported: adoption, local measures, progress, signed reports."""
