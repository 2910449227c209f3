"""What the examples use: the packages, and a Python to install the wheel in."""
from packages.conftest import empty_python, packages

__all__ = ["empty_python", "packages"]
