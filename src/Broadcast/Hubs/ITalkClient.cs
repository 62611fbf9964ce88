using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Reactions;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>What the hub tells its clients, by the names that are on the wire.</summary>
internal interface ITalkClient
{
    /// <summary>The room changed.</summary>
    [HubMethodName("patch")]
    Task Patch(RoomPatch patch);

    /// <summary>A question of one's own changed; told to its author's connections alone.</summary>
    [HubMethodName("mine")]
    Task Mine(QuestionView question);

    /// <summary>To one's own connections: whether one's voice is in the programme.</summary>
    [HubMethodName("seat")]
    Task Seat(SeatView seat);

    /// <summary>To one's own connections: how far one's raised hand came; null when it is down.</summary>
    [HubMethodName("hand")]
    Task Hand(OwnHandView? hand);

    /// <summary>To the studio: who of those in line is not connected just now.</summary>
    [HubMethodName("away")]
    Task Away(IReadOnlyList<PersonId> people);

    /// <summary>To studio and speakers: notes that are new, and to whoever comes in all that are kept.</summary>
    [HubMethodName("notes")]
    Task Notes(IReadOnlyList<CrewNoteView> notes);

    /// <summary>What people felt in the last second, by count.</summary>
    [HubMethodName("reactions")]
    Task Reactions(ReactionsView reactions);

    /// <summary>To those who read the chat: what is new in it.</summary>
    [HubMethodName("chat")]
    Task Chat(ChatPatch patch);

    /// <summary>So many people are connected.</summary>
    [HubMethodName("people")]
    Task People(int count);

    /// <summary>To the studio: all voices.</summary>
    [HubMethodName("voices")]
    Task Voices(IReadOnlyList<VoiceView> voices);

    /// <summary>To the studio: all that the programme goes to.</summary>
    [HubMethodName("outputs")]
    Task Outputs(IReadOnlyList<OutputView> outputs);

    /// <summary>To the studio: how loud the programme is.</summary>
    [HubMethodName("programme")]
    Task Programme(ProgrammeView programme);

    /// <summary>To the studio: whether there is a programme at all, and what goes out in its place.</summary>
    [HubMethodName("guard")]
    Task Guard(GuardView guard);

    /// <summary>To the studio: all that somebody should look after, or should have.</summary>
    [HubMethodName("alarms")]
    Task Alarms(IReadOnlyList<AlarmView> alarms);
}

/// <summary>The hub's groups.</summary>
internal static class TalkGroups
{
    private const string StudioEnd = ":studio";
    private const string Chats = ":chat";

    /// <summary>Attendees and speakers: the public patches.</summary>
    public static string Audience(TalkId talk) => talk.ToString();

    /// <summary>Screeners and whoever runs the talk: the patches with everything.</summary>
    public static string Studio(TalkId talk) => $"{talk}{StudioEnd}";

    /// <summary>Studio and speakers: what the crew writes to each other.</summary>
    public static string Crew(TalkId talk) => $"{talk}:crew";

    /// <summary>One person's connections in a talk.</summary>
    public static string Person(TalkId talk, PersonId person) => $"{talk}:{person}";

    /// <summary>Those who have the chat open: with what waits for a moderator, or without.</summary>
    public static string Chat(TalkId talk, bool moderates) => moderates ? $"{talk}{Chats}:all" : $"{talk}{Chats}";

    /// <summary>It is for many, and whoever misses a message of one kind needs only the newest: it is absolute, or tells that some are missing.</summary>
    public static bool IsRoom(string group) =>
        !group.Contains(':', StringComparison.Ordinal) || group.EndsWith(StudioEnd, StringComparison.Ordinal) || group.Contains(Chats, StringComparison.Ordinal);

    /// <summary>It is of its moment: whoever misses it needs nothing in its place.</summary>
    public static bool IsPassing(string message) => message is "reactions";
}
