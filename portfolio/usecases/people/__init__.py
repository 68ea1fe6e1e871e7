"""Users, sign-in, sessions: what can be done."""
