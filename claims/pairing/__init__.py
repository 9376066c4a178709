"""What one claim is to another: the same, an answer, support, or neither. Plain Python: no Django, no database."""
