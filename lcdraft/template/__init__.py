"""From a dataset to marked-up text: what templates can see, and the sandbox that they run in."""
