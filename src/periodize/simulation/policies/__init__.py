"""The family of policies: what the athlete does when tired, ill or behind."""

from periodize.simulation.policies.base import POLICIES, Policy, policy
from periodize.simulation.policies.catch_up import CatchUp
from periodize.simulation.policies.follow import Follow
from periodize.simulation.policies.skip_tired import SkipTired
from periodize.simulation.policies.stepped_return import SteppedReturn

__all__ = ["POLICIES", "CatchUp", "Follow", "Policy", "SkipTired", "SteppedReturn", "policy"]
