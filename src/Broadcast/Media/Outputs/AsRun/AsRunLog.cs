using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>Writes down what happens on air: what the studio did, and how the outputs fared. It looks ten times a second.</summary>
internal sealed class AsRunLog(AsRunBook book, TimeProvider time) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var talk = run.Programme.Talk;
        var before = Blank(run.Session.State);
        IReadOnlyList<OutputView> outputs = [];
        var resumes = book.Read(talk).Count > 0;
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
                    book.Write(talk, AsRunLine.Now(time.GetUtcNow(), "resumed"));
                    (before, resumes) = (state, false);
                }
                IReadOnlyList<OutputView> views = [.. run.Rack.Views];
                Write(run, [.. AsRunDiff.Between(before, state), .. AsRunDiff.Between(outputs, views)]);
                (before, outputs) = (state, views);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        finally
        {
            if (before.LiveAt is not null)
                Write(run, [.. AsRunDiff.Between(before, run.Session.State)]); // its end
        }
    }

    /// <summary>The talk before it was on air: all that is then is told with the first line.</summary>
    private static TalkState Blank(TalkState talk) => new(talk.Id) { Card = talk.Card };

    private void Write(ProgrammeRun run, IReadOnlyList<(string What, string? Name, string? Detail)> happened)
    {
        var now = time.GetUtcNow();
        book.Write(run.Programme.Talk, [.. happened.Select(line => AsRunLine.Now(now, line.What, line.Name, line.Detail))]);
    }
}
