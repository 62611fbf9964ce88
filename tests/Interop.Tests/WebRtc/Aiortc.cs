using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>aiortc, WebRTC in Python.</summary>
public sealed class Aiortc : Guest
{
    private const string Python = "/usr/bin/python3"; // Debian's, which has Debian's packages

    /// <inheritdoc/>
    protected override string Name => "aiortc";

    /// <inheritdoc/>
    protected override ChildCommand Command(Uri host, string folder)
    {
        Prerequisite.Needs(Directory.Exists("/usr/lib/python3/dist-packages/aiortc"), "aiortc (package python3-aiortc)");
        return new ChildCommand(Python, [Path.Combine(AppContext.BaseDirectory, "Guests", "aiortc_guest.py"), host.ToString()]);
    }
}
