using System.Diagnostics;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.TestKit.Voices;

/// <summary>
/// Many calls whose far ends send back what they hear. Each says a note of its own, so what comes back tells that both
/// ways work and that nobody hears anybody else.
/// </summary>
public sealed class EchoedNotes : IAsyncDisposable
{
    private const int LowestHertz = 300;
    private const int Interval = 10; // Hz; 300 of them fit into a telephone's band

    private readonly PeriodicTimer _clock = new(VoiceFrame.Duration);
    private readonly Task _playing;
    private volatile EchoedNote[] _notes = [];

    /// <summary>Begins with none.</summary>
    public EchoedNotes() => _playing = PlayAsync();

    /// <summary>All of them, those of calls that have ended too.</summary>
    public IReadOnlyList<EchoedNote> All => _notes;

    /// <summary>Begins another call's. By one thread at a time.</summary>
    public void Add(SipCall call) => _notes = [.. _notes, new EchoedNote(call, LowestHertz + (Interval * _notes.Length))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        await _playing;
    }

    private async Task PlayAsync()
    {
        var time = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        while (await _clock.WaitForNextTickAsync())
        {
            for (; due <= time.Elapsed; due += VoiceFrame.Duration) // a busy machine's late ticks are made up for
            {
                foreach (var note in _notes)
                    note.Tick();
            }
        }
    }
}
