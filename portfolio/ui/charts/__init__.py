"""Charts: functions from data to figure: the screen."""
