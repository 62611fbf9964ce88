using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>Those who act in the tests.</summary>
internal static class People
{
    public static readonly Actor Host = new(PersonId.New(), "Noy", Role.Host);

    public static readonly Actor Speaker = new(PersonId.New(), "Dr Keo", Role.Speaker);

    public static readonly Actor Ada = new(PersonId.New(), "Ada", Role.Attendee);

    public static readonly Actor Bounmy = new(PersonId.New(), "Bounmy", Role.Attendee);

    public static Actor Somebody() => new(PersonId.New(), null, Role.Attendee);
}
