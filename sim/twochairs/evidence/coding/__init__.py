"""Governments and dated events of a case, coded by a written rule and turned into timeline items.

A case has its tables and its rule in a folder `coding` of its own.
"""
