"""Invented claims in any number, to see how pages do with many. They are written past extraction and matching."""
