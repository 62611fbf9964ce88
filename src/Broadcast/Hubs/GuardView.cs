using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Media.Guard;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>How the guard of a programme stands.</summary>
/// <param name="State">Idle while the talk is not on air.</param>
/// <param name="Cause">Why something else goes out; null while the programme does.</param>
/// <param name="Playing">What goes out in its place, or null.</param>
/// <param name="Sound">That sound's name, or null.</param>
/// <param name="SilentSeconds">For how long nothing was heard.</param>
/// <param name="SecondsToGo">Until something is filled in, until it goes again, or until silence counts again; else null.</param>
internal sealed record GuardView(
    GuardState State, GuardCause? Cause, FallbackKind? Playing, string? Sound, int SilentSeconds, int? SecondsToGo);

/// <summary>An alarm of a talk.</summary>
/// <param name="Code">What it is, for machines.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Subject">What of several it is about, e.g. an output's name; or null.</param>
/// <param name="Reason">What is known of it, or null.</param>
/// <param name="Since">When it was raised, the last time.</param>
/// <param name="ClearedAt">When it was over; null while it lasts.</param>
/// <param name="Count">How often it was raised in this talk.</param>
internal sealed record AlarmView(
    string Code, AlarmLevel Level, string? Subject, string? Reason, DateTimeOffset Since, DateTimeOffset? ClearedAt, int Count);
