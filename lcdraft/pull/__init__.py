"""Edits made in Word come back into the data files.

The report is rendered again and compared with the edited file; every difference is traced to the characters of the
YAML passage it came from, changed there, and proven by rendering once more.
"""
