using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>Nobody sends or hears anything.</summary>
internal sealed class Silence : IOpenSound
{
    public void Cut(string token)
    {
    }

    public void Cut(PersonId person)
    {
    }
}
