namespace TalksPlatform.Foundation.Processes;

/// <summary>
/// A tiny shell between us and a child that does not care about its standard input. It waits for the end of a pipe that
/// only we hold, so that the child is told to stop even when we were killed.
/// </summary>
internal static class StopGuard
{
    // setsid keeps a terminal's Ctrl-C away from the child: we decide when it stops.
    // A shell's background child starts with SIGINT ignored, so one signal sent before its exec is lost: hence the loop.
    private const string Script =
        """
        signal=$1; shift
        exec 3<&0 </dev/null
        "$@" 3<&- &
        child=$!
        { read -r _ <&3; while kill -s "$signal" "$child"; do sleep 1; done; } >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait "$child"; code=$?
        kill "$watch" 2>/dev/null
        exit "$code"
        """;

    public static IReadOnlyList<string> Around(IReadOnlyList<string> line, string signal) =>
        ["setsid", "/bin/sh", "-c", Script, "guard", signal, .. line];
}
