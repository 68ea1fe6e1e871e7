"""Users, sign-in, sessions: the screen."""
