"""The checks that this room brings: adoption, signs of life, reports in time, signals in time. Others register theirs.

`plan.checks` holds the registry; `register(Check(...))` in an AppConfig adds one.
"""

from handslag.plan.checks import CHECKS, Asked, Check, Outcome, Param, Row, register
from handslag.questions.loading.checks.adoption import ADOPTION
from handslag.questions.loading.checks.reports import REPORTS
from handslag.questions.loading.checks.signals import SIGNALS
from handslag.questions.loading.checks.signs import SIGNS

OWN = (ADOPTION, SIGNS, REPORTS, SIGNALS)

__all__ = ["CHECKS", "OWN", "Asked", "Check", "Outcome", "Param", "Row", "register"]
