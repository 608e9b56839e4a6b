"""A result folder as one page: a self-contained HTML file that asks for nothing from anywhere."""
