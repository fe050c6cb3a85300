"""Documents as files: one module per format."""
