namespace TalksPlatform.Server.Demo;

/// <summary>All who take part; they leave in the reverse order of their coming, whatever happens.</summary>
internal sealed class DemoCast : IAsyncDisposable
{
    private readonly Stack<object> _members = [];

    /// <summary>Lets somebody leave when the play is over.</summary>
    public T Own<T>(T member) where T : notnull
    {
        _members.Push(member);
        return member;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_members.TryPop(out var member))
        {
            if (member is IAsyncDisposable later)
                await later.DisposeAsync();
            else if (member is IDisposable now)
                now.Dispose();
        }
    }
}
