"""What some servers write for "deleted" is a tombstone, too; everything else is none."""

import pytest

from civicgraph.snapshot.objects import is_deleted


@pytest.mark.parametrize("said", [True, 1, "1", "true", "True", " true "])
def test_deleted(said: object) -> None:
    assert is_deleted({"deleted": said})


@pytest.mark.parametrize("said", [False, 0, "0", "false", "", None, "nein", 2, []])
def test_not_deleted(said: object) -> None:
    assert not is_deleted({"deleted": said})
    assert not is_deleted({})
