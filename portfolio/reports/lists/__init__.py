"""A list that was taken in, taken out again as its office knows it."""
