"""Tables of indicators for the annexes of a report: computed from a dataset, printed by several writers."""
