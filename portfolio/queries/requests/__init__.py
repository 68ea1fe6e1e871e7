"""What is asked of somebody: what can be asked."""
