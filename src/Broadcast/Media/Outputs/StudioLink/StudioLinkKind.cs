using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>Lines to stations. They are up before the talk is on air, so that whoever waits for it knows that it will come.</summary>
internal sealed class StudioLinkKind(Telephone telephone, StationDoor door, TalkDirectory talks, LineIdent ident) : IOutputKind
{
    private const string Answer = "answer";

    public string Kind => OutputConfiguration.Station;

    public bool RunsBeforeAir => true;

    public OutputConfiguration? Read(OutputRequest request)
    {
        var answers = request.Mode == Answer;
        if (answers ? !StationDoor.IsTarget(request.Uri) : !SipUri.TryParse(request.Uri, out _))
            return null;
        if (request.Backup is not null && (answers || !SipUri.TryParse(request.Backup, out _)))
            return null;
        return new(Guid.CreateVersion7(), Kind, request.Name ?? "Station", request.Uri!, request.Codec, request.User, request.Password)
        {
            Mode = answers ? Answer : null,
            Backup = request.Backup,
        };
    }

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) => new StudioLinkOutput(
        configuration,
        programme,
        telephone,
        door,
        () => ident.MakeAsync(talks.OpenTalks.FirstOrDefault(talk => talk.Id == programme.Talk)?.State.Card));
}
