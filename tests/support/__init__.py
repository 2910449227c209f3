"""What the Python tests share; imported as `support`."""
