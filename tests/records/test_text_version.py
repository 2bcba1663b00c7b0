"""What a text was made by is written and read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.records.text_version import TextVersion

NAMES = st.text("0123456789abc._-", max_size=5)
COUNTS = st.integers(0, 10_000)


@given(
    st.builds(TextVersion, NAMES, NAMES.filter(bool), COUNTS, COUNTS)
    | st.builds(TextVersion, NAMES)
)
def test_what_is_written_is_read(version: TextVersion) -> None:
    """Also where text recognition has nothing to do."""
    assert TextVersion.parse(str(version)) == version


def test_pages_wait_for_the_present_version() -> None:
    """What another version has looked at waits again."""
    version = TextVersion.parse("4+ocr1.12/30")
    assert (version.readers, version.waiting("1"), version.waiting("2")) == ("4", 18, 30)
    assert TextVersion.parse("4").waiting("1") == 0
    assert TextVersion.parse("").waiting("1") == 0
