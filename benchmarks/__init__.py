"""What the speed claims rest on: ratios, measured side by side in one run."""
