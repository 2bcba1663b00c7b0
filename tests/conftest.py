"""What holds for all tests: none of them measures time."""

from __future__ import annotations

from hypothesis import settings

# A first example builds tables and loads models; how long it takes says nothing of the code.
# Forty examples, where a test names no other number: each run draws others, and runs are many.
_GIVEN = settings.get_profile(settings.get_current_profile_name())
settings.register_profile("untimed", _GIVEN, deadline=None, max_examples=40)
settings.load_profile("untimed")
