using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>libwebrtc in Node (npm package @roamhq/wrtc).</summary>
public sealed class NodeWebRtc : Guest
{
    /// <inheritdoc/>
    protected override string Name => "@roamhq/wrtc";

    /// <inheritdoc/>
    protected override ChildCommand Command(Uri host, string folder)
    {
        Prerequisite.NeedsProgram("node", "nodejs");
        return new ChildCommand("node", [Path.Combine(AppContext.BaseDirectory, "Guests", "wrtc.mjs"), host.ToString()]);
    }
}
