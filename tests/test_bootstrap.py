"""The bootstrap: what it refuses, when it installs, and to whom it hands over."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tuntas


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two locks and no environment."""
    monkeypatch.setattr(tuntas, "ROOT", tmp_path)
    monkeypatch.setattr(tuntas, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(tuntas, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(tuntas, "STAMP", tmp_path / ".venv/tuntas-stamp.txt")
    monkeypatch.setattr(tuntas, "RUN_LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(tuntas, "TEST_LOCK", tmp_path / "requirements-test.lock")
    monkeypatch.delenv("TUNTAS_INSTALLER", raising=False)
    tuntas.RUN_LOCK.write_text("a==1")
    tuntas.TEST_LOCK.write_text("a==1\nb==2")
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """The commands that would have been run; each succeeds unless `failing` names its program."""

    class Commands(list):
        failing: tuple[str, ...] = ()

        def call(self, command, **_):
            self.append([str(word) for word in command])
            return int(any(word in self.failing for word in self[-1]))

    recorded = Commands()
    monkeypatch.setattr(subprocess, "call", recorded.call)
    monkeypatch.setattr(tuntas, "add_to_path", lambda: None)
    return recorded


def make_environment(checkout: Path, stamped_for: Path | None = None) -> None:
    """Pretend that an environment exists, complete when it is stamped."""
    tuntas.PYTHON.parent.mkdir(parents=True)
    tuntas.PYTHON.touch()
    if stamped_for is not None:
        tuntas.STAMP.write_text(tuntas.state(stamped_for))


def test_python_3_6_can_read_the_bootstrap():
    """An old Python must get as far as the sentence that refuses it."""
    ast.parse(Path(tuntas.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 14), (3, 15, 0)])
def test_a_python_without_locked_packages_is_refused(version, monkeypatch):
    """One sentence with the version, and what to do."""
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=f"this is Python {version[0]}.{version[1]}, and Tuntas needs"):
        tuntas.check_python()


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_a_python_with_locked_packages_is_accepted(version, monkeypatch):
    """Both ends of the range."""
    monkeypatch.setattr(sys, "version_info", version)
    tuntas.check_python()


def test_a_missing_environment_is_not_ready(checkout):
    """The first start installs."""
    assert not tuntas.is_ready(tuntas.RUN_LOCK)


def test_an_environment_without_its_stamp_is_not_ready(checkout):
    """An installation that was interrupted is repeated."""
    make_environment(checkout)
    assert not tuntas.is_ready(tuntas.RUN_LOCK)


def test_an_environment_is_ready_until_its_lock_changes(checkout):
    """An update of the checkout brings its packages with it."""
    make_environment(checkout, stamped_for=tuntas.RUN_LOCK)
    assert tuntas.is_ready(tuntas.RUN_LOCK)
    tuntas.RUN_LOCK.write_text("a==2")
    assert not tuntas.is_ready(tuntas.RUN_LOCK)


def test_an_environment_for_the_tests_also_runs_the_program(checkout):
    """But not the other way round."""
    make_environment(checkout, stamped_for=tuntas.TEST_LOCK)
    assert tuntas.is_ready(tuntas.RUN_LOCK)
    assert tuntas.is_ready(tuntas.TEST_LOCK)
    tuntas.STAMP.write_text(tuntas.state(tuntas.RUN_LOCK))
    assert not tuntas.is_ready(tuntas.TEST_LOCK)


def test_a_moved_checkout_is_not_ready(checkout, monkeypatch):
    """Its environment points to the old place."""
    make_environment(checkout, stamped_for=tuntas.RUN_LOCK)
    monkeypatch.setattr(tuntas, "ROOT", checkout / "elsewhere")
    assert not tuntas.is_ready(tuntas.RUN_LOCK)


def test_uv_is_used_where_it_is(checkout, commands, monkeypatch):
    """From the lock as it stands, without fetching a Python."""
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    make_environment(checkout)
    tuntas.install(tuntas.RUN_LOCK)
    (command,) = commands
    assert command[:2] == ["/bin/uv", "sync"]
    assert {"--frozen", "--no-python-downloads", "--no-default-groups"} <= set(command)
    assert tuntas.is_ready(tuntas.RUN_LOCK)


@pytest.mark.parametrize("chosen", ["pip", None])
def test_pip_is_used_without_uv(checkout, commands, monkeypatch, chosen):
    """Either because uv is missing, or because the user prefers pip."""
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if chosen else None)
    if chosen:
        monkeypatch.setenv("TUNTAS_INSTALLER", chosen)
    make_environment(checkout)
    tuntas.install(tuntas.TEST_LOCK)
    assert commands[-1][-4:] == ["--quiet", "--require-hashes", "-r", str(tuntas.TEST_LOCK)]
    assert tuntas.is_ready(tuntas.TEST_LOCK)


def test_pip_takes_over_when_uv_fails(checkout, commands, monkeypatch):
    """An intranet may have its index in pip's configuration only."""
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    make_environment(checkout)
    commands.failing = ("/bin/uv",)
    tuntas.install(tuntas.RUN_LOCK)
    assert "--require-hashes" in commands[-1]
    assert tuntas.is_ready(tuntas.RUN_LOCK)


def test_a_failed_installation_says_what_to_do_and_leaves_no_stamp(checkout, commands, monkeypatch):
    """The next start tries again."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    make_environment(checkout, stamped_for=tuntas.RUN_LOCK)
    commands.failing = ("install",)
    with pytest.raises(SystemExit, match="PIP_INDEX_URL"):
        tuntas.install(tuntas.RUN_LOCK)
    assert not tuntas.is_ready(tuntas.RUN_LOCK)


def test_a_python_without_ensurepip_is_told_which_package_to_install(checkout, commands, monkeypatch):
    """Debian and Ubuntu ship venv apart from Python."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        tuntas.install_with_pip(tuntas.RUN_LOCK)
    assert not commands


@pytest.fixture
def handed_over(monkeypatch):
    """The command that the bootstrap would have become."""
    seen: list[list[str]] = []
    monkeypatch.setattr(tuntas, "is_ready", lambda lock: True)
    monkeypatch.setattr(tuntas, "run", lambda command: seen.append(command) or 0)
    return seen


def test_any_verb_goes_to_the_command_line(handed_over):
    """With its arguments as they are."""
    assert tuntas.main(["solve", "case.json", "--seed", "1"]) == 0
    assert handed_over[0][1:] == ["-P", "-m", "app.cli", "solve", "case.json", "--seed", "1"]


def test_the_verb_test_runs_pytest(handed_over, monkeypatch, tmp_path):
    """From the root of the checkout, wherever the user stands."""
    monkeypatch.chdir(tmp_path)
    assert tuntas.main(["test", "-q", "tests/app"]) == 0
    assert handed_over[0][1:] == ["-m", "pytest", *tuntas.SIDE_BY_SIDE, "-q", "tests/app"]
    assert Path.cwd() == tuntas.ROOT


def test_whoever_says_how_many_processes_gets_as_many(handed_over):
    """A debugger wants one."""
    assert tuntas.main(["test", "-n", "0", "tests/app"]) == 0
    assert handed_over[0][1:] == ["-m", "pytest", "-n", "0", "tests/app"]


def test_the_exit_code_of_the_command_is_the_exit_code_of_the_bootstrap(tmp_path):
    """Scripts and timers rely on it."""
    command = [sys.executable, tuntas.__file__, "no-such-verb"]
    if not tuntas.is_ready(tuntas.RUN_LOCK):
        command = [sys.executable, "-P", "-m", "app.cli", "no-such-verb"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 2
