"""Strategier og puljer: who hangs on what, seen at once; and one pool or process in full."""
