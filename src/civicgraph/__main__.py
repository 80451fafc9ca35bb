"""`python -m civicgraph`: the command line where the script is not on the path."""

from civicgraph.cli import app

if __name__ == "__main__":
    app()
