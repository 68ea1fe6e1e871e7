"""What is for everybody: answers to bytes."""
