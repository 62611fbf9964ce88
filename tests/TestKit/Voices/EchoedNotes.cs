using System.Diagnostics;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.TestKit.Voices;

/// <summary>
/// Many calls whose far ends send back what they hear. Each says a note of its own, so what comes back tells that both
/// ways work and that nobody hears anybody else.
/// </summary>
public sealed class EchoedNotes : IDisposable
{
    private const int LowestHertz = 300;
    private const int Interval = 10; // Hz; 300 of them fit into a telephone's band

    private readonly Thread _playing; // its own: the pool's have other work when a hundred calls begin
    private volatile EchoedNote[] _notes = [];
    private volatile bool _stopped;

    /// <summary>Begins with none.</summary>
    public EchoedNotes()
    {
        _playing = new Thread(Play) { Name = "echoed notes", IsBackground = true, Priority = ThreadPriority.Highest };
        _playing.Start();
    }

    /// <summary>All of them, those of calls that have ended too.</summary>
    public IReadOnlyList<EchoedNote> All => _notes;

    /// <summary>Begins another call's. By one thread at a time.</summary>
    public void Add(SipCall call) => _notes = [.. _notes, new EchoedNote(call, LowestHertz + (Interval * _notes.Length))];

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopped = true;
        _playing.Join();
    }

    private void Play()
    {
        var time = Stopwatch.StartNew();
        for (var due = VoiceFrame.Duration; !_stopped; due += VoiceFrame.Duration)
        {
            if (due - time.Elapsed is { Ticks: > 0 } early)
                Thread.Sleep(early); // a busy machine's late ticks are made up for
            foreach (var note in _notes)
                note.Tick();
        }
    }
}
