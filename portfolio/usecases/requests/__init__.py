"""What is asked of somebody: what can be done."""
