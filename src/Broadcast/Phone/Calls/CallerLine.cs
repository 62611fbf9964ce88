using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>
/// The sound of one call: prompts or the programme to the caller, and her voice to her question's tape or to the studio.
/// While she sits at a mixer, its threads drive it; else it has a beat of its own.
/// </summary>
internal sealed class CallerLine(SipCall call, TimeProvider time) : IAsyncDisposable
{
    private readonly float[] _own = new float[AudioFrame.Length];
    private readonly float[] _told = new float[AudioFrame.Length];
    private CancellationTokenSource? _beating;
    private Task _beat = Task.CompletedTask;
    private volatile QuestionTape? _tape;

    public SipCall Call => call;

    public PromptPlayer Player { get; } = new();

    /// <summary>Where her question is recorded; null when it is not.</summary>
    public QuestionTape? Tape
    {
        get => _tape;
        set => _tape = value;
    }

    /// <summary>She hears something that is said to her alone.</summary>
    public bool IsPrivate => Player.IsSaying;

    /// <summary>Her voice, for the studio: nothing while she says her question. One thread at a time.</summary>
    public bool Read(Span<float> samples)
    {
        var arrives = call.Receiver.Read(samples);
        if (_tape is not { IsRunning: true } tape)
            return arrives;
        tape.Write(samples);
        samples.Clear();
        return false;
    }

    /// <summary>Sends her one frame: of what is said to her, else of the programme. One thread at a time.</summary>
    public void Send(ReadOnlySpan<float> programme)
    {
        Player.Take(programme, _told);
        call.Sender.Send(_told);
    }

    /// <summary>She sits at no mixer: the line moves by itself, and bears silence where nothing is said.</summary>
    public void BeginBeat()
    {
        _beating = new CancellationTokenSource();
        _beat = BeatAsync(_beating.Token);
    }

    /// <summary>A mixer is about to drive it.</summary>
    public async Task EndBeatAsync()
    {
        if (_beating is not { } beating)
            return;
        await beating.CancelAsync();
        await _beat;
        beating.Dispose();
        _beating = null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndBeatAsync();
        await call.DisposeAsync();
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        var silence = new float[AudioFrame.Length];
        using var timer = new PeriodicTimer(AudioFrame.Duration, time);
        var (began, beats) = (time.GetTimestamp(), 0L);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                // A late beat is made up for: the far end plays fifty a second.
                for (; beats * AudioFrame.Duration <= time.GetElapsedTime(began); beats++)
                {
                    Read(_own);
                    Send(silence);
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The line is at a mixer now, or was cut.
        }
    }
}
