"""Views: readers of a store that write one self-contained file each."""
