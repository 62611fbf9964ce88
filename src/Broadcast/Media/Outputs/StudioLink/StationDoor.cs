using System.Threading.Channels;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// Where stations come in that call us. A station is known by what nobody can make up: the name whose password its device
/// has proved, the trunk that brings its calls, or the address that they come from. Thread-safe.
/// </summary>
internal sealed class StationDoor
{
    public const string User = "user:";
    public const string Trunk = "trunk:";
    public const string Address = "address:";

    private readonly Lock _changes = new();
    private readonly List<Waiting> _waiting = [];

    /// <summary>It is one of the three.</summary>
    public static bool IsTarget(string? target) => target is not null
        && (Has(target, User) || Has(target, Trunk) || (Has(target, Address) && System.Net.IPAddress.TryParse(target[Address.Length..], out _)));

    /// <summary>Waits for a station's calls until it is disposed of.</summary>
    public Waiting Wait(TalkProgramme programme, string target)
    {
        var waiting = new Waiting(this, programme.Talk, target);
        lock (_changes)
            _waiting.Add(waiting);
        return waiting;
    }

    /// <summary>Hands a call to the output that waits for its station, in the talk that was dialled if several do; false when none does.</summary>
    public bool TryTake(SipIncomingCall ringing, TalkId? dialled)
    {
        Waiting? found;
        lock (_changes)
        {
            Waiting[] all = [.. _waiting.Where(waiting => IsFrom(ringing, waiting.Target))];
            found = Array.Find(all, waiting => waiting.Talk == dialled) ?? all.FirstOrDefault();
        }
        return found?.Calls.Writer.TryWrite(ringing) ?? false;
    }

    private static bool Has(string target, string way) => target.StartsWith(way, StringComparison.Ordinal) && target.Length > way.Length;

    private static bool IsFrom(SipIncomingCall ringing, string target) =>
        (ringing.ProvedUser is { } user && target == User + user)
        || (ringing.Trunk is { } trunk && target == Trunk + trunk)
        || (ringing.Trunk is null && target == Address + Plain(ringing.Source.Address));

    private static string Plain(System.Net.IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    /// <summary>An output that waits for a station.</summary>
    internal sealed class Waiting(StationDoor door, TalkId talk, string target) : IDisposable
    {
        public TalkId Talk => talk;

        public string Target => target;

        /// <summary>Its calls. A new one means that the one before it broke, even where we don't know yet.</summary>
        public Channel<SipIncomingCall> Calls { get; } = Channel.CreateBounded<SipIncomingCall>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Dispose()
        {
            lock (door._changes)
                door._waiting.Remove(this);
        }
    }
}
