"""The installation's own settings, with a data folder that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if (
    "HANDSLAG_TEST_DATA" not in os.environ
):  # the workers of pytest-xdist share the folder of the process that starts them
    os.environ["HANDSLAG_TEST_DATA"] = tempfile.mkdtemp(prefix="hs-test-")
    atexit.register(shutil.rmtree, os.environ["HANDSLAG_TEST_DATA"], ignore_errors=True)
DATA = Path(os.environ["HANDSLAG_TEST_DATA"])
(DATA / "static").mkdir(exist_ok=True)
os.environ |= {"HANDSLAG_DATA": str(DATA), "HANDSLAG_SECRET": "only-for-tests", "HANDSLAG_DEMO": ""}

from handslag.config.settings import *  # noqa: E402, F403
