"""Everything that can be said against the data of a workspace before anything is printed."""
