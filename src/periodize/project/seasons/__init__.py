"""Seasons: what a plan may bring, played, compared, calibrated, replayed."""
