"""The register of forecasts: what was said of years nobody had seen, and how it fared."""
