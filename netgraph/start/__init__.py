"""Workbooks to begin a search with, which every command reads as they are."""
