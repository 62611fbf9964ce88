using System.Globalization;
using System.Net;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.TestKit.Peers;

/// <summary>
/// A second machine within this one: a network namespace behind a virtual cable, for peers that refuse loopback.
/// Making one takes root.
/// </summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private const int Networks = 256 * 64; // of four addresses each, within 10.213.0.0/16
    private readonly string _name;

    private NetworkNamespace(string name, int net)
    {
        _name = name;
        Ours = new IPAddress([10, 213, (byte)(net / 64), (byte)((net % 64 * 4) + 1)]);
        Theirs = new IPAddress([10, 213, (byte)(net / 64), (byte)((net % 64 * 4) + 2)]);
    }

    /// <summary>Our end of the cable.</summary>
    public IPAddress Ours { get; }

    /// <summary>The far end.</summary>
    public IPAddress Theirs { get; }

    /// <summary>Makes one.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        Prerequisite.NeedsProgram("ip", "iproute2");
        var net = Random.Shared.Next(Networks);
        var space = new NetworkNamespace(
            string.Create(CultureInfo.InvariantCulture, $"talks-{Environment.ProcessId}-{net}"), net);
        try
        {
            await IpAsync("netns", "add", space._name);
        }
        catch (ChildProcessException refused)
        {
            Prerequisite.Needs(false, $"the right to make network namespaces ({refused.LastWords.Trim()})");
        }

        var cable = $"talks{Number(net)}";
        await IpAsync("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space._name);
        await IpAsync("addr", "add", $"{space.Ours}/30", "dev", cable);
        await IpAsync("link", "set", cable, "up");
        await IpAsync("-n", space._name, "addr", "add", $"{space.Theirs}/30", "dev", "eth0");
        await IpAsync("-n", space._name, "link", "set", "eth0", "up");
        await IpAsync("-n", space._name, "route", "add", "default", "via", space.Ours.ToString()); // linphone needs one
        return space;
    }

    /// <summary>The command, run on the far machine.</summary>
    public ChildCommand Inside(ChildCommand command) =>
        command with { Program = "ip", Arguments = ["netns", "exec", _name, command.Program, .. command.Arguments] };

    /// <summary>Removes the machine, and the cable with it.</summary>
    public async ValueTask DisposeAsync() => await IpAsync("netns", "delete", _name);

    private static Task<string> IpAsync(params string[] arguments) =>
        ChildProcess.RunAsync(new ChildCommand("ip", arguments), CancellationToken.None);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
