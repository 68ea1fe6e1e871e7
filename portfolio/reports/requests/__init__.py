"""What is asked of somebody: answers to bytes."""
