"""Mails: reminders, digests, who gets them: answers to bytes."""
