using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// The clock, the mixer and the returns of one talk in a process of its own. <c>open N</c> seats and airs N contributors of
/// plain RTP and answers with their port; <c>load</c> tells what it has cost; <c>close</c> ends the talk. Each talk has a clock
/// of its own.
/// </summary>
internal static class MixHost
{
    public const string Verb = "mix";

    public static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        using var engine = new ReturnEngine();
        await DryRun.AirAsync(engine, NullLogger.Instance); // as the server does before it is ready
        ProgramClock? clock = null;
        MixedTalk? talk = null;
        while (await commands.ReadLineAsync() is { } command)
        {
            switch (command.Split(' '))
            {
                case ["open", var count]:
                    clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
                    talk = await MixedTalk.OpenAsync(clock, engine, int.Parse(count, CultureInfo.InvariantCulture));
                    await answers.WriteLineAsync(talk.Port.ToString(CultureInfo.InvariantCulture));
                    break;
                case ["load"]:
                    await answers.WriteLineAsync(MixLoad.Take(clock!, talk).ToString());
                    break;
                case ["close"]:
                    talk?.Dispose();
                    clock?.Dispose();
                    (talk, clock) = (null, null);
                    await answers.WriteLineAsync("closed");
                    break;
                default:
                    throw new InvalidOperationException($"Nobody knows what '{command}' means.");
            }
            await answers.FlushAsync();
        }
        talk?.Dispose();
        clock?.Dispose();
        return 0;
    }

    internal sealed class MixedTalk : IDisposable
    {
        private readonly ProgramClock _clock;
        private readonly PlainLines _lines;
        private readonly Foldback _foldback;

        private MixedTalk(ProgramClock clock, ReturnEngine engine, int lines)
        {
            _clock = clock;
            _lines = new PlainLines(lines);
            _foldback = new Foldback(Programme, engine, NullLogger.Instance);
        }

        public TalkProgramme Programme { get; } = new(new TalkId(Guid.NewGuid()));

        public int Encodings => _foldback.Encodings;

        public int Port => _lines.Port;

        public static async Task<MixedTalk> OpenAsync(ProgramClock clock, ReturnEngine engine, int lines)
        {
            var talk = new MixedTalk(clock, engine, lines);
            foreach (var line in talk._lines.All)
                await talk.Programme.SeatAsync(line);
            talk.Programme.Follow(new TalkState(talk.Programme.Talk)
            {
                Stage = new StageState(talk._lines.All.ToImmutableDictionary(
                    line => line.Id,
                    line => new OnAirVoice(line.Id, line.Name, line.Kind, Muted: false, Since: 1) { Strip = StripSettings.Of(VoiceKind.Speaker) })),
            });
            talk.Programme.GoLive();
            clock.Attach(talk.Programme);
            return talk;
        }

        public void Dispose()
        {
            _clock.Detach(Programme);
            _foldback.Dispose();
            Thread.Sleep(2 * AudioFrame.Duration); // a tick that had begun is over
            _lines.Dispose();
        }
    }
}

/// <summary>What the mixing process has done so far.</summary>
internal sealed record MixLoad(
    double Microseconds, long Ticks, double P99Milliseconds, double WorstMilliseconds, long Skipped, long Dropped, int Encodings, long Collections,
    double WorstInCollectionMilliseconds, bool IsRealTime)
{
    public static MixLoad Take(ProgramClock clock, MixHost.MixedTalk? talk) => new(
        ProcessorClock.Process,
        clock.Lateness.Ticks,
        clock.Lateness.Quantile(0.99).TotalMilliseconds,
        clock.Lateness.Worst.TotalMilliseconds,
        clock.Skipped,
        talk?.Programme.Returns.Dropped ?? 0,
        talk?.Encodings ?? 0,
        clock.Lateness.Collections,
        clock.Lateness.WorstInCollection.TotalMilliseconds,
        clock.IsRealTime);

    public static MixLoad Parse(string line)
    {
        var words = Array.ConvertAll(line.Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));
        return new MixLoad(words[0], (long)words[1], words[2], words[3], (long)words[4], (long)words[5], (int)words[6], (long)words[7], words[8], words[9] != 0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Microseconds} {Ticks} {P99Milliseconds} {WorstMilliseconds} {Skipped} {Dropped} {Encodings} {Collections} {WorstInCollectionMilliseconds} {(IsRealTime ? 1 : 0)}");
}
