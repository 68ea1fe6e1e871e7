"""Mails: reminders, digests, who gets them: what can be done."""
