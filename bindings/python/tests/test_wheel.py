"""What was installed."""

import importlib.metadata
import sysconfig
from pathlib import Path

import constriction


def test_the_installed_wheel_is_what_is_tested():
    installed = Path(sysconfig.get_path("platlib")).resolve()
    assert installed in Path(constriction.__file__).resolve().parents
    assert constriction.__version__ == importlib.metadata.version("constriction")
