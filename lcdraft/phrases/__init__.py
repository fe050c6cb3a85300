"""Vietnamese sentences' parts as pure functions: numbers in, words out. No I/O, no template, no clock."""
