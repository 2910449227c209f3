"""Tests of the bytes on the wire; a package because its files share names with those of other folders."""
