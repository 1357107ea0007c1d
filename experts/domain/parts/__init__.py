"""The parts of a profile that pages of the editor show, each with how it is read and written."""
