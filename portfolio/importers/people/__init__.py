"""Lists of people, as they are pasted."""
