"""What each must do by when: start pages, escalation, reminders by mail, calendars."""
