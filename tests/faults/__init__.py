"""What happens when a part dies: real servers, real processes, killed and cut off in the middle of their work."""
