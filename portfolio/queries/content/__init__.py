"""What the secretary keeps: what can be asked."""
