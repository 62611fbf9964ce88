using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>An output that each talk has without anybody asking. To add one, write it and register it.</summary>
internal interface IStandingOutput
{
    /// <summary>Null where this server has none of the kind.</summary>
    IOutput? Create(TalkProgramme programme);

    /// <summary>The talk is over and the output has finished: what its listeners shared is let go of.</summary>
    void Forget(TalkId talk);

    /// <summary>The talks of which it has something on disk.</summary>
    IEnumerable<TalkId> Kept => [];

    /// <summary>Nothing of the talk may be kept: what it left on disk is deleted.</summary>
    void Erase(TalkId talk)
    {
    }
}
