"""The demo company: invented people, shows and dates, complete in Italian and English.

Texts are data (texts/), pictures are drawn by code (posters.py, portraits.py), and each builder finds its rows by
stable keys, so that a second run adds nothing and changes nothing that somebody has edited since.
"""
