"""How people talk to Lumbung."""
