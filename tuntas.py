"""Starts Tuntas on a machine that has only Python: `python3 tuntas.py demo`, `python3 tuntas.py test`.

The first start makes `.venv` and installs the locked packages into it, each checked against its hash;
later starts see that nothing has changed and go straight on. `test` runs the tests, every other verb is
passed to the command line of the program. Standard library only, and readable by Python 3.6, so that an
old Python gets a sentence instead of a syntax error.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
BEYOND = (3, 15)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "tuntas-stamp.txt"

# The second lock holds everything of the first, and what the tests need beside it.
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"

# Three processes keep two cores busy, for one often waits for a browser or a server; a module stays in one,
# so that what it starts is started once.
SIDE_BY_SIDE = ["-n", "3", "--dist", "loadscope"]


def stop(sentence: str) -> None:
    """End with one sentence and exit code 1."""
    sys.exit("tuntas: " + sentence)


def check_python() -> None:
    """Refuse a Python for which no packages are locked."""
    major, minor = sys.version_info[:2]
    if not OLDEST <= (major, minor) < BEYOND:
        stop(
            f"this is Python {major}.{minor}, and Tuntas needs Python 3.11 to 3.14. "
            "Start it with one of these, for example `python3.12 tuntas.py demo`."
        )


def state(lock: Path) -> str:
    """Return the line that a complete installation of a lock leaves behind.

    The folder is part of it, because a moved checkout leaves a .venv that points to the old place.
    """
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()} {ROOT}"


def is_ready(lock: Path) -> bool:
    """Tell whether everything in the lock is installed already."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") in (state(lock), state(TEST_LOCK))


def install_with_uv(uv: str, lock: Path) -> bool:
    """Install with uv, from the same lock; tell whether it worked."""
    groups = "--all-groups" if lock == TEST_LOCK else "--no-default-groups"
    # An explicit interpreter is only named for a new environment: uv keeps one that fits.
    chosen = [] if PYTHON.exists() else ["--python", sys.executable]
    # --inexact leaves alone what a developer has installed beside it.
    options = ["--frozen", "--inexact", "--no-install-project", "--no-python-downloads"]
    command = [uv, "sync", "--quiet", *options, groups]
    environment = dict(os.environ, UV_PROJECT_ENVIRONMENT=str(VENV))
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.call(command + chosen, cwd=str(ROOT), env=environment) == 0


def install_with_pip(lock: Path) -> None:
    """Install with pip, which follows the user's own pip configuration."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if not PYTHON.exists() or subprocess.call([*pip, "--version"], **quiet) != 0:
        if importlib.util.find_spec("ensurepip") is None:
            stop(
                "this Python cannot make an environment, because its module ensurepip is missing. "
                "On Debian and Ubuntu: `sudo apt install python3-venv`, then start again."
            )
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
            stop(f"the environment {VENV} could not be made; the lines above say why.")
    if subprocess.call([*pip, "install", "--quiet", "--require-hashes", "-r", str(lock)]) != 0:
        stop(
            f"the packages of {lock.name} could not be installed; the lines above say why. "
            "Without internet access, point pip at your own package index (PIP_INDEX_URL or pip.conf), "
            "or at a folder of downloaded packages (PIP_NO_INDEX=1 PIP_FIND_LINKS=<folder>), and start again."
        )


def install(lock: Path) -> None:
    """Make the environment hold what the lock names, and stamp it."""
    print(
        f"Installing the packages of {lock.name} into .venv (only now; one to three minutes) ...",
        file=sys.stderr,
        flush=True,
    )
    if STAMP.exists():
        STAMP.unlink()
    uv = None if os.environ.get("TUNTAS_INSTALLER") == "pip" else shutil.which("uv")
    if uv is None or not install_with_uv(uv, lock):
        if uv is not None:
            print("uv could not install them; trying pip.", file=sys.stderr, flush=True)
        install_with_pip(lock)
    add_to_path()
    STAMP.write_text(state(lock), encoding="utf-8")


def add_to_path() -> None:
    """Let the environment import the checkout, as an editable installation would, without a build."""
    program = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.check_output([str(PYTHON), "-c", program]).decode().strip()
    Path(site, "tuntas-checkout.pth").write_text(str(ROOT) + "\n", encoding="utf-8")


def run(command: list) -> int:
    """Become the command where the system can do that; otherwise wait for it."""
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def main(argv: list) -> int:
    """Prepare the environment and hand over to the tests or to the command line."""
    check_python()
    is_test = argv[:1] == ["test"]
    lock = TEST_LOCK if is_test else RUN_LOCK
    if not is_ready(lock):
        install(lock)
    if is_test:
        os.chdir(str(ROOT))
        chosen = any(word.startswith(("-n", "--numprocesses", "-p")) for word in argv)
        return run([str(PYTHON), "-m", "pytest", *([] if chosen else SIDE_BY_SIDE), *argv[1:]])
    # -P keeps a folder named `app` in the user's own directory from being taken for ours.
    return run([str(PYTHON), "-P", "-m", "app.cli", *argv])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
