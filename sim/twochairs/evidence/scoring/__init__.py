"""The statistics of a hindcast, on NumPy arrays alone: scores, naive forecasts, intervals and checks of calibration."""
