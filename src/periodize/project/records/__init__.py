"""The record: taken in, kept, typed in, asked, given back."""
