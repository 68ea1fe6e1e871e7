"""Mails: reminders, digests, who gets them: the screen."""
