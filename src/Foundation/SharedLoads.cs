using System.Collections.Concurrent;

namespace TalksPlatform.Foundation;

/// <summary>
/// One load for all who ask for the same at once. Nothing of it is kept: whoever asks when it is over, well or not, has it
/// loaded anew. Any thread.
/// </summary>
public sealed class SharedLoads<TKey, TValue> where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _underWay = new();

    /// <summary>What is being loaded, or is loaded now.</summary>
    public Task<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> load) =>
        _underWay.GetOrAdd(key, wanted => new(() => LoadAsync(wanted, load))).Value;

    // It begins when it stands in the table, and so leaves it also when it is over at once.
    private async Task<TValue> LoadAsync(TKey key, Func<TKey, Task<TValue>> load)
    {
        try
        {
            return await load(key);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }
}
