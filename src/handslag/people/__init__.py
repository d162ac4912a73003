"""Cities, administrations and units, the calendar they follow, and who may do what."""
