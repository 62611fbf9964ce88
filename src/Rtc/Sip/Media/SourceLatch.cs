using System.Net;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Decides whose packets are a call's voice, and where ours goes (symmetric RTP, RFC 4961): telephones behind NAT send from
/// elsewhere than they say. The rule, made so that no third party steals a call's sound:
/// <list type="number">
/// <item>A source is genuine from its first packet when it is the stated address and nobody was heard before, or when its
/// packet was proven by a key.</item>
/// <item>Any other source has first to send some packets in a row, of one stream, of the agreed format: 5 from the stated
/// host or from the host that signals (a NAT changes only the port), 50 from a stranger's. Until then it is neither heard
/// nor answered.</item>
/// <item>Then it is locked: only a source of higher standing may still take over, by the same audition: the stated address
/// over others of its host, and those over a stranger.</item>
/// <item>When the locked source falls silent for 3 s, another may follow it that goes on with the same stream: the same
/// SSRC, and numbers that only somebody can know who saw the packets before (a NAT that forgot its binding).</item>
/// <item>When the signalling states another address, all begins anew; the old source is heard until a new one is, and has the
/// standing of a stranger.</item>
/// </list>
/// </summary>
internal sealed class SourceLatch(TimeProvider time)
{
    private const int NearAudition = 5;
    private const int StrangersAudition = 50;
    private const int LargestGap = 50; // packets lost within an audition
    private const int LargestJump = 3_000; // packets that a stream may have gone on unseen
    private static readonly TimeSpan SilenceToFollow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AuditionPatience = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new(); // this call's receiver and signalling only
    private readonly Audition[] _auditions = [new(), new(), new()]; // one a standing: strangers do not disturb the near
    private TransportAddress? _stated;
    private TransportAddress? _signalling;
    private TransportAddress? _locked;
    private TransportAddress? _former;
    private Target? _target;
    private uint _ssrc;
    private ushort _sequence;
    private long _heardAt;

    private enum Standing
    {
        Stranger,
        Near,
        Stated,
    }

    /// <summary>Where to send to: the locked source, before that the stated address; null while neither is known.</summary>
    public Target? Goal => Volatile.Read(ref _target);

    /// <summary>The signalling says where the far end is, or has moved to.</summary>
    /// <param name="endPoint">The stated address; null when there is none.</param>
    /// <param name="signalling">Where the far end signals from.</param>
    public void State(IPEndPoint? endPoint, IPAddress? signalling)
    {
        lock (_gate)
        {
            if (signalling is not null)
                _signalling = TransportAddress.From(new IPEndPoint(signalling, 0));
            if (endPoint is null || TransportAddress.From(endPoint) == _stated)
                return;
            _stated = TransportAddress.From(endPoint);
            _former = _locked ?? _former;
            _locked = null;
            SetTarget(_stated.Value);
            foreach (var audition in _auditions)
                audition.Clear();
        }
    }

    /// <summary>A packet of the agreed format came: whether it is heard.</summary>
    /// <param name="source">Where it came from.</param>
    /// <param name="ssrc">Its stream.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="isProven">It was protected with the far end's key.</param>
    public bool Hears(TransportAddress source, uint ssrc, ushort sequence, bool isProven)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var isFormer = source == _former && _locked is null;
            var isGenuine = source == _locked || (!isFormer && (isProven || (source == _stated && _locked is null)));
            var standing = isFormer ? Standing.Stranger : StandingOf(source);
            if (!isGenuine
                && !(MayAudition(standing, ssrc, sequence, now) && Passes(standing, source, ssrc, sequence, now)))
                return isFormer;

            Lock(source, ssrc, sequence, now);
            return true;
        }
    }

    private bool Passes(Standing standing, TransportAddress source, uint ssrc, ushort sequence, long now)
    {
        var length = standing == Standing.Stranger && _locked is null ? StrangersAudition : NearAudition;
        return _auditions[(int)standing].Passes(source, ssrc, sequence, length, now, time);
    }

    private bool MayAudition(Standing standing, uint ssrc, ushort sequence, long now)
    {
        if (_locked is not { } locked || standing > StandingOf(locked))
            return true;
        var follows = ssrc == _ssrc && (ushort)(sequence - _sequence) is > 0 and < LargestJump;
        return follows && time.GetElapsedTime(_heardAt, now) >= SilenceToFollow;
    }

    private Standing StandingOf(TransportAddress source)
    {
        if (source == _stated)
            return Standing.Stated;
        return source.Host == _stated?.Host || source.Host == _signalling?.Host ? Standing.Near : Standing.Stranger;
    }

    private void Lock(TransportAddress source, uint ssrc, ushort sequence, long now)
    {
        (_ssrc, _sequence, _heardAt) = (ssrc, sequence, now);
        if (source == _locked)
            return;
        _locked = source;
        _former = null;
        SetTarget(source);
        foreach (var audition in _auditions)
            audition.Clear();
    }

    private void SetTarget(TransportAddress address) => Volatile.Write(ref _target, new Target(address));

    /// <summary>An address to send to, in one piece for other threads.</summary>
    public sealed record Target(TransportAddress Address);

    /// <summary>A source that has not been believed yet.</summary>
    private sealed class Audition
    {
        private TransportAddress _source;
        private uint _ssrc;
        private ushort _sequence;
        private int _passed;
        private long _heardAt;

        public void Clear() => _passed = 0;

        /// <summary>One more packet; true when there were enough in a row.</summary>
        public bool Passes(TransportAddress source, uint ssrc, ushort sequence, int enough, long now, TimeProvider time)
        {
            var isSame = source == _source && ssrc == _ssrc;
            if (_passed > 0 && !isSame && time.GetElapsedTime(_heardAt, now) < AuditionPatience)
                return false; // somebody else is being listened to

            var goesOn = isSame && (ushort)(sequence - _sequence) is > 0 and <= LargestGap;
            _passed = goesOn && _passed > 0 ? _passed + 1 : 1;
            (_source, _ssrc, _sequence, _heardAt) = (source, ssrc, sequence, now);
            return _passed >= enough;
        }
    }
}
