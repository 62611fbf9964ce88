using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Decides who may ask for anything outside of a call, before anything is kept of it: trunks for their numbers, known
/// networks, and who proves by a password who she is. Scanners for open exchanges find every SIP port within hours: they
/// get no answer, so that there is nothing to find. On the loop.
/// </summary>
internal sealed class SipGuard(SipOptions options, TrunkBook trunks)
{
    private static readonly string[] Scanners =
        ["friendly-scanner", "sipvicious", "sipcli", "sip-scan", "sipsak", "sundayddr", "iwar", "vaxsipuseragent", "pplsip", "smap"];

    private readonly DigestGuard _digest = new(options);
    private readonly CallLimiter _calls = new(options.MaxCallsPerSourcePerMinute, options.Time);
    private readonly CallLimiter _challenges = new(options.MaxCallsPerSourcePerMinute, options.Time);

    /// <summary>Requests that got no answer.</summary>
    public long Dropped { get; private set; }

    /// <summary>Requests that were challenged or refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Whether a neighbour is told what is wrong with its messages.</summary>
    public bool Knows(SipHop source) => trunks.Of(source.Address.Address) is not null || IsInAllowedNetwork(source);

    /// <summary>Whose connections are taken: strangers' only where they could prove who they are. On any thread.</summary>
    public bool MayConnect(IPAddress source) =>
        (options.PasswordOf is not null && options.ChallengesStrangers)
        || trunks.Of(source) is not null
        || options.AllowedNetworks.Any(network => network.Contains(source));

    /// <summary>Judges a request that belongs to no call.</summary>
    public SipVerdict Judge(SipRequest request, SipHop source)
    {
        if (IsScanner(request.Headers["User-Agent"]))
            return Drop("scanner");
        if (trunks.Of(source.Address.Address) is { } trunk)
            return request.IsInvite && !trunk.Serves(request) ? Refuse(SipResponse.For(request, 404, localTag: SipTokens.New())) : SipVerdict.Take;
        return IsInAllowedNetwork(source) ? JudgeNeighbour(request, source) : JudgeStranger(request, source);
    }

    private SipVerdict JudgeNeighbour(SipRequest request, SipHop source)
    {
        if (!request.IsInvite)
            return SipVerdict.Take;
        if (RequestCheck.Refuse(request, options.Profile) is { } malformed)
            return Refuse(malformed);
        if (options.PasswordOf is not null && !_digest.Admits(request, out var stale))
            return Refuse(_digest.Challenge(request, stale));
        return TakeWithinLimit(request, source);
    }

    /// <summary>Nobody learns by guessing: the same challenge for every number and name, and not many of them.</summary>
    private SipVerdict JudgeStranger(SipRequest request, SipHop source)
    {
        if (options.PasswordOf is null || !options.ChallengesStrangers)
            return Drop("stranger");
        if (_digest.Admits(request, out var stale))
            return request.IsInvite ? TakeWithinLimit(request, source) : SipVerdict.Take;
        return _challenges.TryAdmit(source.Address.Address) ? Refuse(_digest.Challenge(request, stale)) : Drop("flood");
    }

    private SipVerdict TakeWithinLimit(SipRequest request, SipHop source)
    {
        if (request.To.Tag is not null || _calls.TryAdmit(source.Address.Address))
            return SipVerdict.Take; // of a call that is over, or a new one within the limit
        var response = SipResponse.For(request, 503, localTag: SipTokens.New());
        response.Headers.Add(RetryAfter.Header, "60");
        return Refuse(response);
    }

    private SipVerdict Drop(string why)
    {
        Dropped++;
        SipMeters.CountDropped(why);
        return SipVerdict.Drop;
    }

    private SipVerdict Refuse(SipResponse response)
    {
        Refused++;
        SipMeters.CountRefused(response.Status);
        return SipVerdict.Refuse(response);
    }

    private bool IsInAllowedNetwork(SipHop source) => options.AllowedNetworks.Any(network => network.Contains(source.Address.Address));

    private static bool IsScanner(string? userAgent) =>
        userAgent is not null && Array.Exists(Scanners, name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase));
}
