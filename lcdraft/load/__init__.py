"""From YAML files to a `lcdraft.dataset.Dataset`, with the place of every value."""
