"""Users, sign-in, sessions: routes."""
