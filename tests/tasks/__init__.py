"""What each must do by when: rules, escalation, letters, the mail link, the calendar."""
