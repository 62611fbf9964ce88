using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Changes where a talk's programme goes, and has a studio that is open follow at once.</summary>
internal sealed class TalkOutputs(OutputBook book, OutputDesk desk, StudioFloor floor) : ITalkOutputs
{
    private const int MostOutputs = 20;

    private static readonly Fault NoAddress = new("output.address", FaultKind.Invalid,
        "A station needs a uri like sip:studio@radio.example; icecast needs a url like http://radio.example:8000 and a mount; " +
        "rtmp needs a url like rtmps://live.example/app and a key.");

    private static readonly Fault TooMany = new("output.too-many", FaultKind.Invalid, $"A talk has {MostOutputs} outputs at the most.");

    private static readonly Fault Unknown = new("output.unknown", FaultKind.NotFound, "This talk has no such output.");

    private static readonly Fault OnAir = new("output.on-air", FaultKind.Conflict, "A line is tested before the talk is on air.");

    private static readonly Fault NoLine = new("output.no-line", FaultKind.Conflict, "The station's line is not up.");

    public async Task<IReadOnlyList<OutputSettings>> ListAsync(TalkId talk, CancellationToken ct) =>
        [.. (await book.ReadAsync(talk, ct)).Select(SettingsOf)];

    /// <summary>The names of what the series' last talk went to and this one does not, before somebody misses it on air.</summary>
    public async Task<IReadOnlyList<string>> MissedAsync(TalkId talk, CancellationToken ct)
    {
        var here = await book.ReadAsync(talk, ct);
        return [.. (await book.ReadLastAsync(talk, ct)).Where(last => last.Enabled && !here.Any(last.IsSame)).Select(last => last.Name)];
    }

    public IReadOnlyList<OutputStanding> Running(TalkId talk) => floor.TryFind(talk) is { } run
        ? [.. run.OutputViews.Select(view => new OutputStanding(view.Id, view.Name, view.Kind, view.State, view.Reason, view.Code))]
        : [];

    public async Task AddAsync(TalkId talk, OutputRequest request, CancellationToken ct)
    {
        if (!await book.AddAsync(talk, Read(request), MostOutputs, ct))
            throw TooMany.AsException();
        await ApplyAsync(talk, ct);
    }

    /// <summary>All at once.</summary>
    public async Task PutAsync(TalkId talk, IReadOnlyList<OutputRequest> request, CancellationToken ct)
    {
        if (request.Count > MostOutputs)
            throw TooMany.AsException();
        await book.ReplaceAsync(talk, [.. request.Select(Read)], ct);
        await ApplyAsync(talk, ct);
    }

    public Task EditAsync(TalkId talk, Guid output, OutputRequest request, CancellationToken ct) => ChangeAsync(talk, output, (edited, before) =>
    {
        var given = request.Key ?? request.Password;
        var secret = given ?? edited.Password;
        var after = Read(request with { Password = secret, Key = secret, Enabled = request.Enabled ?? edited.Enabled });
        if (given is null)
            after = (after with { Password = null }).Keeping(edited);
        return [.. before.Where(other => other.Id == output || !after.IsSame(other)).Select(other => other.Id == output ? after with { Id = output } : other)];
    }, ct);

    public Task SwitchAsync(TalkId talk, Guid output, bool enabled, CancellationToken ct) =>
        ChangeAsync(talk, output, (_, before) => [.. before.Select(other => other.Id == output ? other with { Enabled = enabled } : other)], ct);

    public Task RemoveAsync(TalkId talk, Guid output, CancellationToken ct) =>
        ChangeAsync(talk, output, (_, before) => [.. before.Where(other => other.Id != output)], ct);

    public async Task TakeOverAsync(TalkId talk, TalkId from, CancellationToken ct)
    {
        var others = await book.ReadAsync(from, ct);
        await book.ChangeAsync(
            talk,
            before => [.. before.Concat(others.Where(other => !before.Any(other.IsSame)).Select(other => other with { Id = Guid.CreateVersion7() })).Take(MostOutputs)],
            ct);
        await ApplyAsync(talk, ct);
    }

    public void Test(TalkId talk, Guid output)
    {
        var run = floor.TryFind(talk) ?? throw StudioFloor.NotHere.AsException();
        var line = run.Rack.Outputs.OfType<StudioLinkOutput>().FirstOrDefault(line => line.Configuration.Id == output)
            ?? throw Unknown.AsException();
        if (run.Programme.IsLive)
            throw OnAir.AsException();
        if (!line.TryTest())
            throw NoLine.AsException();
    }

    /// <summary>Tries now what begins on air only; the studio is told of what is found.</summary>
    public void Probe(TalkId talk) => (floor.TryFind(talk) ?? throw StudioFloor.NotHere.AsException()).Probes.Ask();

    private static OutputSettings SettingsOf(OutputConfiguration output) => new(
        output.Id, output.Kind, output.Name, output.Target, output.Codec, output.UserName, output.Password is not null,
        output.Mode, output.Format, output.Leg, output.Backup, output.Enabled);

    private OutputConfiguration Read(OutputRequest request) => desk.Read(request) ?? throw NoAddress.AsException();

    private async Task ChangeAsync(
        TalkId talk, Guid output, Func<OutputConfiguration, IReadOnlyList<OutputConfiguration>, IReadOnlyList<OutputConfiguration>> change, CancellationToken ct)
    {
        if (!await book.ChangeAsync(talk, before => before.FirstOrDefault(other => other.Id == output) is { } one ? change(one, before) : null, ct))
            throw Unknown.AsException();
        await ApplyAsync(talk, ct);
    }

    private async Task ApplyAsync(TalkId talk, CancellationToken ct)
    {
        if (floor.TryFind(talk) is { } run)
        {
            await run.Configured.ApplyAsync(ct);
            run.Probes.Ask();
        }
    }
}
