"""What is asked of somebody, on the screen."""
