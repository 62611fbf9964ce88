using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>
/// Writes down what happens on air: what the studio did, how the outputs fared, and what went out where nothing was to be
/// heard. It looks ten times a second. After a restart it begins with all that is on air then.
/// </summary>
internal sealed class AsRunLog(AsRunBook book, StudioSignals signals, TimeProvider time, ILogger<AsRunLog> logger) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var talk = run.Programme.Talk;
        var page = new AsRunPage(book, talk, time, logger);
        var before = Blank(run.Session.State);
        IReadOnlyList<OutputView> outputs = [];
        GuardView? guard = null;
        var resumes = book.Has(talk);
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                var state = run.Session.State;
                if (state.LiveAt is null)
                    continue;
                if (resumes)
                {
                    page.Add([("resumed", null, null)]);
                    (before, resumes) = (before with { LiveAt = state.LiveAt }, false);
                }
                var (views, now) = (run.Rack.Views, signals.Guard(talk));
                page.Add([.. AsRunDiff.Between(before, state), .. AsRunDiff.Between(outputs, views), .. AsRunDiff.Between(guard, now)]);
                (before, outputs, guard) = (state, views, now);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        finally
        {
            if (before.LiveAt is not null)
            {
                page.Add([.. AsRunDiff.Between(before, run.Session.State), .. AsRunDiff.Between(guard, null)]); // its end
                page.Write();
            }
        }
    }

    /// <summary>The talk before it was on air: all that is then is told with the first line.</summary>
    private static TalkState Blank(TalkState talk) => new(talk.Id) { Card = talk.Card };
}
