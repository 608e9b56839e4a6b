"""What the record of past years says of the model: forecasts made from the past alone, and how good they were."""
