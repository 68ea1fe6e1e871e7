"""Users, sign-in, sessions: what can be asked."""
