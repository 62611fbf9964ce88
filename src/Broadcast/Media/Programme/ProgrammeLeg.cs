namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>A way on which the programme leaves the mixer. An output names the one that it takes.</summary>
internal enum ProgrammeLeg
{
    /// <summary>The bus behind its limiter and nothing else: recordings, and what contributors hear.</summary>
    Clean,

    /// <summary>For stations and what transmits like one.</summary>
    Radio,

    /// <summary>For browsers, players and social platforms.</summary>
    Web,
}

/// <summary>What leaves the mixer at one tick, a frame for each leg. The clock's thread only.</summary>
internal sealed class ProgrammeLegs
{
    private readonly AudioFrame[] _frames = new AudioFrame[Enum.GetValues<ProgrammeLeg>().Length];

    public AudioFrame this[ProgrammeLeg leg] => _frames[(int)leg];

    /// <summary>Every leg bears this frame. They are as loud as each other, and none is delayed.</summary>
    public void Carry(AudioFrame programme) => _frames.AsSpan().Fill(programme);
}
