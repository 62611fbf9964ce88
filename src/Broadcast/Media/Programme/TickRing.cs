using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// Ticks on their way from the clock's thread to the return workers. The clock never waits: when the workers are too late
/// its tick is left out, and they pass over what is old. The last few stay, so that an encoder can be led up to now.
/// </summary>
internal sealed class TickRing
{
    /// <summary>How many ticks before the present one are kept.</summary>
    public const int Remembered = 5;

    private const int Slots = 16;
    private const int MostBehind = 4;

    private readonly TickSound[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new TickSound())];
    private long _written; // moved by the clock's thread
    private long _read; // moved by the one worker who has the turn
    private long _dropped;

    /// <summary>Ticks that nobody made returns of.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The slot of this tick, to be filled and committed; false when all are in use. The clock's thread only.</summary>
    public bool TryBegin([NotNullWhen(true)] out TickSound? sound)
    {
        var isFree = _written - Volatile.Read(ref _read) < Slots - Remembered - 1;
        sound = isFree ? _slots[_written % Slots] : null;
        if (!isFree)
            Interlocked.Increment(ref _dropped);
        return isFree;
    }

    /// <summary>This tick comes too late for anybody's ears. The clock's thread only.</summary>
    public void LeaveOut() => Interlocked.Increment(ref _dropped);

    public void Commit() => Volatile.Write(ref _written, _written + 1);

    /// <summary>The next tick, until <see cref="Pass"/>; whoever is too far behind passes over some. One worker at a time.</summary>
    public bool TryRead([NotNullWhen(true)] out TickSound? sound)
    {
        for (var waiting = Volatile.Read(ref _written) - _read; waiting > MostBehind; waiting--)
        {
            Interlocked.Increment(ref _dropped);
            Pass();
        }
        sound = _read < Volatile.Read(ref _written) ? _slots[_read % Slots] : null;
        return sound is not null;
    }

    /// <summary>A tick before the one that is being read; null when there was none. Any worker of this turn.</summary>
    /// <param name="ticks">1 to <see cref="Remembered"/>.</param>
    public TickSound? Before(int ticks) => _read >= ticks ? _slots[(_read - ticks) % Slots] : null;

    /// <summary>What is being read is done, and what is too old is given back.</summary>
    public void Pass()
    {
        if (_read >= Remembered)
            _slots[(_read - Remembered) % Slots].Release();
        Volatile.Write(ref _read, _read + 1);
    }
}
