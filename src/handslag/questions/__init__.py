"""Questions put by politicians, their answers, and the commitments made: a register with days to keep."""
