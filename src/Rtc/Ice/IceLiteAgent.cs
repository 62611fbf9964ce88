using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// The server's side of ICE for one peer (RFC 8445, "lite"): it has known addresses, so it only answers checks. It
/// learns the peer's addresses from where genuine checks come, sends to the one that the peer nominated last, and takes
/// the checks as consent to go on sending (RFC 7675).
/// </summary>
/// <remarks>One thread, the receiving one, hands in requests; <see cref="Selected"/> and the clock may be read by any.</remarks>
internal sealed class IceLiteAgent(IceCredentials local, string remoteUfrag, TimeProvider time)
{
    private const int MaxPaths = 8;

    private readonly byte[] _password = System.Text.Encoding.ASCII.GetBytes(local.Password);
    private readonly byte[] _username = System.Text.Encoding.ASCII.GetBytes($"{local.Ufrag}:{remoteUfrag}");
    private readonly List<TransportAddress> _paths = [];
    private volatile IcePath? _selected;
    private long _heardAt;

    /// <summary>The path was learned: packets from this address belong to the peer from now on.</summary>
    public event Action<TransportAddress>? PathLearned;

    /// <summary>The path was given up for newer ones.</summary>
    public event Action<TransportAddress>? PathDropped;

    public IceCredentials Local { get; } = local;

    /// <summary>Where to send to; null before the first genuine check.</summary>
    public TransportAddress? Selected => _selected?.Address;

    /// <summary>How long ago the peer last showed that it is there; null before the first time.</summary>
    public TimeSpan? Silence => Volatile.Read(ref _heardAt) is var at and > 0 ? time.GetElapsedTime(at) : null;

    /// <summary>Answers a connectivity check that names us.</summary>
    /// <param name="request">A Binding request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="response">Receives the response: at least <see cref="StunWriter.BufferLength"/> bytes.</param>
    /// <returns>The response's length; 0 when the request is not genuine and deserves no word.</returns>
    public int Answer(StunMessage request, TransportAddress from, Span<byte> response)
    {
        if (!request.TryGet(StunAttribute.Username, out var username)
            || !username.SequenceEqual(_username)
            || !request.IsIntact(_password))
            return 0;

        if (request.UnknownAttribute != 0)
            return WriteUnknownAttribute(request, response);
        if (request.Has(StunAttribute.IceControlled))
            return WriteRoleConflict(request, response); // a lite side is always the controlled one

        Volatile.Write(ref _heardAt, time.GetTimestamp());
        Learn(from);
        if (_selected is null || (request.Has(StunAttribute.UseCandidate) && _selected.Address != from))
            _selected = new IcePath(from);

        var writer = new StunWriter(response, StunClass.SuccessResponse, request.TransactionId);
        writer.AddMappedAddress(from);
        return Finish(ref writer);
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

    private int WriteUnknownAttribute(StunMessage request, Span<byte> response)
    {
        var writer = new StunWriter(response, StunClass.ErrorResponse, request.TransactionId);
        writer.AddError(StunError.UnknownAttribute);
        writer.AddUnknownAttribute(request.UnknownAttribute);
        return Finish(ref writer);
    }

    private int WriteRoleConflict(StunMessage request, Span<byte> response)
    {
        var writer = new StunWriter(response, StunClass.ErrorResponse, request.TransactionId);
        writer.AddError(StunError.RoleConflict);
        return Finish(ref writer);
    }

    private int Finish(ref StunWriter writer)
    {
        writer.AddIntegrity(_password);
        writer.AddFingerprint();
        return writer.Length;
    }
}
