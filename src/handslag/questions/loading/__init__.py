"""Reading the register: questions and commitments as of any day."""
