"""The measured claims, measured again: each `bench_*.py` has a `main()` that prints what it found."""
