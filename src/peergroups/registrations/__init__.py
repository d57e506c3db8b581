"""Registration sheets: spreadsheet in, clean people and a list of faults out."""

from peergroups.registrations.reading import read_registrations as read_registrations
from peergroups.registrations.registrations import Registrations as Registrations
