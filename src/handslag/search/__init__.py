"""Search over papers, plan, measures, reports and signals: what the user may see, and nothing else."""
