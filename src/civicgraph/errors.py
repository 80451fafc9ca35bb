"""Refusals, one class per mend: each sentence says where, what, and how to mend it."""


class CivicgraphError(Exception):
    """Root of all errors that a user can mend. `exit_code` is what the command line ends with."""

    exit_code = 2


class UsageError(CivicgraphError):
    """The call asks for something that cannot be: mend the call."""


class SourceInvalid(CivicgraphError):
    """source.toml says something it must not, or lacks a key: mend the file."""


class SourceUnreadable(CivicgraphError):
    """Nothing at all could be read from a source: mend the input. The graph built before is unchanged."""

    exit_code = 1


class GraphMissing(CivicgraphError):
    """There is no built graph in the folder: build one or name another folder."""


class ThingUnknown(CivicgraphError):
    """No thing, or several things, answer to a name: mend the name."""


class QueryInvalid(CivicgraphError):
    """A query or a parameter cannot be taken: mend the query."""


class OutputRefused(CivicgraphError):
    """A file cannot be written as asked: mend the path or the format."""


class OutputUnwritable(CivicgraphError):
    """The system does not let a build write: make room, or name another folder. The graph built before is unchanged."""

    exit_code = 1


class PushFailed(CivicgraphError):
    """A graph store did not take a graph: mend address, password or server, and push again."""

    exit_code = 1


class ClusterFailed(CivicgraphError):
    """A Dask cluster cannot be reached or does not go on: see to its scheduler and workers, and build again; what was made is kept."""

    exit_code = 1


class BuildRunning(CivicgraphError):
    """Another build writes into the same folder: wait for it, or name another folder."""

    exit_code = 1
