using System.Text;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// The server's side of ICE for one peer (RFC 8445, "lite"): it has known addresses, so it only answers checks. It
/// learns the peer's addresses from where genuine checks come, sends to the one that the peer nominated last, and takes
/// the checks as consent to go on sending (RFC 7675).
/// </summary>
/// <remarks>Thread-safe. The events are raised under its lock: their listeners only take note.</remarks>
internal sealed class IceLiteAgent(string remoteUfrag, IDatagramSender network, TimeProvider time)
{
    private const int MaxPaths = 8;

    private readonly Lock _gate = new();
    private readonly List<TransportAddress> _paths = [];
    private volatile Generation _generation = new(IceCredentials.Generate(), remoteUfrag);
    private volatile IcePath? _selected;
    private long _heardAt;

    /// <summary>The path was learned: packets from this address belong to the peer from now on.</summary>
    public event Action<TransportAddress>? PathLearned;

    /// <summary>The path was given up for newer ones.</summary>
    public event Action<TransportAddress>? PathDropped;

    /// <summary>New credentials took the place of these.</summary>
    public event Action<IceCredentials>? Restarted;

    public IceCredentials Local => _generation.Local;

    public string RemoteUfrag => _generation.RemoteUfrag;

    /// <summary>Where to send to; null before the first genuine check.</summary>
    public TransportAddress? Selected => _selected?.Address;

    /// <summary>Sends to the peer; before a path is known, to nobody.</summary>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (_selected is { } path)
            network.Send(datagram, path.Address);
    }

    /// <summary>How long ago the peer last showed that it is there; null before the first time.</summary>
    public TimeSpan? Silence => Volatile.Read(ref _heardAt) is var at and > 0 ? time.GetElapsedTime(at) : null;

    /// <summary>
    /// The peer begins anew (RFC 8445, section 9), for example on another network. Media goes on along the old path until
    /// the peer nominates a new one.
    /// </summary>
    public void Restart(string newRemoteUfrag)
    {
        lock (_gate)
        {
            var old = _generation;
            _generation = new Generation(IceCredentials.Generate(), newRemoteUfrag);
            Restarted?.Invoke(old.Local);
        }
    }

    /// <summary>A path is no more: its TCP connection ended. Nothing is sent until a check shows another.</summary>
    public void Forget(TransportAddress path)
    {
        lock (_gate)
        {
            _paths.Remove(path);
            if (_selected?.Address == path)
                _selected = null;
        }
    }

    /// <summary>Answers a connectivity check that names us.</summary>
    /// <param name="request">A Binding request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="response">Receives the response: at least <see cref="StunWriter.BufferLength"/> bytes.</param>
    /// <returns>The response's length; 0 when the request is not genuine and deserves no word.</returns>
    public int Answer(StunMessage request, TransportAddress from, Span<byte> response)
    {
        var generation = _generation;
        if (!request.TryGet(StunAttribute.Username, out var username)
            || !username.SequenceEqual(generation.Username)
            || !request.IsIntact(generation.Password))
            return 0;

        // A lite side is always the controlled one.
        var length = CheckResponse.Write(request, from, StunAttribute.IceControlled, generation.Password, response, out var agreed);
        if (!agreed)
            return length;

        Volatile.Write(ref _heardAt, time.GetTimestamp());
        lock (_gate)
        {
            Learn(from);
            if (_selected is null || (request.Has(StunAttribute.UseCandidate) && _selected.Address != from))
                _selected = new IcePath(from);
        }

        return length;
    }

    private void Learn(TransportAddress from)
    {
        if (_paths.Contains(from))
            return;

        if (_paths.Count == MaxPaths)
        {
            var oldest = _paths.Find(path => path != _selected?.Address);
            _paths.Remove(oldest);
            PathDropped?.Invoke(oldest);
        }

        _paths.Add(from);
        PathLearned?.Invoke(from);
    }

    /// <summary>The credentials between two restarts, in the form in which checks bear them.</summary>
    private sealed class Generation(IceCredentials local, string remoteUfrag)
    {
        public IceCredentials Local { get; } = local;

        public string RemoteUfrag { get; } = remoteUfrag;

        public byte[] Username { get; } = Encoding.ASCII.GetBytes($"{local.Ufrag}:{remoteUfrag}");

        public byte[] Password { get; } = Encoding.ASCII.GetBytes(local.Password);
    }
}
