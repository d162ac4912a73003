"""Word documents: styles, sheets and tables that every paper of a room shares. Loaded in a process of its own."""
