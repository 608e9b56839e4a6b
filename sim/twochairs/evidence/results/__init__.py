"""What calibration and hindcast left: shipped tables, and figures of them."""
