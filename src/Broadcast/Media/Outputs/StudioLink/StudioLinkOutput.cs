using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// The line to a radio station: we call its studio and it hears the programme without its own voice, which takes a seat
/// at the mixer and is off the air until a host puts it on.
/// </summary>
internal sealed class StudioLinkOutput(OutputConfiguration configuration, TalkProgramme programme, Telephone telephone) : IConfiguredOutput
{
    private static readonly AudioCodec[] Preferred = [AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu];

    public OutputConfiguration Configuration => configuration;

    public string Name => configuration.Name;

    public string Kind => configuration.Kind;

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        var call = await telephone.CallAsync(configuration.Target, Options(), ct);
        var line = new SipContribution(new ContributionId(configuration.Id), configuration.Name, VoiceKind.Station, call);
        try
        {
            await programme.SeatAsync(line);
            health.Running();
            var reason = await call.Ended.WaitAsync(ct);
            throw new StationHungUpException(reason);
        }
        finally
        {
            await programme.UnseatAsync(line); // hangs up
        }
    }

    private SipCallOptions Options() => new()
    {
        Codecs = Enum.TryParse<AudioCodec>(configuration.Codec, ignoreCase: true, out var dearest)
            ? [dearest, .. Preferred.Where(codec => codec != dearest)]
            : Preferred,
        Credentials = configuration is { UserName: { } user, Password: { } password } ? new SipCredentials(user, password) : null,
    };
}

/// <summary>The station ended the call in the middle of the programme.</summary>
internal sealed class StationHungUpException(string reason) : Exception($"The station's line is gone: {reason}");
