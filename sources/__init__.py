"""What comes in: contracts, reference data, places, readers and the official template. Judges nothing."""
