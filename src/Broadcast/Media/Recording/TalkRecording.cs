using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// The recording of one talk from its first part to its closed manifest. The log knows that it is open, so that after any
/// crash somebody goes on with it and closes it in the end; that closing tells the archive.
/// </summary>
internal sealed class TalkRecording
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TalkSession _session;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _folder;
    private readonly string _path;
    private readonly RecordingId _id;

    public TalkRecording(
        TalkSession session, DataFolder data, IProgrammeTime clock, TimeProvider time, ILogger logger, Func<IEnumerable<VoiceTap>> taps)
    {
        (_session, _time, _logger) = (session, time, logger);
        _folder = Path.Combine("recordings", session.Id.ToString());
        _path = data.At(_folder);
        _id = ReadManifest()?.RecordingId ?? session.State.OpenRecording ?? RecordingId.New();
        Output = new RecordingOutput(_path, session.Id, _id, clock, time, logger, taps);
    }

    public RecordingOutput Output { get; }

    /// <summary>Notes in the log that it runs; PostgreSQL may take as long as it likes.</summary>
    public Task NoteOpenAsync(CancellationToken ct) => AskAsync(new OpenRecording(_id), ct);

    /// <summary>Closes the manifest, then the entry in the log: the archive is told in that same transaction.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await CloseManifestAsync(ct);
        await AskAsync(new CloseRecording(_id, _folder), ct);
        _logger.LogInformation("Talk {Talk}: its recording is closed", _session.Id);
    }

    /// <summary>A disk that cannot be read now must not keep the programme from going out.</summary>
    private RecordingManifest? ReadManifest()
    {
        try
        {
            return RecordingFolder.Read(_path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(refusal, "Talk {Talk}: its recording's manifest cannot be read", _session.Id);
            return null;
        }
    }

    private async Task CloseManifestAsync(CancellationToken ct)
    {
        var refused = new Outage(_logger, "The disk of the recordings");
        while (true)
        {
            try
            {
                RecordingFolder.Open(_path, _session.Id, _id).Close();
                refused.Ended();
                return;
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                refused.Began(refusal);
                await Task.Delay(RetryAfter, _time, ct);
            }
        }
    }

    private async Task AskAsync(TalkCommand command, CancellationToken ct)
    {
        var id = CommandId.New();
        while (true)
        {
            try
            {
                await _session.AskAsync(command, Actor.Platform, id, ct);
                return;
            }
            catch (FaultException refused) when (refused.Fault.Kind is FaultKind.Unavailable or FaultKind.TooMany)
            {
                await Task.Delay(RetryAfter, _time, ct);
            }
        }
    }
}
