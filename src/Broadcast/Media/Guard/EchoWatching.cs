using System.Globalization;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Watches the lines of a talk's stations for our own programme.</summary>
internal sealed class EchoWatching(AlarmBook alarms, TimeProvider time) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var lines = new Dictionary<Seat, Line>();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                Look(run, lines);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        finally
        {
            foreach (var seat in lines.Keys)
                seat.Ear = null;
        }
    }

    private void Look(ProgrammeRun run, Dictionary<Seat, Line> lines)
    {
        var seats = run.Programme.Seats;
        foreach (var gone in lines.Keys.Where(seat => !seats.Contains(seat)).ToArray())
        {
            alarms.Clear(run.Programme.Talk, AlarmCodes.StationEcho, lines[gone].Name);
            lines.Remove(gone);
        }
        foreach (var seat in seats)
        {
            if (!lines.TryGetValue(seat, out var line))
            {
                if (seat.Contribution is not { Kind: VoiceKind.Station } station)
                    continue;
                lines[seat] = line = new Line(station.Name, seat.Ear = new StationEar());
            }
            var delay = line.Follow();
            alarms.Set(delay is not null, run.Programme.Talk, AlarmCodes.StationEcho, AlarmLevel.Fault, line.Name,
                delay is { } late ? string.Create(CultureInfo.InvariantCulture, $"{late.TotalSeconds:0.0} s") : null);
        }
    }

    private sealed class Line(string name, StationEar ear)
    {
        private readonly EchoWatch _watch = new();
        private readonly float[] _pair = new float[2 * Decimator.Length];

        public string Name => name;

        public TimeSpan? Follow()
        {
            while (ear.Pairs.TryRead(_pair))
                _watch.Hear(_pair);
            return _watch.Delay;
        }
    }
}
