"""`python -m prevgraph`: the command line without the installed script."""

from prevgraph.command import main

if __name__ == "__main__":
    main()
