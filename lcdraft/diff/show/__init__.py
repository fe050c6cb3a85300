"""A comparison for people and programs: lines for a terminal, a page of HTML, a comment of Markdown, plain data.

``entries`` says what counts as one change, ``words`` how it is worded, ``tokens`` what of a row is shown; the views
lay it out and compute nothing again.
"""
