using System.Reflection;
using System.Text.Json;
using Xunit.v3;

namespace TalksPlatform.Interop.Tests;

/// <summary>
/// Says which cell of the matrix of peers (docs/interop.md) a test shows; a test may show several. The cell becomes
/// traits of the test, and a line of its output from which the matrix is made.
/// </summary>
/// <param name="peer">The other side's program, as in <see cref="PeerVersions"/>.</param>
/// <param name="codec">What the sound is coded with, e.g. opus, PCMA.</param>
/// <param name="direction">Seen from the peer: publish, listen, both, call in, call out.</param>
/// <param name="transport">UDP, TCP, TLS, or what else the path was made of.</param>
/// <param name="shown">
/// "sound" when its frequency and level were measured where it arrives; "signalling" when messages alone were judged.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InteropAttribute(string peer, string codec, string direction, string transport, string shown = "sound")
    : BeforeAfterTestAttribute, ITraitAttribute
{
    /// <summary>The line of output begins so; docs/interop.mjs looks for it.</summary>
    private const string Mark = "interop: ";

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
    [
        new("Peer", peer),
        new("Codec", codec),
        new("Direction", direction),
        new("Transport", transport),
        new("Shown", shown),
    ];

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Show(peer, codec, direction, transport, shown);

    /// <summary>Says it of one row of a theory, whose rows are cells.</summary>
    internal static void Show(string peer, string codec, string direction, string transport, string shown = "sound") =>
        TestContext.Current.TestOutputHelper!.WriteLine(
            Mark + JsonSerializer.Serialize(new { peer, version = PeerVersions.Of(peer), codec, direction, transport, shown }));
}
