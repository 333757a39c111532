"""The suites of fixtures/examples, run as their READMEs say, at the same time against one emulator; `make test` installs what they
need."""

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, Emulator

EXAMPLES = ROOT / "fixtures" / "examples"
SUITES = {
    "pytest": [str(Path(sys.executable).parent / "pytest"), "-p", "no:cacheprovider"],
    "node": ["npm", "test", "--silent"],
}


def test_suites_pass_side_by_side(tmp_path):
    emulator = Emulator("--ephemeral", log=tmp_path / "log")
    try:
        environment = os.environ | {"APIGW_EMULATOR_URL": emulator.url}
        running = {
            name: subprocess.Popen(
                command, cwd=EXAMPLES / name, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for name, command in SUITES.items()
        }
        for name, suite in running.items():
            told, _ = suite.communicate(timeout=120)
            assert suite.returncode == 0, f"{name}: {told}"
            assert re.search(r"\b4 passed|pass 4\b", told), f"{name}: {told}"
    finally:
        assert emulator.stop() == 0
