class BackupError(Exception):
    """Something that a person must know or do; told as it is. Whatever raises it has left things as they were."""
