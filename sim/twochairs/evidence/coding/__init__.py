"""Governments and dated events of a case, coded by a written rule and turned into timeline items; see README.md."""
