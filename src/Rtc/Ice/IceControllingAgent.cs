using System.Security.Cryptography;
using System.Text;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>
/// The client's side of ICE towards a server whose addresses are known (RFC 8445, controlling): it checks all
/// candidates, nominates the first that answers, and goes on checking it as long as it wants to send (RFC 7675).
/// </summary>
/// <remarks>
/// Called under the client's lock, with a <see cref="Tick"/> each 50 ms or so; only <see cref="Selected"/> may be read by any
/// thread.
/// </remarks>
internal sealed class IceControllingAgent
{
    private const uint PeerReflexivePriority = 110u << 24 | 0xFFFF << 8 | 255;
    private const int MaxPending = 64;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    private readonly IDatagramSender _network;
    private readonly TimeProvider _time;
    private readonly TimeSpan _consentInterval;
    private readonly byte[] _password;
    private readonly byte[] _username;
    private readonly byte[] _ourPassword;
    private readonly byte[] _ourUsername;
    private readonly ulong _tieBreaker = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly List<TransportAddress> _candidates;
    private readonly Dictionary<TransactionId, Check> _pending = [];
    private TransportAddress? _chosen;
    private volatile IcePath? _selected;
    private long? _sentAt;
    private long _answeredAt;

    /// <summary>Prepares; the first <see cref="Tick"/> begins.</summary>
    /// <param name="local">Our own credentials.</param>
    /// <param name="remote">The server's credentials.</param>
    /// <param name="candidates">Where the server may be, best first.</param>
    /// <param name="consentInterval">Between two checks of a path that works.</param>
    /// <param name="network">Where checks leave.</param>
    /// <param name="time">The clock.</param>
    public IceControllingAgent(
        IceCredentials local,
        IceCredentials remote,
        IEnumerable<TransportAddress> candidates,
        TimeSpan consentInterval,
        IDatagramSender network,
        TimeProvider time)
    {
        _network = network;
        _time = time;
        _consentInterval = consentInterval;
        _password = Encoding.ASCII.GetBytes(remote.Password);
        _username = Encoding.ASCII.GetBytes($"{remote.Ufrag}:{local.Ufrag}");
        _ourPassword = Encoding.ASCII.GetBytes(local.Password);
        _ourUsername = Encoding.ASCII.GetBytes($"{local.Ufrag}:{remote.Ufrag}");
        _candidates = [.. candidates];
        _answeredAt = time.GetTimestamp();
    }

    /// <summary>
    /// The same anew, with new credentials on both sides (RFC 8445, section 9). The path stays until another is nominated.
    /// </summary>
    public IceControllingAgent Restart(IceCredentials local, IceCredentials remote) =>
        new(local, remote, _candidates, _consentInterval, _network, _time) { _selected = _selected };

    /// <summary>The nominated path, once the server has agreed to it.</summary>
    public TransportAddress? Selected => _selected?.Address;

    /// <summary>How long ago the server last answered, or we began.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(_answeredAt);

    /// <summary>A TCP connection to the server is open: checks it too.</summary>
    public void Add(TransportAddress candidate)
    {
        _candidates.Add(candidate);
        if (_chosen is null)
            Send(candidate, nominate: false);
    }

    /// <summary>A TCP connection is over: when it was the path, looks for another.</summary>
    public void Remove(TransportAddress candidate)
    {
        _candidates.Remove(candidate);
        if (_chosen != candidate)
            return;

        _chosen = null;
        _selected = null;
        _sentAt = null;
    }

    /// <summary>Sends the checks that are due.</summary>
    public void Tick()
    {
        var settled = _chosen is not null && _pending.Count == 0;
        if (_sentAt is { } sentAt && _time.GetElapsedTime(sentAt) < (settled ? _consentInterval : RetryInterval))
            return;

        _sentAt = _time.GetTimestamp();
        if (_chosen is { } chosen)
        {
            Send(chosen, nominate: true);
            return;
        }

        foreach (var candidate in _candidates)
            Send(candidate, nominate: false);
    }

    /// <summary>Takes a response of the server; whatever fits no check of ours is ignored.</summary>
    public void Receive(StunMessage response, TransportAddress from)
    {
        if (response.Class != StunClass.SuccessResponse
            || !_pending.TryGetValue(response.TransactionId, out var check)
            || check.Candidate != from
            || !response.IsIntact(_password))
            return;

        _pending.Clear(); // older checks are answered by this one
        _answeredAt = _time.GetTimestamp();
        if (check.Nominated)
        {
            if (_chosen == check.Candidate)
                _selected = new IcePath(check.Candidate);
        }
        else if (_chosen is null)
        {
            _chosen = check.Candidate;
            _sentAt = null; // nominate at once
            Tick();
        }
    }

    /// <summary>
    /// Answers a check of the server's: one that is not ICE-lite believes in a path only when its own checks succeed, too.
    /// </summary>
    /// <param name="request">A Binding request.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="response">Receives the response: at least <see cref="StunWriter.BufferLength"/> bytes.</param>
    /// <returns>The response's length; 0 when the request is not genuine and deserves no word.</returns>
    public int Answer(StunMessage request, TransportAddress from, Span<byte> response)
    {
        if (!request.TryGet(StunAttribute.Username, out var username)
            || !username.SequenceEqual(_ourUsername)
            || !request.IsIntact(_ourPassword))
            return 0;

        return CheckResponse.Write(request, from, StunAttribute.IceControlling, _ourPassword, response, out _);
    }

    private void Send(TransportAddress to, bool nominate)
    {
        Span<byte> random = stackalloc byte[12];
        RandomNumberGenerator.Fill(random);
        var transaction = new TransactionId(BitConverter.ToUInt64(random), BitConverter.ToUInt32(random[8..]));
        if (_pending.Count >= MaxPending)
            _pending.Clear();
        _pending[transaction] = new Check(to, nominate);

        Span<byte> buffer = stackalloc byte[StunWriter.BufferLength];
        var writer = new StunWriter(buffer, StunClass.Request, transaction);
        writer.Add(StunAttribute.Username, _username);
        writer.Add(StunAttribute.Priority, PeerReflexivePriority);
        writer.Add(StunAttribute.IceControlling, _tieBreaker);
        if (nominate)
            writer.Add(StunAttribute.UseCandidate, []);
        writer.AddIntegrity(_password);
        writer.AddFingerprint();
        _network.Send(buffer[..writer.Length], to);
    }

    private readonly record struct Check(TransportAddress Candidate, bool Nominated);
}
