"""Great Expectations as the second judge. The only package that imports it."""
