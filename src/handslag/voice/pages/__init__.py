"""The pages of signals and meetings, put together from what is recorded."""
