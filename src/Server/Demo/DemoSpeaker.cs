using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// A speaker at her browser: sends her voice by WHIP, hears the programme without herself by WHEP, and comes back by
/// herself when the server was gone.
/// </summary>
internal sealed class DemoSpeaker : IAsyncDisposable
{
    /// <summary>She notices within seconds that the server is gone: a crash costs the talk no more than it must.</summary>
    private static readonly RtcClientOptions Patience = new()
    {
        ConsentInterval = TimeSpan.FromSeconds(1),
        ConsentTimeout = TimeSpan.FromSeconds(4),
    };

    private readonly DemoApi _api;
    private readonly TalkId _talk;
    private readonly TimeProvider _time;
    private readonly VoicePlayer _player;
    private readonly CancellationTokenSource _leave = new();
    private readonly Task _microphone;
    private readonly Task _headphones;
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _left;
    private volatile RtcClient? _sending;
    private volatile RtcClient? _receiving;

    public DemoSpeaker(DemoApi api, TalkId talk, TimeProvider time)
    {
        (_api, _talk, _time) = (api, talk, time);
        _player = new VoicePlayer(frame => _sending?.Sender?.Send(frame), Hear, time);
        _microphone = StayAsync($"/whip/{_talk}", Patience with { Send = true }, client => _sending = client);
        _headphones = StayAsync($"/whep/{_talk}", Patience with { Receive = true }, client => _receiving = client);
    }

    /// <summary>What came out of her headphones, 48 kHz mono.</summary>
    public float[] Heard => _player.Heard;

    /// <summary>How often she had to come back.</summary>
    public int Returns { get; private set; }

    /// <summary>Completes when her microphone is connected for the first time.</summary>
    public Task JoinedAsync(CancellationToken ct) => _joined.Task.WaitAsync(ct);

    /// <summary>Completes when she is back on both lines after the server was gone.</summary>
    public async Task BackAsync(CancellationToken ct)
    {
        while (Returns == 0 || _sending is null || _receiving is null)
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, ct);
    }

    /// <summary>Says something; the task ends when it is said.</summary>
    public Task SayAsync(float[] voice, CancellationToken ct) => _player.SayAsync(voice, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _left, true))
            return; // whoever owns her does so again
        await _leave.CancelAsync();
        await Task.WhenAll(_microphone, _headphones);
        await _player.DisposeAsync();
        _leave.Dispose();
        _api.Dispose();
    }

    private bool Hear(Span<float> frame)
    {
        if (_receiving?.Receiver is { } receiver)
            return receiver.Read(frame);
        frame.Clear();
        return false;
    }

    /// <summary>Offers, stays until the connection is lost, and offers again.</summary>
    private async Task StayAsync(string path, RtcClientOptions options, Action<RtcClient?> use)
    {
        while (!_leave.IsCancellationRequested)
        {
            try
            {
                await using var client = RtcClient.Create(bind: null, options);
                var (answer, _) = await _api.OfferAsync(path, client.OfferSdp, _leave.Token);
                await client.ConnectAsync(answer, _leave.Token);
                use(client);
                if (options.Send && !_joined.TrySetResult())
                    Returns++;
                await client.Closed.WaitAsync(_leave.Token);
            }
            catch (OperationCanceledException) when (_leave.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or PeerClosedException or SdpException)
            {
                // the server is away, or not ready for her yet: she tries again like a browser would
            }
            finally
            {
                use(null);
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), _time, _leave.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
