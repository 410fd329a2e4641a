"""What each page shows, as plain data: functions of the answers in use."""
