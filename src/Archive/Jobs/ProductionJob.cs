using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Archive.Jobs;

/// <summary>
/// A step on the way from a closed recording to a public replay: join, measure, transcode, publish. A step puts the next
/// one into the queue also when its own work was done before: a crash may have come between the two.
/// </summary>
internal abstract class ProductionJob<TArgs>(ArchiveDb db) : IJob<TArgs> where TArgs : IProductionStep
{
    protected ArchiveDb Db { get; } = db;

    public async Task RunAsync(TArgs args, JobRun run, CancellationToken ct)
    {
        try
        {
            await ProduceAsync(args, run, ct);
        }
        catch (Exception failure) when (run.IsLast && !ct.IsCancellationRequested)
        {
            await TellAsync(new ReplayFailed(args.EpisodeId, ReasonOf(failure)), ct);
            throw;
        }
    }

    /// <summary>
    /// The right to do a step alone. The job engine runs none twice at once: whoever holds it is most likely a dead server
    /// that PostgreSQL has not missed yet, and nobody would go on from there.
    /// </summary>
    protected async Task<Lease> LeaseAsync(string step, CancellationToken ct) =>
        await Db.TryLeaseAsync(step, ct) ?? throw ArchiveFaults.InWork(step).AsException();

    /// <summary>Does the step's work.</summary>
    protected abstract Task ProduceAsync(TArgs args, JobRun run, CancellationToken ct);

    private async Task TellAsync(ReplayFailed fact, CancellationToken ct)
    {
        await using var work = await Db.BeginAsync(ct);
        await work.AddFactAsync(fact, ct);
        await work.CommitAsync(ct);
    }

    private static string ReasonOf(Exception failure) => failure is FaultException { Fault: var fault }
        ? $"{fault.Code}: {fault.Text}"
        : $"unexpected: {failure.Message}";
}

/// <summary>What every step is told.</summary>
internal interface IProductionStep
{
    /// <summary>The episode whose replay is made.</summary>
    EpisodeId EpisodeId { get; }
}
