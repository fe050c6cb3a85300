"""Two drafts side by side: which figures changed and why, which sentences changed, and what is gone.

``lines`` makes one row of lines out of a document, ``align`` says which line became which, ``words`` what changed in
it, ``figures`` reads the changed numbers and ``causes`` finds what made them change; the result is a `Comparison`,
which every way of showing it reads and none computes again.
"""
