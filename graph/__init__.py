"""The subject, without any web: article facts in, a graph of mediation events out.

importers -> facts -> resolve -> match -> store -> queries, and `loading`, which runs one import from
start to end. Nothing here imports `webapp`.
"""
