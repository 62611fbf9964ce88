namespace TalksPlatform.EndToEnd.Stage;

/// <summary>Another <see cref="OpenHouse"/>, so that half of the tests that need one need not wait for the other half.</summary>
[CollectionDefinition(Name)]
public sealed class HouseNextDoor : ICollectionFixture<OpenHouse>
{
    public const string Name = "another server with something on every page";
}
