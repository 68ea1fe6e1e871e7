"""What is asked of those who answer for proposals, and how far each answer is."""
