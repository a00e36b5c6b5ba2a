"""Backups: one file with database and media, made, checked, kept for a while, restored and tried out.

Used by the commands `backup`, `restore`, `restore_drill` and `erase_again`; docs/backups.md is for whoever runs them.
"""
