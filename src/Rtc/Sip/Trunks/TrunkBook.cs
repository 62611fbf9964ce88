using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>All trunks of a user agent. On the loop.</summary>
internal sealed class TrunkBook
{
    private readonly List<Registration> _registrations = [];
    private readonly List<TrunkProbe> _probes = [];

    public TrunkBook(Switchboard board, SipResolver resolver)
    {
        Board = board;
        Resolver = resolver;
        Lines = [.. board.Options.Trunks.Select(trunk => new TrunkLine(this, trunk))];
    }

    public Switchboard Board { get; }

    public SipResolver Resolver { get; }

    public TimeProvider Time => Board.Loop.Time;

    public IReadOnlyList<TrunkLine> Lines { get; }

    /// <summary>A trunk's state has changed.</summary>
    public Action<SipTrunkState>? Changed { get; set; }

    /// <summary>Registers and probes.</summary>
    public void Begin()
    {
        foreach (var line in Lines)
        {
            if (line.Trunk.Registrar is not null)
                _registrations.Add(new Registration(this, line));
            else if (line.Trunk.Proxy is not null)
                _probes.Add(new TrunkProbe(this, line));
        }
    }

    /// <summary>Takes our registrations back; completes when each was answered.</summary>
    public Task Stop()
    {
        foreach (var probe in _probes)
            probe.Stop();
        return Task.WhenAll(_registrations.Select(registration => registration.Stop()));
    }

    /// <summary>A connection is gone.</summary>
    public void Lose(SipHop hop)
    {
        foreach (var registration in _registrations)
            registration.Lose(hop);
    }

    /// <summary>The trunk that a neighbour is; null for strangers.</summary>
    public TrunkLine? Of(IPAddress source) => Lines.FirstOrDefault(line => line.Includes(source));

    /// <summary>The trunk that a call goes out by: the named one, else the one whose host it calls, else any for bare numbers.</summary>
    /// <exception cref="SipCallException">404: there is none of that name, or none that could route a number.</exception>
    public TrunkLine? Choose(SipUri target, string? name)
    {
        var line = Lines.FirstOrDefault(line =>
            name is not null ? line.Trunk.Name == name : target.IsTelephone || line.Trunk.Registrar?.Host == target.Host);
        return line is null && (name is not null || target.IsTelephone)
            ? throw new SipCallException(404, name is null ? "There is no trunk for telephone numbers" : $"There is no trunk {name}")
            : line;
    }

    public void Tell(SipTrunkState state) => Changed?.Invoke(state);
}
