"""Seeded random traffic against a running emulator, compared with a small model: ./dev soak."""
