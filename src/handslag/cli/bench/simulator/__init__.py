"""A simulated city with a hidden truth; knows nothing of signs of life, imports only the standard library."""

from handslag.cli.bench.simulator.world import simulate_city

__all__ = ["simulate_city"]
