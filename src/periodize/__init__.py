"""Draft a training season as text, simulate it before you run it, compare it with what you recorded."""

__version__ = "0.1.0"
