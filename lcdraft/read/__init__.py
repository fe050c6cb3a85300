"""Files as documents: one module per format."""
