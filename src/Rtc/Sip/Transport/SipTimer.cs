namespace TalksPlatform.Rtc.Sip;

/// <summary>Something that the loop will do later; disposing of it calls it off, and lets go of all it held.</summary>
internal sealed class SipTimer(Action work) : IDisposable
{
    private Action? _work = work;

    public void Fire()
    {
        var due = _work;
        _work = null;
        due?.Invoke();
    }

    public void Dispose() => _work = null;
}
