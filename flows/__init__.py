"""Order, retries and schedules. The only room that knows Prefect and reads the environment."""
