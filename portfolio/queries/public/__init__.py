"""What is for everybody: what can be asked."""
