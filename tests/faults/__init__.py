"""What a run leaves behind when it is killed, over an older result, at any moment."""
