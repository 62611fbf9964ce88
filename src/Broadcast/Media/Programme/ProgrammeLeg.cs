namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>A way on which the programme leaves the mixer. An output names the one that it takes.</summary>
internal enum ProgrammeLeg
{
    /// <summary>The bus behind its limiter and nothing else: recordings, and what contributors hear.</summary>
    Clean,

    /// <summary>For stations and what transmits like one: -23 LUFS, and late if the talk has a delay.</summary>
    Radio,

    /// <summary>For browsers, players and social platforms: -16 LUFS.</summary>
    Web,
}
