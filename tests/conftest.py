"""What holds for all tests: none of them measures time."""

from __future__ import annotations

from hypothesis import settings

# A first example builds tables and loads models; how long it takes says nothing of the code.
# All else stays as it is, on a machine for CI too, where examples are the same each time.
_GIVEN = settings.get_profile(settings.get_current_profile_name())
settings.register_profile("untimed", _GIVEN, deadline=None)
settings.load_profile("untimed")
