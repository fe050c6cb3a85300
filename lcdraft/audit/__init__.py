"""Finished documents held against the rules of their layout.

    layout    how a document looks on paper: pages, paragraphs, effective properties (`lcdraft.audit.facts` reads it)
    elements  which paragraph is the agency's name, the subject, a heading, the signature, …
    rules     what each of them has to look like, one file per group, listed by hand in `lcdraft.audit.rules`
    run       rules on a document → findings; select: which rules; show: findings as text, JSON, HTML

How to add a rule:

1. Write its check in the file of its group (``rules/nd30/letterhead.py``, …): a function that takes a
   `lcdraft.audit.elements.Case` and yields a `lcdraft.audit.finding.Fault` per place. A fault says in Vietnamese
   what is there (``printed``) and what the rule asks (``expected``), as phrases that can follow one another: "cỡ
   chữ 15", "cỡ chữ 12 đến 13". `lcdraft.audit.rules.looks` has what many rules ask: size, weight, alignment.
2. Add a `Rule` line to the ``GROUP`` at the end of the file, codes in order: code, title, a sentence on what is
   checked, the source (A, A+, K, H), and ``severity=WARNING`` where it is one. What only our own knowledge says is
   yielded with ``unconfirmed=True``. A new group is a new file and a line in `lcdraft.audit.rules.GROUPS`.
3. Write a broken document for it in ``tests/audit`` (one edit of the sample's XML) that raises this rule alone,
   and run ``make docs``, which puts the rule into ``docs/the-thuc.md``.

A check looks at the case only; it opens nothing and knows no other rule. Elements that a document does not have are
None or empty: only the rule that asks for an element reports that it is missing, the others say nothing then.
"""
