"""What is done with questions and commitments: the only writers of the room."""
