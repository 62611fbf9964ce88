namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Keys of a call on their way to whoever wants them. People press as soon as they are answered, before anybody had the time
/// to listen: until then the keys wait. Thread-safe; a key is told to all before the next.
/// </summary>
internal sealed class EarlyKeys
{
    private const int Most = 32;

    private readonly Lock _gate = new();
    private readonly Queue<char> _waiting = new();
    private Action<char>? _hears;

    /// <summary>From now on it is told each key; the first one, those that wait.</summary>
    public void Add(Action<char> hears)
    {
        lock (_gate)
        {
            _hears += hears;
            while (_waiting.TryDequeue(out var key))
                hears(key);
        }
    }

    public void Remove(Action<char> hears)
    {
        lock (_gate)
            _hears -= hears;
    }

    public void Press(char key)
    {
        lock (_gate)
        {
            if (_hears is not null)
                _hears(key);
            else if (_waiting.Count < Most)
                _waiting.Enqueue(key);
        }
    }
}
