"""What somebody who was away is told, on the screen."""
