"""The next period's files, from the last report (``lcdraft new``)."""
