"""The reference pages, made from what the code declares: `python -m twochairs.docs` writes them.

A page is a template in docs/templates/ with places such as {{parameters R3}} that are filled from the code. What a
place may ask for is a function in `odd.py`, `reference.py` or `case_study.py`.
"""
