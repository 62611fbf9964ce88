using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>Lines to stations. They are up before the talk is on air, so that whoever waits for it knows that it will come.</summary>
internal sealed class StudioLinkKind(Telephone telephone) : IOutputKind
{
    public string Kind => OutputConfiguration.Station;

    public bool RunsBeforeAir => true;

    public OutputConfiguration? Read(OutputRequest request) => SipUri.TryParse(request.Uri, out _)
        ? new(Guid.CreateVersion7(), Kind, request.Name ?? "Station", request.Uri!, request.Codec, request.User, request.Password)
        : null;

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) =>
        new StudioLinkOutput(configuration, programme, telephone);
}
