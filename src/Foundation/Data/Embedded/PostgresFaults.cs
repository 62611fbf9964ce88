using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Foundation.Data;

/// <summary>Why the private cluster does not start, in sentences that say what to do.</summary>
internal static class PostgresFaults
{
    public static Fault Missing { get; } = new(
        "data.postgres-missing", FaultKind.Unavailable,
        "PostgreSQL is not installed: install the Debian package postgresql, or name a server with --connection.");

    public static Fault MissingVersion(string major) => new(
        "data.postgres-missing", FaultKind.Unavailable,
        $"The data folder was made by PostgreSQL {major}: install the Debian package postgresql-{major}.");

    public static Fault MissingUser { get; } = new(
        "data.postgres-missing", FaultKind.Unavailable,
        "PostgreSQL does not run as root and there is no user postgres: install the Debian package postgresql-common.");

    public static Fault InUse(string folder) => new(
        "data.in-use", FaultKind.Conflict,
        $"Another server is running on {folder}: stop it, or give this one a data folder of its own.");

    public static Fault Busy(string folder) => new(
        "data.in-use", FaultKind.Conflict,
        $"A PostgreSQL of a previous server still runs on {folder} and does not stop: end it and try again.");

    public static Fault Unreachable(string folder, string user) => new(
        "data.unreachable", FaultKind.Denied,
        $"PostgreSQL runs as the user {user}, who may not enter {folder}: choose another data folder with --data, e.g. /var/lib/talks.");

    public static Fault DidNotStart(string lastWords) => new(
        "data.postgres-failed", FaultKind.Unavailable, $"PostgreSQL did not start: {lastWords.Trim()}");
}
