"""Papers as a city registers them: what they say, who may see what of them, and which passages stand in several."""
