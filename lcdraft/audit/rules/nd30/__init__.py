"""The rules of Decree 30/2020/NĐ-CP, a file for each part of a document."""
