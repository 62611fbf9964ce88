using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// The line to a radio station: we call its studio, or it calls us. It hears the programme without its own voice, which takes
/// a seat at the mixer and is off the air until a host puts it on. After a failure the other address has its turn, if there
/// are two.
/// </summary>
internal sealed class StudioLinkOutput(
    OutputConfiguration configuration, TalkProgramme programme, Telephone telephone, StationDoor door, Func<Task<short[]>> ident)
    : IConfiguredOutput
{
    private const string Answers = "answer";
    private static readonly AudioCodec[] Preferred = [AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu];
    private static readonly TimeSpan WhenLost = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenUnwanted = TimeSpan.FromSeconds(30);

    private readonly LineTest _test = new();
    private volatile bool _isUp;
    private bool _onBackup;

    public OutputConfiguration Configuration => configuration;

    public string Name => configuration.Name;

    public string Kind => configuration.Kind;

    public OutputView Describe(OutputView view) => _isUp && _test.CameBack ? view with { HeardBack = true } : view;

    /// <summary>Plays a tone and then the ident to the station, unless the talk is on air; false when the line is not up.</summary>
    public bool TryTest()
    {
        if (_isUp)
            _ = _test.StartAsync(ident());
        return _isUp;
    }

    /// <summary>A line that broke is called again at once, a busy one soon, one that refuses us seldom.</summary>
    public TimeSpan PauseAfter(Exception failure, TimeSpan usual) => failure switch
    {
        StationHungUpException => WhenLost,
        SipCallException when configuration.Backup is not null => usual < WhenBusy ? usual : WhenBusy,
        SipCallException { Status: 480 or 486 or 600 } => WhenBusy,
        SipCallException { Status: 401 or 403 or 404 or 407 or 603 } => WhenUnwanted,
        _ => usual,
    };

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        if (configuration.Mode == Answers)
        {
            await AnswerAsync(health, ct);
            return;
        }
        try
        {
            var call = await telephone.CallAsync(_onBackup ? configuration.Backup! : configuration.Target, Options(), ct);
            await BearAsync(call, health, nextCall: null, ct);
        }
        catch when (configuration.Backup is not null && !ct.IsCancellationRequested)
        {
            _onBackup = !_onBackup;
            throw;
        }
    }

    /// <summary>Waits for the station, again and again; a call while one is up takes its place.</summary>
    private async Task AnswerAsync(OutputHealth health, CancellationToken ct)
    {
        using var waiting = door.Wait(programme, configuration.Target);
        while (true)
        {
            health.Retrying("The station has not called.", OutputException.Waiting);
            var ringing = await waiting.Calls.Reader.ReadAsync(ct);
            try
            {
                var call = await ringing.AcceptAsync(ct);
                await BearAsync(call, health, waiting.Calls.Reader.WaitToReadAsync(ct).AsTask(), ct);
            }
            catch (Exception lost) when (lost is StationHungUpException or SipCallException)
            {
                // Then it calls again.
            }
        }
    }

    /// <summary>Bears the line until it ends, or until another call of the station rings.</summary>
    private async Task BearAsync(SipCall call, OutputHealth health, Task? nextCall, CancellationToken ct)
    {
        var line = new StationLine(new ContributionId(configuration.Id), configuration.Name, call, _test, () => programme.IsLive);
        try
        {
            await programme.SeatAsync(line);
            _test.Forget();
            _isUp = true;
            health.Running(onBackup: _onBackup);
            if (!programme.IsLive)
                _ = _test.IdentifyAsync(ident()); // whoever picked up knows now who it is
            await Task.WhenAny(call.Ended, nextCall ?? call.Ended).WaitAsync(ct);
            if (call.Ended.IsCompleted)
                throw new StationHungUpException(await call.Ended);
        }
        finally
        {
            _isUp = false;
            _test.Stop();
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
internal sealed class StationHungUpException(string reason) : OutputException(HungUp, $"The station's line is gone: {reason}");
