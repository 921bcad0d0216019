"""Reads every file the server makes with programs that are not ours, and compares what they find with the exhibit."""
