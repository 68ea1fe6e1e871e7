"""What meetings decided and what became of it, in words."""
