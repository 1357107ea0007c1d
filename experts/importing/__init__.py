"""Reading what people bring along: records, lists of publications, CVs. Knows neither Django nor the database.

`read(data)` makes a `Record` of a file, whatever its name; `apart.read_apart` does so in a process with limits.
"""
