"""What a page can ask. Each answer is a tidy DataFrame (or one object) with codes, not words.

Every question takes a connection and plain values, so that its answer can be cached by
revision; an empty answer has the same columns as a full one.
"""
