"""The plan to read and to revise."""

from handslag.plan.views.reading import changes, choose, plan, revision, revisions

__all__ = ["changes", "choose", "plan", "revision", "revisions"]
