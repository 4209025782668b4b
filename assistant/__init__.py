"""What turns found passages into a cited answer."""
