using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Scheduler.Engine;

/// <summary>All registered jobs, by the name of their work.</summary>
internal sealed class JobCatalogue(IEnumerable<JobRegistration> registrations)
{
    private readonly Dictionary<string, JobRegistration> _byName =
        registrations.ToDictionary(registration => registration.Args.Name, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">No module registered a job for this work.</exception>
    public JobRegistration Named(string work) => _byName.GetValueOrDefault(work)
        ?? throw new InvalidOperationException($"No job is registered for {work}: is this an older server than the one that put it there?");
}
