"""Plan lint: what in a plan contradicts itself or asks for more than is usual, one warning for each kind."""

from periodize.plan.lint.base import LINTS, CalendarWeek, Case, Context, Lint, plan_lint
from periodize.plan.lint.close_peaks import close_peaks
from periodize.plan.lint.distribution import distribution
from periodize.plan.lint.findings import lint, lint_named
from periodize.plan.lint.hard_days import hard_days
from periodize.plan.lint.heavy_deload import heavy_deload
from periodize.plan.lint.late_test import late_test
from periodize.plan.lint.long_run_jump import long_run_jump
from periodize.plan.lint.missing_height import missing_height
from periodize.plan.lint.no_taper import no_taper
from periodize.plan.lint.one_day_journey import one_day_journey
from periodize.plan.lint.over_availability import over_availability
from periodize.plan.lint.overlapping_days import overlapping_days
from periodize.plan.lint.race_outside import race_outside
from periodize.plan.lint.short_recovery import short_recovery
from periodize.plan.lint.training_while_ill import training_while_ill
from periodize.plan.lint.volume_missed import volume_missed
from periodize.plan.lint.week_jump import week_jump

__all__ = [
    "LINTS",
    "CalendarWeek",
    "Case",
    "Context",
    "Lint",
    "close_peaks",
    "distribution",
    "hard_days",
    "heavy_deload",
    "late_test",
    "lint",
    "lint_named",
    "long_run_jump",
    "missing_height",
    "no_taper",
    "one_day_journey",
    "over_availability",
    "overlapping_days",
    "plan_lint",
    "race_outside",
    "short_recovery",
    "training_while_ill",
    "volume_missed",
    "week_jump",
]
