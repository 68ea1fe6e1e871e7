"""The page of what a search has found."""
