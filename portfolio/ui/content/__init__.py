"""What the secretary keeps: the screen."""
