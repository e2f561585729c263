"""A desk with accounts on a small store, served by the real application."""

from tests.web.house import desk, house, small_store, standin, store

__all__ = ["desk", "house", "small_store", "standin", "store"]
