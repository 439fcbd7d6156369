"""What makes large builds fast, and changes no byte of what is built."""
