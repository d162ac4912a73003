"""The plan to read, to revise, to have a say in and to decide on."""
