"""Real SDK clients against the running emulator."""
