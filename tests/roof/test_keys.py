"""The keys that development makes for itself."""

import stat
import threading
from pathlib import Path

import pytest

from config import environment


def test_processes_that_start_together_read_the_same_whole_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sees the file sees both keys in it, and who comes second keeps what stands."""
    keys = tmp_path / "keys.env"
    monkeypatch.setattr(environment, "VAR_DIR", tmp_path)
    monkeypatch.setattr(environment, "KEYS_FILE", keys)
    for _round in range(200):
        seen, start = set[str](), threading.Barrier(4)

        def begin(seen: set[str] = seen, start: threading.Barrier = start) -> None:
            start.wait()
            environment._write_keys()
            seen.add(keys.read_text())

        threads = [threading.Thread(target=begin) for _each in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 1
        assert len(seen.pop().splitlines()) == 2
        assert stat.S_IMODE(keys.stat().st_mode) == 0o600
        assert [each.name for each in tmp_path.iterdir()] == [keys.name]
        keys.unlink()
