"""What can go wrong, each with an exit code and a message in the user's language.

Every error a user may meet is a :class:`Failure`. Its class takes the values it speaks of and holds
its message in Vietnamese and in English: what happened, then what to do next. One place per
program (the command line's ``main``, the site's error handler) turns a failure into output.
The families stand in the modules of this package.
"""

from indexer.errors.failure import ExitCode, Failure, Language, Problem

__all__ = ["ExitCode", "Failure", "Language", "Problem"]
