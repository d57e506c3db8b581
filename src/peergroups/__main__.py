"""The command line as ``python -m peergroups``."""

from peergroups.cli import main

main()
