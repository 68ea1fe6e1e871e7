"""Åbne spørgsmål: what nobody knows yet, why it matters, and who could answer."""
