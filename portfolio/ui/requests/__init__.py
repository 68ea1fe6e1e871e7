"""What is asked of a body, on the screen: the list, the form to ask, what has been answered."""
