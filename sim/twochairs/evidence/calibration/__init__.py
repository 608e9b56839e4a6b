"""Calibration: a design of runs, an emulator of them, and what the observed series say of the constants."""
